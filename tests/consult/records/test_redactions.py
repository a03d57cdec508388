"""What was taken out is nowhere but under seal, whatever it stood in; and it comes back by another hand."""

from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from consult.audit.models import AuditEntry
from consult.consultations.changes import change_consultation
from consult.consultations.models import Activity, State
from consult.desk.queries import Filters, listed
from consult.kernel.authz import Actor, Role
from consult.kernel.db import database_of
from consult.kernel.errors import ChangedMeanwhile, Conflict, Invalid
from consult.records.models import Redaction, SealedText
from consult.records.places import place_named, record_named
from consult.records.redactions import open_original, redact, take_down, undo
from consult.records.search import hits_in_consultation
from consult.records.words import passages
from consult.submissions.models import Cause, Submission
from consult.submissions.records import SUBMISSION
from consult.submissions.revision import revise
from tests.consult.decisions.conftest import make_case
from tests.factories import canary, make_actor, make_submission
from tests.support.tables import rows_with


def take_out(session: Session, actor: Actor, sent: Submission, words: str, question: str = "reasons") -> Redaction:
    """Take words out of one answer."""
    place = place_named(SUBMISSION, sent, f"answers.{question}")
    hits = {place.key: passages(place.text, words)}
    return redact(session, actor, SUBMISSION, sent, hits, code="third_party")[0]


def found(session: Session, activity: Activity, words: str) -> list[Submission]:
    """Return what the search of the desk finds."""
    return list(session.scalars(listed(session, activity.id, Filters(words=words))))


def test_a_name_is_taken_out_and_the_mayor_stays(session: Session, activity: Activity) -> None:
    officer = make_actor(session, Role.OFFICER)
    sent = make_submission(session, activity, answers={"reasons": "Mrs May told the Mayor in May"})
    place = place_named(SUBMISSION, sent, "answers.reasons")
    first = passages(place.text, "may")[:1]
    redact(session, officer, SUBMISSION, sent, {place.key: first}, code="third_party")
    assert sent.answers["reasons"] == "Mrs [redacted: somebody else’s personal details] told the Mayor in May"
    assert found(session, activity, "mayor") == [sent]


def test_a_word_is_in_no_table_after_it_was_taken_out_everywhere(session: Session) -> None:
    name = canary("everywhere").replace("-", "")
    case = make_case(session)
    consultation, officer = case.consultation, make_actor(session, Role.OFFICER)
    sent = make_submission(session, case.activity, answers={"reasons": f"{name} first."})
    revise(session, case.activity, sent, Cause.AUTHOR, answers={"reasons": f"Second {name.upper()}, again {name}."})
    issue = case.issue()
    consultation.summary = f"Ask {name}."
    issue.title, issue.reason = f"What {name} said", f"{name} was right."
    session.flush()
    change_consultation(
        session,
        officer,
        consultation,
        version=consultation.version,
        reason=f"As {name} told us",
        is_material=False,
        values={"notice": f"More on {name}"},
    )
    rows: dict[Any, dict[str, list[tuple[int, int]]]] = {}
    for hit in hits_in_consultation(session, officer, consultation.id, name.lower()):
        rows.setdefault((hit.record.table, hit.row), {}).setdefault(hit.place.key, []).append((hit.start, hit.end))
    assert {table for table, _ in rows} == {
        "consultation",
        "consultation_change",
        "issue",
        "submission",
        "submission_earlier",
    }
    for (table, row), hits in rows.items():
        redact(session, officer, record_named(session, table), row, hits, code="personal")
    session.flush()
    assert rows_with(session, name) == rows_with(session, name.upper()) == []
    assert found(session, case.activity, name) == []
    assert hits_in_consultation(session, officer, consultation.id, name) == []
    assert sent.answers["reasons"] == "Second [redacted: personal details], again [redacted: personal details]."


def test_another_officer_puts_each_redaction_back_by_itself(session: Session, activity: Activity) -> None:
    officer, other = make_actor(session, Role.OFFICER), make_actor(session, Role.OFFICER)
    sent = make_submission(session, activity, answers={"reasons": "Ann met Bob and Ann met Eve."})
    first, second = take_out(session, officer, sent, "Ann"), take_out(session, officer, sent, "bob")
    with pytest.raises(Conflict):
        undo(session, officer, first)
    undo(session, other, first)
    assert sent.answers["reasons"] == "Ann met [redacted: somebody else’s personal details] and Ann met Eve."
    with pytest.raises(Conflict):
        undo(session, other, first)
    third = take_out(session, other, sent, "Eve")
    undo(session, other, second)
    undo(session, officer, third)
    assert sent.answers["reasons"] == "Ann met Bob and Ann met Eve."
    assert found(session, activity, "bob") == [sent]
    names = [entry.name for entry in session.scalars(select(AuditEntry).order_by(AuditEntry.id))]
    assert names.count("records.passage_redacted") == names.count("records.redaction_undone") == 3


def test_what_its_author_writes_again_stays_out(session: Session, activity: Activity) -> None:
    officer, other = make_actor(session, Role.OFFICER), make_actor(session, Role.OFFICER)
    sent = make_submission(session, activity, answers={"reasons": "Ask Ann O’Neil today."})
    kept = take_out(session, officer, sent, "ann o'neil")
    for again in ("Ask Ann O’Neil today.", "ann o'neil said no. Ann’s flat, Ann O’Neil!", sent.answers["reasons"]):
        revise(session, activity, sent, Cause.AUTHOR, answers={"reasons": again})
        assert "neil" not in sent.answers["reasons"].lower()
    assert sent.answers["reasons"] == "Ask [redacted: somebody else’s personal details] today."
    undo(session, other, kept)
    assert sent.answers["reasons"] == "Ask Ann O’Neil today."
    revise(session, activity, sent, Cause.AUTHOR, answers={"reasons": "Quite another text."})
    assert sent.answers["reasons"] == "Quite another text."


