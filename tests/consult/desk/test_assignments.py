"""Sharing the responses among officers: exactly those that were shown go to exactly one of them."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.audit.models import AuditEntry
from consult.consultations.models import Activity
from consult.desk.assignments import (
    NOBODY,
    SLICE,
    assign,
    numbers_in,
    readers,
    readers_among,
    seen_as,
)
from consult.desk.models import Assignment
from consult.desk.queries import Filters, listed
from consult.kernel.authz import Actor, Role
from consult.kernel.errors import ChangedMeanwhile, Invalid
from consult.submissions.models import Channel
from tests.factories import make_actor, make_person, make_submission


def given(session: Session, actor: Actor, activity: Activity, filters: Filters, person_id: int | None) -> int:
    """Assign what fits the filters as the page shows it now."""
    found = listed(session, activity.id, filters)
    return assign(session, actor, activity, found, person_id, seen=seen_as(numbers_in(session, found)))


def numbers(session: Session, activity: Activity, whom: str) -> set[int]:
    return set(numbers_in(session, listed(session, activity.id, Filters(assigned=whom))))


def test_all_that_fit_go_to_one_officer_and_the_rest_to_nobody(session: Session, activity: Activity) -> None:
    officer, other = make_actor(session, Role.OFFICER), make_person(session, Role.OFFICER)
    paper = {make_submission(session, activity, channel=Channel.PAPER).id for _ in range(3)}
    web = make_submission(session, activity).id
    assert given(session, officer, activity, Filters(channel="paper"), other.id) == 3
    assert numbers(session, activity, str(other.id)) == paper
    assert numbers(session, activity, NOBODY) == {web}
    assert numbers(session, activity, "somebody") == numbers(session, activity, "0") == set()
    assert readers_among(session, [*paper, web]) == dict.fromkeys(paper, other.name)
    told = session.scalars(select(AuditEntry).where(AuditEntry.name == "desk.responses_assigned")).one()
    assert told.facts["responses"] == 3
    assert given(session, officer, activity, Filters(assigned=str(other.id)), officer.person_id) == 3
    assert numbers(session, activity, str(officer.person_id)) == paper
    assert given(session, officer, activity, Filters(), None) == 4
    assert numbers(session, activity, NOBODY) == {*paper, web}


def test_what_came_since_the_page_was_shown_is_assigned_to_nobody(session: Session, activity: Activity) -> None:
    officer = make_actor(session, Role.OFFICER)
    make_submission(session, activity)
    found = listed(session, activity.id, Filters())
    seen = seen_as(numbers_in(session, found))
    make_submission(session, activity)
    with pytest.raises(ChangedMeanwhile):
        assign(session, officer, activity, found, officer.person_id, seen=seen)
    assert session.scalars(select(Assignment)).all() == []


def test_of_two_officers_who_share_out_the_same_the_second_is_told(session: Session, activity: Activity) -> None:
    first, second = make_actor(session, Role.OFFICER), make_actor(session, Role.OFFICER)
    made = make_submission(session, activity).id
    found = listed(session, activity.id, Filters(assigned=NOBODY))
    seen = seen_as(numbers_in(session, found))
    assign(session, first, activity, found, first.person_id, seen=seen)
    with pytest.raises(ChangedMeanwhile):
        assign(session, second, activity, found, second.person_id, seen=seen)
    assert numbers(session, activity, str(first.person_id)) == {made}


@pytest.mark.parametrize("role", [Role.COUNCILLOR, Role.AUDITOR])
def test_only_those_who_may_read_for_the_council_are_asked_to(session: Session, activity: Activity, role: Role) -> None:
    officer, other = make_actor(session, Role.OFFICER), make_person(session, role)
    make_submission(session, activity)
    gone = make_person(session, Role.OFFICER, is_active=False)
    for person in (other, gone):
        assert person.id not in readers(session)
        with pytest.raises(Invalid):
            given(session, officer, activity, Filters(), person.id)
    assert officer.person_id in readers(session)


def test_nothing_is_assigned_where_nothing_fits(session: Session, activity: Activity) -> None:
    officer = make_actor(session, Role.OFFICER)
    with pytest.raises(Invalid, match="No response fits"):
        given(session, officer, activity, Filters(), officer.person_id)


def test_more_than_go_in_one_statement_are_assigned_and_taken_back(session: Session, activity: Activity) -> None:
    officer = make_actor(session, Role.OFFICER)
    count = SLICE + 2
    for _ in range(count):
        make_submission(session, activity, answers={})
    assert given(session, officer, activity, Filters(), officer.person_id) == count
    assert given(session, officer, activity, Filters(), None) == count
    assert session.scalars(select(Assignment)).all() == []
