"""What waits for a group and for officers in evidence."""

from datetime import timedelta

from consult.accounts.models import Membership
from consult.kernel import clock
from consult.kernel.authz import ANONYMOUS, Actor
from plugins.impact import publication, services
from plugins.impact.procedure import Status
from plugins.impact.tasks import waiting
from tests.plugins.impact.conftest import Case


def _texts(case: Case, actor: Actor) -> list[str]:
    return [item.text for item in waiting(case.session, actor)]


def test_a_question_waits_for_every_member_and_for_no_officer(case: Case) -> None:
    queried = case.brought_to(Status.QUERIED)
    for member in (case.member, case.other_member):
        (item,) = waiting(case.session, member)
        assert (queried.reference in item.text, item.endpoint) == (True, "impact_group.question")
    assert _texts(case, case.officer) == []
    assert _texts(case, ANONYMOUS) == []


def test_an_unsent_draft_waits_when_the_closing_date_is_near(case: Case) -> None:
    case.draft()
    assert _texts(case, case.member) == []
    assert case.consultation.closes_at is not None
    with clock.set_clock(case.consultation.closes_at - timedelta(days=2)):
        assert ["closes soon" in text for text in _texts(case, case.member)] == [True]
    with case.after_closing():
        assert _texts(case, case.member) == []


def test_each_step_waits_for_officers_who_may_take_it(case: Case) -> None:
    case.sent()
    case.brought_to(Status.SCREENED)
    case.brought_to(Status.ACCEPTED)
    case.brought_to(Status.CONSIDERED)
    title = case.activity.title
    assert sorted(_texts(case, case.officer)) == [
        f"Decide about 1 piece of evidence: {title}",
        f"Read 1 piece of evidence: {title}",
        f"Weigh 1 piece of evidence: {title}",
    ]
    with case.after_closing():
        assert f"Answer 1 piece of evidence: {title}" in _texts(case, case.officer)
    case.session.add(Membership(organisation_id=case.group.id, person_id=case.third_person.id))
    case.session.flush()
    case.session.expire(case.third_person)
    assert not [text for text in _texts(case, case.third_officer) if "piece of evidence" in text]


def test_the_second_step_waits_for_another_officer(case: Case) -> None:
    proposed, appealed = case.brought_to(Status.OUT_PROPOSED), case.brought_to(Status.APPEALED)
    assert _texts(case, case.officer) == []
    assert [proposed.reference in text for text in _texts(case, case.second_officer)] == [True]
    assert [appealed.reference in text for text in _texts(case, case.third_officer)] == [False, True]


def test_a_release_waits_for_another_officer(case: Case) -> None:
    declared = case.brought_to(Status.SCREENED, personal_data="yes")
    services.accept_evidence(case.session, case.officer, declared, is_cleared=False)
    publication.release_evidence(case.session, case.officer, declared, "They agreed.")
    confirm = f"Confirm that evidence {declared.reference} can be published"
    assert confirm not in _texts(case, case.officer)
    assert confirm in _texts(case, case.second_officer)
