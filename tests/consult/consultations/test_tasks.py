"""What is due in the course of a consultation waits for officers, and for nobody else."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from consult.consultations.models import Consultation, State
from consult.consultations.tasks import dates_of, due_in_consultations
from consult.kernel import clock
from consult.kernel.authz import Role
from tests.factories import make_actor, make_consultation


def test_what_closes_within_a_week_waits_for_officers(session: Session) -> None:
    officer = make_actor(session, Role.OFFICER)
    soon, later = make_consultation(session, state=State.OPEN), make_consultation(session, state=State.OPEN)
    soon.closes_at, later.closes_at = clock.now() + timedelta(days=3), clock.now() + timedelta(days=30)
    session.flush()
    (item,) = due_in_consultations(session, officer)
    assert item.text == f"{soon.title} closes"
    assert item.due == clock.london(soon.closes_at - timedelta(seconds=1)).date()
    assert list(due_in_consultations(session, make_actor(session, Role.COUNCILLOR))) == []


def test_promised_results_are_overdue_until_it_is_decided(session: Session) -> None:
    officer, made = make_actor(session, Role.OFFICER), make_consultation(session, state=State.ANALYSING)
    made.results_due_on = clock.london(clock.now()).date() - timedelta(days=9)
    session.flush()
    (item,) = due_in_consultations(session, officer)
    assert (item.text, item.due) == (f"Results of {made.title} are promised", made.results_due_on)
    made.state = State.DECIDED
    session.flush()
    assert list(due_in_consultations(session, officer)) == []


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (State.DRAFT, ["opens", "closes", "promised", "Decision"]),
        (State.SCHEDULED, ["opens", "closes", "promised", "Decision"]),
        (State.OPEN, ["closes", "promised", "Decision"]),
        (State.CLOSED, ["promised", "Decision"]),
        (State.ANALYSING, ["promised", "Decision"]),
        (State.DECIDED, []),
        (State.ARCHIVED, []),
    ],
)
def test_only_what_is_still_to_come_is_due(state: State, said: list[str]) -> None:
    made = Consultation(
        title="Plan",
        opens_at=datetime(2026, 6, 1, tzinfo=UTC),
        closes_at=datetime(2026, 7, 31, 23, tzinfo=UTC),
        results_due_on=date(2026, 9, 1),
        decision_on=date(2026, 10, 1),
    )
    found = list(dates_of(made, state))
    assert [next(word for word in said if word in text) for text, _ in found] == said
    days = dict(zip(said, (day for _, day in found), strict=True))
    # Midnight in London is the end of the day before.
    assert days.get("closes") in {None, date(2026, 7, 31)}
