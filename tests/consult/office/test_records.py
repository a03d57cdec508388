"""The page that corrects any record corrects terms too, and the list follows."""

import pytest
from sqlalchemy.orm import Session

from consult.kernel.authz import Role
from consult.kernel.errors import Invalid
from consult.office.records import TERM
from consult.records.corrections import correct, correct_row
from consult.records.places import record_named
from tests.consult.office.council import seated
from tests.factories import make_actor


def test_a_correction_through_the_page_of_records_changes_the_list(session: Session) -> None:
    officer, term = make_actor(session, Role.OFFICER), seated(session)
    other = seated(session, name="Councillor Ann Other", seat="2")
    assert record_named(session, "office_term") is TERM
    with pytest.raises(Invalid):
        correct(session, officer, TERM, other, "seat", says="1", reason="A slip", seen=0)
    assert other.seat == "2"
    correct(session, officer, TERM, term, "name", says="Councillor J. Smith", reason="A slip", seen=0)
    correct(session, officer, TERM, term, "to_on", says="2026-05-11", reason="It ended", seen=0)
    correct(session, officer, TERM, term, "to_on", says="", reason="It did not", seen=1)
    assert (term.name, term.to_on) == ("Councillor J. Smith", None)


def test_every_fault_of_several_corrections_is_told_at_its_column(session: Session) -> None:
    officer, term = make_actor(session, Role.OFFICER), seated(session)
    with pytest.raises(Invalid) as refused:
        correct_row(session, officer, TERM, term, {"name": " ", "from_on": "soon"}, reason="")
    assert list(refused.value.fields) == ["name", "from_on"]
    assert correct_row(session, officer, TERM, term, {"name": term.name}, reason="") == []
