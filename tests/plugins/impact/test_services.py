"""What an officer does with evidence."""

import pytest
from sqlalchemy import select

from consult.audit.models import AuditEntry
from consult.consultations.models import State
from consult.kernel.db import database_of
from consult.mail.models import MailMessage
from consult.mail.services import read_letter
from plugins.impact import services
from plugins.impact.procedure import NotNow, Status
from plugins.impact.requirements import unanswered
from plugins.impact.services import AlreadyDecided
from tests.plugins.impact.conftest import Case


def _letters(case: Case) -> list[tuple[str, str, str]]:
    keys = database_of(case.session).keys
    letters = [read_letter(keys, mail) for mail in case.session.scalars(select(MailMessage))]
    return sorted((letter.to, letter.subject, letter.body) for letter in letters if letter)


def test_each_piece_that_was_sent_holds_up_the_decision_until_it_is_answered(case: Case) -> None:
    case.draft()
    accepted = case.brought_to(Status.ACCEPTED)
    case.brought_to(Status.OUT_OF_SCOPE)
    case.brought_to(Status.RESPONDED)
    (missing,) = unanswered(case.session, case.consultation.id)
    assert accepted.reference in missing.sentence
    assert case.group.name in missing.sentence
    services.consider_evidence(case.session, case.officer, accepted, "great", "Everybody says so.")
    assert "Considered" in unanswered(case.session, case.consultation.id)[0].sentence
    with case.after_closing():
        services.respond(case.session, case.officer, accepted, "We moved the cameras.")
    assert unanswered(case.session, case.consultation.id) == []


def test_a_question_is_mailed_to_every_member(case: Case) -> None:
    queried = case.brought_to(Status.QUERIED)
    letters = [letter for letter in _letters(case) if letter[1].startswith("A question")]
    assert [letter[0] for letter in letters] == sorted([case.member_person.email, case.other_person.email])
    for _to, subject, body in letters:
        assert subject == f"A question about your evidence {queried.reference}"
        assert "How many told you?" not in body
        assert f"http://localhost/impact/evidence/{queried.id}" in body


def test_an_answer_is_mailed_to_every_member_and_kept(case: Case) -> None:
    answered = case.brought_to(Status.RESPONDED)
    assert answered.answer == "We asked the police to tell traders a week before."
    assert answered.answered_at is not None
    assert (answered.weight, answered.weight_reason) == ("some", "Twelve of thirty traders.")
    told = [letter for letter in _letters(case) if letter[1] == f"An answer to your evidence {answered.reference}"]
    assert [letter[0] for letter in told] == sorted([case.member_person.email, case.other_person.email])


def test_while_the_consultation_is_open_nothing_is_answered(case: Case) -> None:
    weighed = case.brought_to(Status.CONSIDERED)
    with pytest.raises(NotNow, match="after the closing date"):
        services.respond(case.session, case.officer, weighed, "We moved the cameras.")
    assert (weighed.stands_at, weighed.answer) == (Status.CONSIDERED, "")


def test_evidence_out_of_scope_keeps_its_reason_and_can_be_looked_at_again(case: Case) -> None:
    ruled_out = case.brought_to(Status.OUT_OF_SCOPE)
    assert ruled_out.scope_reason == "It is about another borough."
    services.screen_evidence(case.session, case.officer, ruled_out, "The place was wrong.")
    assert (ruled_out.stands_at, ruled_out.scope_reason) == (Status.SCREENED, "")
    reasons = [step.reason for step in ruled_out.steps]
    assert reasons[-3:] == ["It is about another borough.", "It is about another borough.", "The place was wrong."]


def test_an_officer_decides_without_an_answer_to_the_question(case: Case) -> None:
    queried = case.brought_to(Status.QUERIED)
    services.accept_evidence(case.session, case.officer, queried, is_cleared=False)
    assert queried.stands_at is Status.ACCEPTED


def test_nothing_is_opened_again_after_the_decision(case: Case) -> None:
    ruled_out = case.brought_to(Status.OUT_OF_SCOPE)
    case.consultation.state = State.DECIDED
    case.session.flush()
    with pytest.raises(AlreadyDecided):
        services.screen_evidence(case.session, case.officer, ruled_out, "New facts.")


def test_every_step_is_on_the_audit_log_without_what_was_written(case: Case) -> None:
    case.brought_to(Status.RESPONDED)
    found = case.session.scalars(
        select(AuditEntry).where(AuditEntry.name.startswith("impact.")).order_by(AuditEntry.id)
    )
    entries = list(found)
    assert [entry.name.removeprefix("impact.") for entry in entries] == [
        "evidence_started",
        "evidence_submitted",
        "evidence_screened",
        "evidence_accepted",
        "evidence_cleared",
        "evidence_considered",
        "evidence_answered",
    ]
    assert all(entry.consultation_id == case.consultation.id for entry in entries)
    assert "market" not in " ".join(str(entry.facts) for entry in entries)
