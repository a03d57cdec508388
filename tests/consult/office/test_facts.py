"""A term fits in itself and beside every other: no two people in one seat, no person in two."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.kernel.authz import SYSTEM
from consult.kernel.errors import Invalid
from consult.office.facts import TermFacts, facts_of, follow_correction, period, require_whole
from consult.office.models import OfficeRole
from consult.office.services import add_term
from tests.consult.office.council import MAY_2022, MAY_2026, member, police, seated


@pytest.mark.parametrize(
    ("facts", "faulty"),
    [
        (member(ward=""), "ward"),
        (member(seat=""), "seat"),
        (member(name=""), "name"),
        (member(rank="sergeant"), "rank"),
        (member(name="x" * 201), "name"),
        (member(to_on=date(2022, 5, 8)), "to_on"),
        (police(rank=""), "rank"),
        (police(rank="general"), "rank"),
        (police(ward="Beckton"), "ward"),
        (TermFacts(role="cabinet_member", name="A", from_on=MAY_2022), "remit"),
        (TermFacts(role="mayor", name="A", from_on=MAY_2022, remit="All"), "remit"),
        (TermFacts(role="king", name="A", from_on=MAY_2022), "role"),
    ],
)
def test_a_term_says_what_its_role_needs_and_no_more(facts: TermFacts, faulty: str) -> None:
    with pytest.raises(Invalid) as refused:
        require_whole(facts)
    assert list(refused.value.fields) == [faulty]


@pytest.mark.parametrize("facts", [member(), member(group_name=""), police(), police(remit="", command="")])
def test_a_whole_term_is_taken(facts: TermFacts) -> None:
    require_whole(facts)


@pytest.mark.parametrize(
    ("more", "is_taken"),
    [
        ({"from_on": date(2024, 1, 1)}, True),
        ({"from_on": date(2020, 1, 1)}, True),
        ({"from_on": date(2020, 1, 1), "to_on": MAY_2022}, True),
        ({"from_on": date(2020, 1, 1), "to_on": date(2022, 5, 8)}, False),
        ({"from_on": MAY_2026}, True),
        ({"from_on": date(2026, 5, 12)}, False),
        ({"from_on": date(2024, 1, 1), "seat": "2"}, False),
        ({"from_on": date(2024, 1, 1), "ward": "BECKTON "}, True),
        ({"from_on": date(2024, 1, 1), "ward": "Boleyn"}, False),
    ],
)
def test_two_people_are_never_in_one_seat(session: Session, more: dict[str, Any], is_taken: bool) -> None:
    seated(session, to_on=MAY_2026)
    newcomer = member(name="Councillor Ann Other", **more)
    if not is_taken:
        assert add_term(session, SYSTEM, newcomer).name == "Councillor Ann Other"
        return
    with pytest.raises(Invalid) as refused:
        add_term(session, SYSTEM, newcomer)
    assert "Councillor Jane Smith: Member of the council for Beckton, seat 1" in refused.value.fields["seat"]


def test_nobody_is_in_two_seats_at_once(session: Session) -> None:
    first = seated(session, to_on=MAY_2026)
    with pytest.raises(Invalid) as refused:
        add_term(session, SYSTEM, member(ward="Boleyn", from_on=MAY_2026), holder=first.holder)
    assert "another seat" in refused.value.fields["seat"]
    later = add_term(session, SYSTEM, member(ward="Boleyn", from_on=date(2026, 5, 12)), holder=first.holder)
    assert later.holder is first.holder


def test_one_chair_at_a_time_and_many_cabinet_members(session: Session) -> None:
    chair = TermFacts(role=OfficeRole.CHAIR, name="Councillor Jane Smith", from_on=MAY_2022)
    held = add_term(session, SYSTEM, chair)
    for holder in (held.holder, None):
        with pytest.raises(Invalid) as refused:
            add_term(session, SYSTEM, TermFacts(role="chair", name="B", from_on=MAY_2026), holder=holder)
        assert list(refused.value.fields) == ["role"]
    cabinet = TermFacts(role="cabinet_member", name="C", from_on=MAY_2022, remit="Housing")
    first = add_term(session, SYSTEM, cabinet)
    add_term(session, SYSTEM, TermFacts(role="cabinet_member", name="D", from_on=MAY_2022, remit="Housing"))
    again = TermFacts(role="cabinet_member", name="C", from_on=MAY_2026, remit="Housing")
    with pytest.raises(Invalid) as refused:
        add_term(session, SYSTEM, again, holder=first.holder)
    assert list(refused.value.fields) == ["from_on"]


def test_a_corrected_value_comes_into_the_row_only_where_it_fits(session: Session) -> None:
    first = seated(session, to_on=MAY_2026)
    seated(session, name="Councillor Ann Other", seat="2")
    with pytest.raises(Invalid):
        follow_correction(session, first, {"seat": "2"})
    with pytest.raises(Invalid):
        follow_correction(session, first, {"from_on": date(2027, 1, 1)})
    assert facts_of(first) == member(to_on=MAY_2026)
    follow_correction(session, first, {"seat": "3", "to_on": None})
    assert (first.seat, first.to_on) == ("3", None)


def test_days_are_said_in_words() -> None:
    assert period(member()) == "from 9 May 2022"
    assert period(member(to_on=MAY_2026)) == "from 9 May 2022 to 11 May 2026"
    assert member(name="  Councillor\tJane  Smith ").cleaned() == member()
