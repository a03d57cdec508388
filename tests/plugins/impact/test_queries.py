"""What a list shows agrees with what the rule allows."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from consult.kernel.authz import Role
from consult.submissions.models import Status as SubmissionStatus
from plugins.impact.models import Evidence
from plugins.impact.policies import PERMISSIONS
from plugins.impact.policies import is_member as speaks_for
from plugins.impact.presentation import is_public
from plugins.impact.procedure import Status
from plugins.impact.queries import numbers_filed, of_groups, on_desk, published, visible_to
from tests.factories import actor_for, make_activity, make_person
from tests.plugins.impact.conftest import Case, make_case


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    roles=st.sets(st.sampled_from(list(Role)), max_size=3),
    pieces=st.lists(st.tuples(st.sampled_from(list(Status)), st.booleans()), min_size=1, max_size=3),
    is_member=st.booleans(),
)
def test_a_reader_finds_exactly_what_the_rule_lets_the_reader_view(
    session: Session, roles: set[Role], pieces: list[tuple[Status, bool]], is_member: bool
) -> None:
    case = make_case(session)
    for status, is_cleared in pieces:
        evidence = case.brought_to(status)
        evidence.is_cleared = is_cleared
    session.flush()
    person = case.member_person if is_member else make_person(session, *sorted(roles))
    actor = actor_for(session, person)
    all_evidence = session.query(Evidence).where(Evidence.activity_id == case.activity.id).all()
    found = set(session.scalars(visible_to(actor).where(Evidence.activity_id == case.activity.id)))
    assert found == {evidence for evidence in all_evidence if PERMISSIONS["impact.view"].allows(actor, evidence)}
    on_the_desk = list(session.scalars(on_desk(case.activity.id, case.officer)))
    assert set(on_the_desk) == {
        evidence for evidence in all_evidence if PERMISSIONS["impact.inspect"].allows(case.officer, evidence)
    }
    assert [evidence.id for evidence in on_the_desk] == sorted((evidence.id for evidence in on_the_desk), reverse=True)
    groups = {evidence for evidence in all_evidence if speaks_for.allows(actor, evidence)}
    assert {
        of_group for of_group in session.scalars(of_groups(actor)) if of_group.activity_id == case.activity.id
    } == groups
    shown = set(session.scalars(published(case.activity.id)))
    assert shown == {evidence for evidence in all_evidence if is_public(evidence)}


def test_a_member_sees_the_whole_of_the_groups_evidence_and_nothing_else(case: Case) -> None:
    own, draft = case.sent(), case.draft()
    make_case(case.session).sent()
    assert list(case.session.scalars(of_groups(case.other_member))) == [draft, own]


def test_drafts_and_what_is_excluded_do_not_count_as_filed(case: Case) -> None:
    other = make_activity(case.session, case.consultation, "impact")
    case.draft()
    case.sent()
    excluded = case.sent()
    assert excluded.submission is not None
    excluded.submission.status, excluded.submission.exclusion_code = SubmissionStatus.EXCLUDED, "duplicate"
    case.session.flush()
    assert numbers_filed(case.session, [case.activity.id, other.id]) == {case.activity.id: 1}
