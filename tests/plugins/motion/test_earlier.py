"""From which day the council hears the same again."""

from datetime import date

import pytest

from plugins.motion.earlier import EarlierDecision, free_from


@pytest.mark.parametrize(
    ("decided_on", "months", "free_on"),
    [
        (date(2026, 11, 30), 6, date(2027, 5, 30)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 12, 1), 12, date(2027, 12, 1)),
        (date(2026, 12, 1), 0, date(2026, 12, 1)),
    ],
)
def test_the_months_after_a_decision_end_on_the_same_day_or_the_last_of_the_month(
    decided_on: date, months: int, free_on: date
) -> None:
    assert free_from(decided_on, months) == free_on


def test_a_motion_is_heard_with_as_many_signatures_as_are_needed() -> None:
    assert [EarlierDecision(signatures=given, signatures_needed=10).is_heard for given in (9, 10)] == [False, True]
