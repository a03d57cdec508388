"""What the public reads beside a text out of which something was taken."""

from sqlalchemy.orm import Session

from consult.kernel.authz import Role
from consult.records.places import record_named
from consult.records.redactions import redact, take_down, undo
from consult.records.shown import shown, shown_row
from tests.factories import make_actor, make_consultation
from tests.support.queries import counted


def test_a_mark_says_when_why_and_what_the_public_should_know_until_it_is_put_back(session: Session) -> None:
    officer, other = make_actor(session, Role.OFFICER), make_actor(session, Role.OFFICER)
    record, row = record_named(session, "consultation"), make_consultation(session)
    redact(session, officer, record, row, {"title": [(0, 3)]}, code="personal")
    made = take_down(session, officer, record, row, "summary", code="safety", public_note="Ask us.", note="Not this")
    told = shown_row(session, record, row)
    assert [
        (redaction.label, redaction.is_whole, redaction.reason, redaction.note) for redaction in told.redactions()
    ] == [
        ("Title", False, "personal details", ""),
        ("Summary", True, "somebody’s safety", "Ask us."),
    ]
    undo(session, other, made)
    assert [redaction.label for redaction in shown_row(session, record, row).redactions()] == ["Title"]
    assert shown_row(session, record, row).redactions("summary") == []


def test_many_rows_cost_as_much_as_one(session: Session) -> None:
    record = record_named(session, "consultation")
    rows = [make_consultation(session) for _ in range(5)]
    engine = session.connection().engine
    with counted(engine) as one:
        shown(session, record, rows[:1])
    with counted(engine) as many:
        shown(session, record, rows)
    assert len(many) == len(one)
