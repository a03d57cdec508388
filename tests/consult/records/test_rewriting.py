"""A text goes from a row that the database keeps, and nothing of it is sealed anywhere."""

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from consult.consultations.models import Override
from consult.kernel.authz import SYSTEM, Role
from consult.kernel.clock import now
from consult.records.corrections import correct
from consult.records.models import SealedText
from consult.records.places import place_named, record_named, write_texts
from consult.records.rewriting import write_over
from tests.factories import make_actor, make_consultation


def test_a_kept_row_says_something_else_and_nothing_is_sealed(session: Session) -> None:
    row = Override(consultation_id=make_consultation(session).id, check="length", reason="Shrot notice", made_at=now())
    session.add(row)
    session.flush()
    officer, reasons = make_actor(session, Role.OFFICER), record_named(session, "consultation_override")
    kept = correct(session, officer, reasons, row, "reason", says="Ada knew", reason="A slip", seen=0)
    record = record_named(session, "record_correction")
    place = place_named(record, kept, "says")
    with pytest.raises(DatabaseError), session.begin_nested():
        write_texts(session, SYSTEM, record, kept, {place: "[withheld]"})
    write_over(session, SYSTEM, record, kept, {place: "[withheld]"})
    assert kept.says == "[withheld]"
    assert session.scalars(select(SealedText)).all() == []
