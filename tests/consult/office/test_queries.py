"""Who sat on that day."""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.kernel.authz import SYSTEM, Role
from consult.kernel.errors import NotFound
from consult.office.facts import TermFacts
from consult.office.models import OfficeRole
from consult.office.queries import (
    find_holder,
    find_term,
    holder_of,
    member_of_account,
    members_on,
    names_of_holders,
    names_of_terms,
    vacant_seats_on,
)
from consult.office.services import add_term, link_account
from tests.consult.office.council import MAY_2022, MAY_2026, seated
from tests.factories import make_person

DAY = timedelta(days=1)


def test_the_roll_is_that_of_the_day(session: Session) -> None:
    seated(session, to_on=MAY_2026, seat="2")
    seated(session, name="Councillor Ann Other", ward="Abbey")
    seated(session, name="Councillor Next", seat="2", from_on=MAY_2026 + DAY)
    add_term(session, SYSTEM, TermFacts(role="chair", name="Not a seat", from_on=MAY_2022))
    on = {day: [term.name for term in members_on(session, day)] for day in (MAY_2022 - DAY, MAY_2026, MAY_2026 + DAY)}
    assert on == {
        MAY_2022 - DAY: [],
        MAY_2026: ["Councillor Ann Other", "Councillor Jane Smith"],
        MAY_2026 + DAY: ["Councillor Ann Other", "Councillor Next"],
    }


def test_a_role_has_its_holder_of_the_day(session: Session) -> None:
    for name, begins, ends in (("First", MAY_2022, MAY_2026), ("Second", MAY_2026 + DAY, None)):
        add_term(session, SYSTEM, TermFacts(role="chair", name=name, from_on=begins, to_on=ends))
    for remit in ("Health", "Housing"):
        add_term(session, SYSTEM, TermFacts(role="cabinet_member", name=f"For {remit}", from_on=MAY_2022, remit=remit))
    held = [holder_of(session, OfficeRole.CHAIR, day) for day in (MAY_2022 - DAY, MAY_2026, MAY_2026 + DAY)]
    assert [term and term.name for term in held] == [None, "First", "Second"]
    housing = holder_of(session, OfficeRole.CABINET_MEMBER, MAY_2026, "Housing")
    assert housing is not None
    assert housing.name == "For Housing"
    assert holder_of(session, OfficeRole.CABINET_MEMBER, MAY_2026, "Parks") is None


def test_an_account_leads_to_the_seat_of_the_day(session: Session) -> None:
    term = seated(session, to_on=MAY_2026)
    person: Person = make_person(session, Role.COUNCILLOR, name="Somebody Else")
    assert member_of_account(session, person.id, MAY_2022) is None
    link_account(session, SYSTEM, term.holder, person.id, version=term.holder.version)
    assert member_of_account(session, person.id, MAY_2022) is term
    assert member_of_account(session, person.id, MAY_2026 + DAY) is None


def test_terms_and_people_are_found_and_named(session: Session) -> None:
    term = seated(session)
    assert find_term(session, term.id) is term
    assert find_holder(session, term.holder_id) is term.holder
    assert names_of_terms(session, [term.id]) == {
        term.id: "Councillor Jane Smith, Member of the council for Beckton, seat 1"
    }
    assert names_of_holders(session, [term.holder_id]) == {term.holder_id: "councillor-jane-smith"}
    for find in (find_term, find_holder):
        with pytest.raises(NotFound):
            find(session, 10**6)


def test_nobody_is_on_an_empty_list(session: Session) -> None:
    assert list(members_on(session, date(2026, 1, 1))) == []


def test_a_seat_is_vacant_from_the_day_after_a_member_left_until_somebody_takes_it(session: Session) -> None:
    left, elected = date(2023, 3, 1), date(2023, 7, 14)
    seated(session)
    gone = seated(session, name="Councillor Al Gone", ward="Abbey", seat="2", to_on=left)
    seated(session, name="Councillor Cy New", ward="Abbey", seat="2", from_on=elected)
    found = [list(vacant_seats_on(session, day)) for day in (left, left + DAY, elected - DAY, elected)]
    assert found == [[], [gone], [gone], []]


def test_seats_that_an_election_did_away_with_are_not_vacant(session: Session) -> None:
    seated(session, to_on=MAY_2026 - DAY)
    last = seated(session, name="Councillor Al Gone", ward="Wall End", seat="3", to_on=MAY_2026 - 2 * DAY)
    seated(session, from_on=MAY_2026)
    assert list(vacant_seats_on(session, MAY_2026 - DAY)) == [last]
    assert list(vacant_seats_on(session, MAY_2026)) == []