def test_nothing_goes_back_into_a_text_that_says_something_else(session: Session, activity: Activity) -> None:
    officer, other = make_actor(session, Role.OFFICER), make_actor(session, Role.OFFICER)
    sent = make_submission(session, activity, answers={"reasons": "Ask Ann."})
    kept = take_out(session, officer, sent, "Ann")
    revise(session, activity, sent, Cause.AUTHOR, answers={"reasons": "Something else."})
    with pytest.raises(Conflict, match="changed after"):
        undo(session, other, kept)
    assert open_original(session, other, kept) == "Ask Ann."
    assert sent.answers["reasons"] == "Something else."


def test_the_original_is_sealed_to_its_place(session: Session, activity: Activity) -> None:
    officer = make_actor(session, Role.OFFICER)
    one = make_submission(session, activity, answers={"reasons": "Call 07700 900123."})
    other = make_submission(session, activity, answers={"reasons": "Call 07700 900456."})
    redaction = take_out(session, officer, one, "07700 900123")
    moved = take_out(session, officer, other, "07700 900456")
    assert b"07700" not in redaction.sealed.original_sealed
    assert open_original(session, officer, redaction) == "Call 07700 900123."
    moved.sealed.original_sealed = redaction.sealed.original_sealed
    with pytest.raises(Exception, match="altered"):
        open_original(session, officer, moved)
    facts = str([entry.facts for entry in session.scalars(select(AuditEntry))])
    assert "07700" not in facts


@pytest.mark.parametrize(("code", "hits"), [("unknown", {"answers.reasons": [(0, 1)]}), ("personal", {})])
def test_without_reason_or_passage_nothing_is_taken_out(
    session: Session, activity: Activity, code: str, hits: dict[str, list[tuple[int, int]]]
) -> None:
    sent = make_submission(session, activity, answers={"reasons": "A plain answer."})
    with pytest.raises(Invalid):
        redact(session, make_actor(session, Role.OFFICER), SUBMISSION, sent, hits, code=code)
    assert sent.answers == {"reasons": "A plain answer."}
    assert session.scalars(select(SealedText)).all() == []


def test_a_text_that_was_changed_meanwhile_is_looked_at_again(session: Session, activity: Activity) -> None:
    sent = make_submission(session, activity, answers={"reasons": "Ask Ann."})
    hits, seen = {"answers.reasons": [(4, 7)]}, {"answers.reasons": "Ask Ann."}
    revise(session, activity, sent, Cause.AUTHOR, answers={"reasons": "Do it now."})
    with pytest.raises(ChangedMeanwhile):
        redact(session, make_actor(session, Role.OFFICER), SUBMISSION, sent, hits, code="personal", seen=seen)
    assert sent.answers["reasons"] == "Do it now."


@pytest.mark.parametrize("state", [State.OPEN, State.DECIDED, State.ARCHIVED])
def test_a_published_text_is_taken_down_whatever_the_state_and_comes_back(session: Session, state: State) -> None:
    case = make_case(session)
    officer, other = make_actor(session, Role.OFFICER), make_actor(session, Role.OFFICER)
    case.consultation.state = state
    session.flush()
    before, record = case.consultation.summary, record_named(session, "consultation")
    made = take_down(session, officer, record, case.consultation, "summary", code="election", public_note="Until May.")
    assert case.consultation.summary == "[taken down: not published before an election]"
    with pytest.raises(Conflict):
        take_down(session, officer, record, case.consultation, "summary", code="legal")
    undo(session, other, made)
    assert case.consultation.summary == before


def test_a_seal_is_open_for_a_change_only_while_it_is_made(session: Session, activity: Activity) -> None:
    sent = make_submission(session, activity, answers={"reasons": "Ask Ann."})
    take_out(session, make_actor(session, Role.OFFICER), sent, "Ann")
    assert session.scalars(select(SealedText.is_being_changed)).all() == [False]


def test_a_long_title_keeps_room_for_its_mark(session: Session) -> None:
    case = make_case(session)
    case.consultation.title = "Ann " + "x" * 196
    session.flush()
    record = record_named(session, "consultation")
    redact(session, make_actor(session, Role.OFFICER), record, case.consultation, {"title": [(0, 3)]}, code="personal")
    assert case.consultation.title == "[redacted]"
    assert database_of(session) is not None
    assert session.execute(text("SELECT title FROM consultation")).scalar_one() == "[redacted]"


def test_what_the_public_reads_about_a_redaction_quotes_nobody_falsely(session: Session, activity: Activity) -> None:
    sent = make_submission(session, activity, answers={"reasons": "Mrs May told the Mayor in May"})
    place = place_named(SUBMISSION, sent, "answers.reasons")
    hits = {place.key: passages(place.text, "may")}
    noted: dict[str, Any] = {"code": "third_party", "public_note": "She said “ask the other officer”."}
    with pytest.raises(Invalid) as refused:
        redact(session, make_actor(session, Role.OFFICER), SUBMISSION, sent, hits, **noted)
    assert list(refused.value.fields) == ["public_note"]
