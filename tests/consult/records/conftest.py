"""What tests of records start from."""

import pytest
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from tests.factories import make_activity, make_consultation


@pytest.fixture
def activity(session: Session) -> Activity:
    """A way of taking part in an open consultation."""
    return make_activity(session, make_consultation(session))
