"""Evidence on the record: corrected, taken down and redacted at any time, but not by officers of its group."""

from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from consult.accounts.models import Membership, Person
from consult.consultations.models import State
from consult.records.corrections import correct
from consult.records.models import SealedText
from consult.records.redactions import take_down
from consult.sdk.publishing import Audience
from consult.submissions.records import SUBMISSION
from plugins.impact import evidence_drafts, sent
from plugins.impact.exports import evidence_rows
from plugins.impact.models import Evidence
from plugins.impact.procedure import Status
from plugins.impact.records import EVIDENCE, LATENESS, QUERY, RECORDS, STEP
from tests.plugins.impact.conftest import Case
from tests.support.redaction import redact
from tests.support.web import FormClient

SignIn = Callable[[FormClient, Person], None]


def test_an_answer_and_a_weight_are_corrected_after_the_decision_and_both_stay_readable(
    case: Case, client: FormClient, sign_in: SignIn
) -> None:
    evidence = case.brought_to(Status.RESPONDED)
    case.consultation.state = State.DECIDED
    case.session.flush()
    for column, says in (("answer", "We asked the police to tell traders two weeks before."), ("weight", "great")):
        reason = "It was typed wrongly."
        correct(case.session, case.officer, EVIDENCE, evidence, column, says=says, reason=reason, seen=0)
    sign_in(client, case.member_person)
    for address in (f"/impact/{case.activity.id}", f"/impact/evidence/{evidence.id}"):
        shown = client.get(address).text
        for words in ("two weeks before", "tell traders a week before", "It was typed wrongly.", "Corrected on"):
            assert words in shown
    piece = client.get(f"/impact/published/{evidence.reference}").text
    assert "Great weight" in piece
    assert 'it said “<span dir="auto">Some weight</span>”' in piece
    row = next(iter(evidence_rows(case.session, case.activity.id, ["answer", "weight"], Audience.PUBLIC)))
    assert row == ("We asked the police to tell traders two weeks before.", "great")


def test_a_question_its_answer_and_a_reason_are_taken_down_after_the_decision(case: Case) -> None:
    evidence, weighed = case.brought_to(Status.QUERIED), case.brought_to(Status.CONSIDERED)
    evidence_drafts.answer_query(case.session, case.member, evidence, "Mr Smith told us.", is_public=True)
    case.consultation.state = State.DECIDED
    (query,) = evidence.queries
    take_down(case.session, case.officer, QUERY, query, "answer", code="third_party")
    assert "Mr Smith" not in query.answer
    take_down(case.session, case.officer, STEP, weighed.steps[-1], "reason", code="third_party")
    assert "traders" not in weighed.steps[-1].reason


def test_the_page_of_a_record_calls_each_text_by_its_label(case: Case, client: FormClient, sign_in: SignIn) -> None:
    evidence = case.brought_to(Status.ACCEPTED)
    sign_in(client, case.officer_person)
    links = client.get(f"/staff/impact/evidence/{evidence.id}").text
    assert f"/staff/records/submission/{evidence.submission_id}" in links
    shown = client.get(f"/staff/records/submission/{evidence.submission_id}").text
    for label in ("Basis for speaking", "Contact role", "Statement"):
        assert label in shown
    assert "contact_role</h2>" not in shown
    assert f'href="/staff/impact/submissions/{evidence.submission_id}"' in shown


@pytest.mark.parametrize("part", ["", "/words", "/take-down/answers.statement"])
def test_an_officer_of_the_group_takes_nothing_out(case: Case, client: FormClient, sign_in: SignIn, part: str) -> None:
    evidence = case.brought_to(Status.QUERIED)
    case.session.add(Membership(organisation_id=case.group.id, person_id=case.third_person.id))
    case.session.flush()
    case.session.expire(case.third_person)
    assert not EVIDENCE.rule.allows(case.third_officer, evidence)
    assert not QUERY.rule.allows(case.third_officer, evidence.queries[0])
    assert not SUBMISSION.rule.allows(case.third_officer, evidence.submission)
    assert SUBMISSION.rule.allows(case.officer, evidence.submission)
    sign_in(client, case.third_person)
    address = f"/staff/records/submission/{evidence.submission_id}{part}"
    if part:
        assert client.get(address).status_code == 403
    else:
        assert "Take all of it down" not in client.get(address).text
    assert "Correct, take down or redact" not in client.get(f"/staff/impact/evidence/{evidence.id}").text


def test_withdrawing_leaves_no_sealed_original(case: Case) -> None:
    evidence = case.brought_to(Status.QUERIED, statement="Mr Smith was stopped.")
    evidence_drafts.answer_query(case.session, case.member, evidence, "Mr Smith told us.")
    assert evidence.submission is not None
    redact(case.session, case.officer, case.activity, evidence.submission, question="statement", passage="Mr Smith")
    take_down(case.session, case.officer, QUERY, evidence.queries[0], "answer", code="third_party")
    assert _sealed(case) == 2
    sent.withdraw_evidence(case.session, case.member, evidence)
    assert _sealed(case) == 0


def test_drafts_are_on_no_record(case: Case) -> None:
    case.draft()
    kept = case.brought_to(Status.SCREENED)
    rows = {
        record.table: list(case.session.scalars(record.rows(case.session, case.consultation.id))) for record in RECORDS
    }
    assert rows[EVIDENCE.table] == [kept]
    assert {step.evidence_id for step in rows[STEP.table]} == {kept.id}
    assert rows[LATENESS.table] == []
    assert case.session.scalar(select(func.count()).select_from(Evidence)) == 2


def _sealed(case: Case) -> int:
    return case.session.scalar(select(func.count()).select_from(SealedText)) or 0
