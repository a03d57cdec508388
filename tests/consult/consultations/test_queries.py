"""Finding what the actor may know of."""

import pytest
from sqlalchemy.orm import Session

from consult.consultations.changes import record_change
from consult.consultations.models import Change, Consultation, State
from consult.consultations.queries import (
    PAGE_SIZE,
    announced,
    find_activity,
    find_activity_of,
    find_change,
    find_consultation,
    listed,
)
from consult.kernel import clock
from consult.kernel.authz import ANONYMOUS, SYSTEM, Actor, Role
from consult.kernel.errors import NotFound
from tests.factories import make_activity, make_consultation

OFFICER = Actor(person_id=1, roles=frozenset({Role.OFFICER}))


def changed(session: Session, made: Consultation) -> Change:
    before, after = {"title": "A"}, {"title": "B"}
    return record_change(
        session, SYSTEM, made, kind="text", is_material=False, reason="A slip.", before=before, after=after
    )


def test_drafts_are_not_announced(session: Session) -> None:
    first, second = make_consultation(session), make_consultation(session)
    make_consultation(session, state=State.DRAFT)
    assert session.scalars(announced()).all() == [second, first]


def test_parts_of_a_draft_are_known_to_staff_alone(session: Session) -> None:
    made = make_consultation(session, state=State.DRAFT)
    activity, change = make_activity(session, made), changed(session, made)
    assert find_consultation(session, made.slug, OFFICER) is made
    assert find_activity(session, activity.id, OFFICER) is activity
    assert find_change(session, made.slug, 1, OFFICER) is change
    with pytest.raises(NotFound):
        find_consultation(session, made.slug, ANONYMOUS)
    with pytest.raises(NotFound):
        find_activity(session, activity.id, ANONYMOUS)
    with pytest.raises(NotFound):
        find_change(session, made.slug, 1, ANONYMOUS)


def test_parts_are_found_at_their_own_consultation(session: Session) -> None:
    made, other = make_consultation(session), make_consultation(session)
    activity = make_activity(session, made)
    changed(session, made)
    assert find_activity_of(session, made.slug, activity.id, ANONYMOUS) is activity
    with pytest.raises(NotFound):
        find_activity_of(session, other.slug, activity.id, ANONYMOUS)
    with pytest.raises(NotFound):
        find_change(session, other.slug, 1, ANONYMOUS)


@pytest.mark.parametrize(("asked", "number"), [("", 1), ("2", 2), ("0", 1), ("-1", 1), ("x", 1), ("²", 1), ("999", 2)])
def test_any_page_that_is_asked_for_is_one_that_exists(session: Session, asked: str, number: int) -> None:
    for _ in range(PAGE_SIZE + 3):
        make_consultation(session)
    page = listed(session, ANONYMOUS, clock.now(), page=asked)
    assert (page.number, page.pages, page.total) == (number, 2, PAGE_SIZE + 3)
    assert len(page.found) == (PAGE_SIZE if number == 1 else 3)


def test_an_empty_list_has_one_page(session: Session) -> None:
    page = listed(session, ANONYMOUS, clock.now(), words="nothing of the kind")
    assert (list(page.found), page.number, page.pages, page.total) == ([], 1, 1, 0)


@pytest.mark.parametrize("typed", ["police young", "POLICING", "people*", "LFR", "攝像頭", "lodz -bus"])
def test_words_are_found_in_any_order_form_and_script(session: Session, typed: str) -> None:
    made = make_consultation(session, title="How should young people scrutinise policing?", summary="About LFR in Łódź")
    made.background = "反對攝像頭 by the police"
    make_consultation(session, title="A bus lane", summary="In Łódź", background="")
    session.flush()
    assert listed(session, ANONYMOUS, clock.now(), words=typed).found == [made]
