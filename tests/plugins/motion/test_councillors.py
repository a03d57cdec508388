"""Councillors over their terms, and what each brought."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.kernel.authz import ANONYMOUS, SYSTEM
from consult.kernel.errors import NotFound
from consult.office.facts import TermFacts
from consult.office.models import OfficeRole
from consult.office.services import add_term
from plugins.motion.councillors import all_councillors, brought_by, find_councillor
from plugins.motion.demo import FACIAL_RECOGNITION
from plugins.motion.services.council import enter_past_motion
from tests.plugins.motion import story


def test_a_motion_of_the_past_stands_with_who_had_that_name_and_ward_on_the_day(
    session: Session, clock_at: Callable[..., Any]
) -> None:
    clock_at(story.STARTS)
    told = story.begin(session)
    past = enter_past_motion(session, told.officer, FACIAL_RECOGNITION)
    facts = TermFacts(
        role=OfficeRole.MEMBER,
        name=past.proposer_name,
        ward=past.proposer_ward,
        seat="1",
        group_name="Labour",
        from_on=date(2022, 5, 9),
        to_on=date(2026, 5, 8),
    )
    term = add_term(session, SYSTEM, facts)
    elsewhere = add_term(session, SYSTEM, replace(facts, ward="Abbey", seat="77"))
    found = find_councillor(session, term.holder_id, ANONYMOUS)
    assert [motion.number for motion in brought_by(session, found).proposed] == [past.number]
    assert brought_by(session, find_councillor(session, elsewhere.holder_id, ANONYMOUS)).proposed == []
    assert not found.is_in_office(date(2026, 11, 2))
    assert found.holder.id in {one.holder.id for one in all_councillors(session)}


def test_who_holds_a_role_but_no_seat_is_no_councillor(session: Session) -> None:
    term = add_term(
        session,
        SYSTEM,
        TermFacts(role=OfficeRole.PROPER_OFFICER, name="Pat Clerk", from_on=date(2022, 5, 9)),
    )
    with pytest.raises(NotFound):
        find_councillor(session, term.holder_id, ANONYMOUS)


def test_a_motion_stays_with_its_proposer_when_the_account_is_gone(
    session: Session, clock_at: Callable[..., Any]
) -> None:
    clock_at(story.STARTS)
    told = story.begin(session)
    told.to_agenda()
    term = next(term for term in told.roll() if term.name == "Cllr Ada Proposer")
    term.holder.person_id = None
    told.motion.proposer_id = None
    session.flush()
    found = find_councillor(session, term.holder_id, ANONYMOUS)
    assert [motion.id for motion in brought_by(session, found).proposed] == [told.motion.id]
