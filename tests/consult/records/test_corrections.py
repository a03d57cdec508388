"""A correction stands beside what was published: both stay readable, and two officers never overwrite each other."""

from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from consult.audit.models import AuditEntry
from consult.consultations.models import Change, Override
from consult.contract.records import RecordField
from consult.kernel.authz import Role
from consult.kernel.clock import now
from consult.kernel.errors import ChangedMeanwhile, Conflict, Invalid
from consult.records.corrections import correct, read_value, shown_value, typed_value
from consult.records.models import Correction
from consult.records.places import record_named
from consult.records.redactions import redact
from consult.records.shown import shown_row
from tests.factories import actor_for, make_actor, make_consultation, make_person

NUMBER = RecordField(column="count", label="For", kind="number", may_be_corrected=True)
DAY = RecordField(column="due_on", label="Due", kind="date", may_be_corrected=True)
CHOICE = RecordField(column="choice", label="Vote", kind="choice", choices={"for": "For", "against": "Against"})


@pytest.fixture
def row(session: Session) -> Override:
    """A published reason with a slip in it."""
    made = Override(consultation_id=make_consultation(session).id, check="length", reason="Shrot notice", made_at=now())
    session.add(made)
    session.flush()
    return made


def put_right(session: Session, row: Any, says: str, seen: int = 0, **more: Any) -> Correction:
    """Correct the reason."""
    given = {"says": says, "reason": "A slip of the pen", "seen": seen, **more}
    actor = given.pop("actor", None) or make_actor(session, Role.OFFICER)
    return correct(session, actor, record_named(session, "consultation_override"), row, "reason", **given)


def test_both_stay_readable_with_who_when_and_why(session: Session, row: Override) -> None:
    person = make_person(session, Role.OFFICER)
    put_right(session, row, "Short notice", actor=actor_for(session, person))
    put_right(session, row, "Short notice.", seen=1, reason="The full stop")
    assert row.reason == "Shrot notice"
    shown = shown_row(session, record_named(session, "consultation_override"), row)
    assert shown.value("reason") == "Short notice."
    first, second = shown.corrections("reason")
    assert (first.said, first.says, first.reason, first.by) == (
        "Shrot notice",
        "Short notice",
        "A slip of the pen",
        person.name,
    )
    assert (second.said, second.says, second.reason) == ("Short notice", "Short notice.", "The full stop")
    entry = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert entry is not None
    assert (entry.name, entry.facts["number"], entry.consultation_id) == (
        "records.record_corrected",
        2,
        row.consultation_id,
    )


def test_the_second_of_two_officers_sees_both_texts(session: Session, row: Override) -> None:
    put_right(session, row, "Short notice")
    with pytest.raises(ChangedMeanwhile) as refused:
        put_right(session, row, "Brief notice")
    assert [(compared.saved, compared.sent) for compared in refused.value.compared] == [
        ("Short notice", "Brief notice")
    ]
    assert put_right(session, row, "Short notice").number == 1
    assert put_right(session, row, "Brief notice", seen=1).number == 2


@pytest.mark.parametrize(
    ("says", "reason", "field"),
    [("", "Why", "says"), ("Shrot notice", "Why", "says"), ("Short notice", " ", "reason")],
)
def test_a_correction_changes_something_and_has_a_reason(
    session: Session, row: Override, says: str, reason: str, field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        put_right(session, row, says, reason=reason)
    assert list(refused.value.fields) == [field]
    assert session.scalars(select(Correction)).all() == []


def test_what_has_a_way_of_its_own_to_change_is_not_corrected(session: Session) -> None:
    consultation = make_consultation(session)
    with pytest.raises(Conflict):
        correct(
            session,
            make_actor(session, Role.OFFICER),
            record_named(session, "consultation"),
            consultation,
            "title",
            says="Another",
            reason="Why",
            seen=0,
        )


def test_the_database_keeps_corrections(session: Session, row: Override) -> None:
    made = put_right(session, row, "Short notice")
    session.flush()
    for statement in ("UPDATE record_correction SET says = 'x'", "DELETE FROM record_correction"):
        with pytest.raises(DatabaseError, match="permanent record"), session.begin_nested():
            session.connection().execute(text(statement))
    hits = {"says": [(0, 5)]}
    redact(
        session, make_actor(session, Role.OFFICER), record_named(session, "record_correction"), made, hits, code="abuse"
    )
    assert made.says == "[redacted: abuse] notice"
    with pytest.raises(DatabaseError, match="permanent record"), session.begin_nested():
        session.connection().execute(text("UPDATE record_correction SET says = 'x'"))


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        (NUMBER, "07", "7"),
        (NUMBER, "2,5", None),
        (NUMBER, "-1", None),
        (NUMBER, "²", None),
        (DAY, "2026-11-28", "2026-11-28"),
        (DAY, "2026-02-30", None),
        (CHOICE, "against", "against"),
        (CHOICE, "Against", None),
        (RecordField(column="x", label="X", kind="line"), "  two \n words ", "two words"),
        (RecordField(column="x", label="X"), "two \n words\n", "two \n words"),
    ],
)
def test_each_kind_of_value_is_read_as_what_it_is(field: RecordField, typed: str, kept: str | None) -> None:
    if kept is None:
        with pytest.raises(Invalid):
            read_value(field, typed)
    else:
        assert read_value(field, typed) == kept


def test_values_are_shown_in_words() -> None:
    assert (typed_value(NUMBER, "7"), shown_value(NUMBER, "7"), shown_value(NUMBER, "")) == (7, "7", "nothing")
    assert shown_value(DAY, "2026-11-08") == "8 November 2026"
    assert shown_value(CHOICE, "for") == "For"
    assert typed_value(DAY, "[redacted: abuse]") is None
    assert shown_value(DAY, "[redacted: abuse]") == "[redacted: abuse]"


def test_of_many_rows_each_shows_its_own(session: Session, row: Override) -> None:
    other = Override(consultation_id=row.consultation_id, check="dates", reason="Other", made_at=now())
    session.add(other)
    session.flush()
    put_right(session, row, "Short notice")
    record = record_named(session, "consultation_override")
    assert shown_row(session, record, other).corrections() == []
    assert session.scalars(select(Change)).all() == []
    assert shown_row(session, record, other).value("reason") == "Other"


def test_a_correction_and_its_reason_quote_nobody_falsely(session: Session, row: Override) -> None:
    wrong = "Many said “the cameras frighten our children”"
    for field, says, reason in (("says", wrong, "A slip"), ("reason", "Short notice", wrong)):
        with pytest.raises(Invalid) as refused:
            put_right(session, row, says, reason=reason)
        assert list(refused.value.fields) == [field]
    row.reason = "We wrote “a shrot notice of it”"
    session.flush()
    put_right(session, row, "We wrote “a shrot notice of it” by mistake")
