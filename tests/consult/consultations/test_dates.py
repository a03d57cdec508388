"""A consultation opens, closes, is decided, and its results come: in this order on every way in."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy.orm import Session

from consult.consultations.dates import order_faults, require_order
from consult.kernel.errors import Invalid
from tests.factories import make_consultation

GOOD = {
    "opens_at": datetime(2027, 1, 4, 9, tzinfo=UTC),
    "closes_at": datetime(2027, 1, 31, 17, tzinfo=UTC),
    "decision_on": date(2027, 2, 15),
    "results_due_on": date(2027, 2, 15),
}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("closes_at", datetime(2027, 1, 4, 9, tzinfo=UTC)),
        ("decision_on", date(2027, 1, 1)),
        ("decision_on", date(2027, 1, 31)),
        ("results_due_on", date(2027, 2, 14)),
    ],
)
def test_a_date_before_its_neighbour_is_refused_at_its_own_field(name: str, value: date) -> None:
    require_order(None, GOOD, GOOD)
    with pytest.raises(Invalid) as refused:
        require_order(None, {**GOOD, name: value}, GOOD)
    assert name in refused.value.fields


def test_results_are_not_promised_before_people_have_answered_when_no_decision_is_dated() -> None:
    with pytest.raises(Invalid) as refused:
        require_order(None, {**GOOD, "decision_on": None, "results_due_on": date(2026, 12, 1)}, GOOD)
    assert list(refused.value.fields) == ["results_due_on"]


def test_only_a_date_that_changes_is_held_against_the_others(session: Session) -> None:
    made = make_consultation(session)
    for name, value in {**GOOD, "decision_on": date(2027, 1, 1)}.items():
        setattr(made, name, value)
    require_order(made, {"title": "Another"}, ["title"])
    assert len(order_faults(made)) == 1
    with pytest.raises(Invalid):
        require_order(made, {"closes_at": datetime(2027, 2, 2, 17, tzinfo=UTC)}, ["closes_at"])
