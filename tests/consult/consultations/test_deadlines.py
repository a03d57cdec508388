"""What is due, and what is late."""

from datetime import UTC, date, datetime, timedelta

import pytest

from consult.consultations.deadlines import days_late, days_left, what_is_due
from consult.consultations.models import Consultation, State

AT = datetime(2027, 5, 21, 8, tzinfo=UTC)
OPENS, CLOSES = AT - timedelta(days=9), AT + timedelta(days=5)


def one(state: State, **more: object) -> Consultation:
    fields: dict[str, object] = {"opens_at": OPENS, "closes_at": CLOSES, **more}
    return Consultation(state=state, **fields)


@pytest.mark.parametrize(
    ("state", "due", "late"),
    [
        (State.ANALYSING, date(2027, 5, 12), 9),
        (State.ANALYSING, date(2027, 5, 21), 0),
        (State.ANALYSING, date(2027, 6, 1), 0),
        (State.ANALYSING, None, 0),
        (State.CLOSED, date(2027, 5, 20), 1),
        (State.DECIDED, date(2027, 5, 12), 0),
        (State.ARCHIVED, date(2027, 5, 12), 0),
    ],
)
def test_results_are_late_from_the_day_after_their_promise(state: State, due: date | None, late: int) -> None:
    assert days_late(one(state, results_due_on=due), AT) == late


def test_a_day_begins_at_midnight_in_london() -> None:
    # In summer 23:30 UTC is already the next day in London.
    late_evening = datetime(2027, 5, 12, 23, 30, tzinfo=UTC)
    assert days_late(one(State.ANALYSING, results_due_on=date(2027, 5, 12)), late_evening) == 1


@pytest.mark.parametrize(("before", "left"), [(5, 5), (1, 1), (0, 0)])
def test_days_left_are_those_of_the_calendar(before: int, left: int) -> None:
    morning = CLOSES.replace(hour=6) - timedelta(days=before)
    assert days_left(one(State.OPEN), morning) == left


def test_only_what_is_open_has_days_left() -> None:
    assert days_left(one(State.DRAFT), AT) is None
    assert days_left(one(State.OPEN), CLOSES) is None


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (one(State.DRAFT, closes_at=None), "Set its dates."),
        (one(State.DRAFT), "Its opening date has passed: set a new one, or open it now."),
        (one(State.DRAFT, opens_at=AT + timedelta(1)), "Schedule its opening on 22 May 2027 at 9am."),
        (one(State.SCHEDULED, opens_at=AT + timedelta(1)), "Opens automatically on 22 May 2027 at 9am."),
        (one(State.SCHEDULED), "Closes automatically on 26 May 2027 at 9am."),
        (one(State.OPEN, closes_at=AT), "Begin the analysis."),
        (one(State.ANALYSING, decision_on=date(2027, 6, 1)), "Publish the decision by 1 June 2027."),
        (
            one(State.ANALYSING, results_due_on=date(2027, 5, 20)),
            "Publish the decision. Results were promised 1 day ago.",
        ),
        (one(State.DECIDED), "Archive it when nothing more will be added."),
        (one(State.ARCHIVED), "Nothing."),
    ],
)
def test_the_next_step_follows_from_the_clock(made: Consultation, words: str) -> None:
    assert what_is_due(made, AT) == words
