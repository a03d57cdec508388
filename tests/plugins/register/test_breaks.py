"""A break counts from its day on."""

from datetime import date

from plugins.register.breaks import BREAKS, breaks_between


def test_a_break_lies_after_the_first_day_and_up_to_the_last() -> None:
    first = BREAKS[0].first
    assert list(breaks_between(date(2022, 12, 31), first)) == [BREAKS[0]]
    assert list(breaks_between(first, date(2023, 12, 31))) == []
