"""What most tests of submissions begin with."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.consultations.models import Activity
from consult.kernel.authz import Role
from tests.factories import make_activity, make_consultation, make_person
from tests.support.web import FormClient


@pytest.fixture
def activity(session: Session) -> Activity:
    """A written response of an open consultation."""
    return make_activity(session, make_consultation(session))


@pytest.fixture
def officer(client: FormClient, session: Session, sign_in: Callable[[FormClient, Person], None]) -> Person:
    """An officer who is signed in."""
    person = make_person(session, Role.OFFICER)
    sign_in(client, person)
    return person
