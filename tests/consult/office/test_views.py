"""Everybody can read who was in office on a day."""

from datetime import date

from sqlalchemy.orm import Session

from consult.kernel.authz import SYSTEM, Role
from consult.office.services import add_term, edit_term, link_account
from tests.consult.office.council import MAY_2026, member, police, seated
from tests.factories import XSS, make_actor, make_person
from tests.support.web import FormClient

ON = "/office?day-day={}&day-month={}&day-year={}"


def test_the_page_shows_the_day_that_is_asked_for(client: FormClient, session: Session) -> None:
    seated(session, to_on=MAY_2026, name=f"Councillor {XSS}")
    add_term(session, SYSTEM, police())
    there, gone = client.get(ON.format(11, 5, 2026)), client.get(ON.format(12, 5, 2026))
    assert [words in there.text for words in ("Beckton", "Labour", "Supt Lee Moor", "11 May 2026")] == [True] * 4
    assert XSS not in there.text
    assert "No member of the council is on the list for this day." in gone.text
    assert "Superintendent, North East BCU" in gone.text


def test_a_correction_stands_beside_the_list_and_no_account_does(client: FormClient, session: Session) -> None:
    term, officer = seated(session), make_actor(session, Role.OFFICER)
    person = make_person(session, Role.COUNCILLOR, name="The Name Of The Account")
    link_account(session, SYSTEM, term.holder, person.id, version=term.holder.version)
    edit_term(session, officer, term, member(name="Jayne"), reason="Misspelt", version=term.version)
    page = client.get("/office").text
    assert "Corrected on" in page
    assert "Misspelt" in page
    assert "The Name Of The Account" not in page


def test_a_day_that_is_none_is_told_and_today_is_shown(client: FormClient, session: Session) -> None:
    seated(session)
    page = client.get(ON.format(31, 2, 2026))
    assert page.status_code == 422
    assert "Councillor Jane Smith" in page.text


def test_the_public_list_names_vacant_seats(client: FormClient, session: Session) -> None:
    seated(session)
    seated(session, name="Councillor Al Gone", ward="Abbey", seat="2", to_on=date(2023, 3, 1))
    page = client.get(ON.format(2, 3, 2023)).text
    assert "Vacant seats on 2 March 2023" in page
    assert "Councillor Al Gone" in page
    assert "Vacant seats" not in client.get(ON.format(1, 3, 2023)).text
