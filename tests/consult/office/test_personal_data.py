"""An erased account leaves the public record as it was, and leads to it no more."""

from sqlalchemy.orm import Session

from consult.kernel.authz import SYSTEM, Role
from consult.office.personal_data import collect, erase
from consult.office.services import link_account
from tests.consult.office.council import seated
from tests.factories import make_person


def test_the_link_is_handed_over_and_erased_and_the_term_stays(session: Session) -> None:
    term, person = seated(session), make_person(session, Role.COUNCILLOR)
    assert collect(session, person.id) == {}
    assert erase(session, person.id) == 0
    link_account(session, SYSTEM, term.holder, person.id, version=term.holder.version)
    held = collect(session, person.id)
    assert held["in office"] == [
        {
            "name": "Councillor Jane Smith",
            "post": "Member of the council for Beckton, seat 1",
            "days": "from 9 May 2022",
        }
    ]
    assert "public record" in held["what is kept and why"]
    assert erase(session, person.id) == 1
    session.expire_all()
    assert (term.holder.person_id, term.name) == (None, "Councillor Jane Smith")
