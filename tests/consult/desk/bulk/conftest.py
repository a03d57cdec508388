"""What tests of acts for many responses share."""

import pytest
from sqlalchemy.orm import Session

from consult.kernel.authz import Actor, Role
from tests.factories import make_actor


@pytest.fixture
def clerk(session: Session) -> Actor:
    """An officer as services see them."""
    return make_actor(session, Role.OFFICER)
