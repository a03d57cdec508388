"""Work for later is done with the roles that its asker has by then."""

from sqlalchemy.orm import Session

from consult.accounts.acting import actor_now
from consult.kernel.authz import Role
from tests.factories import make_person


def test_somebody_acts_with_the_roles_of_now_and_nobody_acts_for_one_who_is_gone(session: Session) -> None:
    person = make_person(session, Role.OFFICER)
    found = actor_now(session, person.id)
    assert found is not None
    assert (found.person_id, found.can("submissions.enter")) == (person.id, True)
    person.is_active = False
    assert actor_now(session, person.id) is None
    assert actor_now(session, None) is None
    assert actor_now(session, person.id + 1) is None
