"""Who speaks for a group."""

from sqlalchemy.orm import Session

from consult.accounts.policies import PERMISSIONS
from consult.kernel.authz import ANONYMOUS, Role
from tests.factories import actor_for, make_actor, make_organisation, make_person


def test_only_a_member_speaks_for_a_group(session: Session) -> None:
    member, other = make_person(session), make_person(session)
    group = make_organisation(session, members=[member])
    make_organisation(session, members=[other])
    speaks = PERMISSIONS["accounts.speak_for_group"]
    assert speaks.allows(actor_for(session, member), group)
    for actor in (actor_for(session, other), make_actor(session, Role.ADMINISTRATOR), ANONYMOUS):
        assert not speaks.allows(actor, group)
