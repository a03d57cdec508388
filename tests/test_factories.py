"""The factories make rows that the real services accept."""

from sqlalchemy.orm import Session

from consult.kernel.authz import Role
from consult.submissions.models import Status
from consult.submissions.tallies import counts_of
from tests.factories import make_activity, make_actor, make_consultation, make_person, make_submission


def test_an_excluded_submission_counts_under_its_status_alone(session: Session) -> None:
    activity = make_activity(session, make_consultation(session))
    make_submission(session, activity)
    make_submission(session, activity, status=Status.EXCLUDED)
    counts = counts_of(session, activity.id)
    assert counts["status"] == {"submitted": 1, "excluded": 1}
    assert counts["q:position@1"] == {"*": 1, "support": 1}


def test_a_group_member_belongs_to_a_verified_group(session: Session) -> None:
    person = make_person(session, Role.GROUP_MEMBER)
    assert person.roles == {Role.GROUP_MEMBER}
    assert person.memberships[0].organisation.is_verified


def test_an_actor_holds_the_permissions_of_the_role(session: Session) -> None:
    assert make_actor(session, Role.OFFICER).can("consultations.create")
    assert not make_actor(session, Role.COUNCILLOR).can("consultations.create")
