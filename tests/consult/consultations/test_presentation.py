"""The public page and the lists say where a consultation stands now, and no number before it may be told."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from consult.consultations.changes import extend
from consult.consultations.models import Consultation, Override, State
from consult.consultations.presentation import cards, grouped, public_page
from consult.consultations.queries import matching
from consult.disclosure.rules import ORDINARY, RESPONSES
from consult.kernel import clock
from consult.kernel.authz import ANONYMOUS, Role
from consult.submissions.models import Status
from tests.factories import make_activity, make_actor, make_consultation, make_submission
from tests.support.web import FormClient


def answered(session: Session, consultation: Consultation, number: int = 3) -> None:
    activity = make_activity(session, consultation)
    for _ in range(number):
        make_submission(session, activity)
    make_submission(session, activity, status=Status.EXCLUDED)
    session.expire(consultation, ["activities"])


def numbers_told(session: Session, consultation: Consultation) -> list[str]:
    """Return the numbers that the public page tells, in words."""
    return [number for _, number in public_page(session, consultation).responses]


@pytest.mark.parametrize("few", [1, 2, 3, 4])
def test_a_published_number_taken_away_from_what_the_page_tells_leaves_no_small_one(
    client: FormClient, session: Session, few: int
) -> None:
    made = make_consultation(session, state=State.CLOSED, slug="cameras")
    answered(session, made, 41)
    evidence = make_activity(session, made, "survey", position=1)
    for _ in range(few):
        make_submission(session, evidence, answers={})
    session.expire(made, ["activities"])
    told = re.findall(r"(about|fewer than) ([\d,]+) responses", client.get("/consultations/cameras").text)

    def fits(possible: int) -> bool:
        # the attacker knows from a published table that 41 responded in writing
        sums = [
            f"about {ORDINARY.rounded(41 + possible)}",
            ORDINARY.about(41, RESPONSES),
            ORDINARY.about(possible, RESPONSES),
        ]
        return all(any(" ".join(words) in one for one in sums) for words in told)

    assert told
    assert [possible for possible in range(1, 10) if fits(possible)] == [1, 2, 3, 4]


@pytest.mark.parametrize("state", [*State])
def test_how_many_took_part_is_told_after_closing_and_not_before(session: Session, state: State) -> None:
    made = make_consultation(session, state=state)
    answered(session, made)
    is_over = state in {State.CLOSED, State.ANALYSING, State.DECIDED, State.ARCHIVED}
    assert numbers_told(session, made) == (["fewer than 5 responses"] if is_over else [])


def test_the_number_is_told_from_the_instant_of_closing_on(session: Session) -> None:
    made = make_consultation(session)
    answered(session, made)
    assert made.closes_at is not None
    with clock.set_clock(made.closes_at - timedelta(seconds=1), step=timedelta(0)):
        before = public_page(session, made)
    with clock.set_clock(made.closes_at, step=timedelta(0)):
        at_closing = public_page(session, made)
    assert (before.state, before.days_left, list(before.responses)) == (State.OPEN, 0, [])
    assert (at_closing.state, at_closing.days_left) == (State.CLOSED, None)
    assert [number for _, number in at_closing.responses] == ["fewer than 5 responses"]


def test_every_way_of_taking_part_counts_its_own_and_one_that_is_switched_off_is_not_offered(session: Session) -> None:
    made = make_consultation(session, state=State.CLOSED)
    answered(session, made, 12)
    survey = make_activity(session, made, "survey", position=1)
    make_submission(session, survey, answers={})
    make_activity(session, made, "switched_off", position=2)
    session.expire(made, ["activities"])
    page = public_page(session, made)
    assert [(activity.kind, number) for activity, number in page.responses] == [
        ("response", "about 10 responses"),
        ("survey", "fewer than 5 responses"),
    ]
    assert [activity.kind for activity, _ in page.activities] == ["response", "survey"]


def test_changes_and_warnings_set_aside_are_on_the_page_with_their_reasons(
    client: FormClient, session: Session
) -> None:
    made = make_consultation(session, slug="cameras")
    assert made.closes_at is not None
    extend(
        session, make_actor(session, Role.OFFICER), made, made.closes_at + timedelta(days=7), "The papers came late."
    )
    session.add(Override(consultation_id=made.id, check="time", reason="The law asks for it.", made_at=clock.now()))
    session.flush()
    page = public_page(session, made)
    assert [change.reason for change in page.changes] == ["The papers came late."]
    assert page.overrides == [("There is enough time", "The law asks for it.")]
    shown = client.get("/consultations/cameras").text
    assert "Closing date extended" in shown
    assert "The law asks for it." in shown


def test_a_missed_promise_is_counted_in_days_until_the_results_are_out(session: Session) -> None:
    made = make_consultation(session, state=State.CLOSED)
    made.results_due_on = clock.london(clock.now()).date() - timedelta(days=3)
    assert public_page(session, made).days_late == 3
    made.state = State.DECIDED
    assert public_page(session, made).days_late == 0


def test_the_page_asks_the_database_as_often_for_many_changes_and_activities_as_for_few(
    session: Session, count_queries: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    small, large = (make_consultation(session, state=State.CLOSED) for _ in range(2))
    for made, number in ((small, 1), (large, 6)):
        for place in range(number):
            make_activity(session, made, position=place)
        session.expire(made, ["activities"])
    asked = []
    for made in (small, large):
        with count_queries() as statements:
            public_page(session, made)
        asked.append(len(statements))
    assert asked[0] == asked[1]


def test_every_consultation_of_a_list_stands_under_one_heading_by_what_the_clock_makes_of_it(session: Session) -> None:
    now = clock.now()
    opened = make_consultation(session, state=State.SCHEDULED, opens_at=now - timedelta(hours=1))
    coming = make_consultation(session, state=State.SCHEDULED)
    closed = make_consultation(session, opens_at=now - timedelta(days=60), closes_at=now - timedelta(hours=1))
    decided = make_consultation(session, state=State.DECIDED)
    make_consultation(session, state=State.DRAFT)
    found = session.scalars(matching(session, ANONYMOUS, now)).all()
    groups = grouped(cards(found, now))
    assert [title for title, _ in groups] == ["Open now", "Coming", "Closed, no decision yet", "Decided"]
    assert [[card.consultation for card in part] for _, part in groups] == [[opened], [coming], [closed], [decided]]


def test_a_heading_with_nothing_under_it_is_left_out(session: Session) -> None:
    now = clock.now()
    make_consultation(session)
    assert [title for title, _ in grouped(cards(session.scalars(matching(session, ANONYMOUS, now)).all(), now))] == [
        "Open now"
    ]
    assert grouped([]) == []
