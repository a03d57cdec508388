"""Days are read in the order that the file itself proves, and refused where it proves none."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.register.days import SlashedDay, read_certain_day, read_day, settle_days

JULY = date(2024, 7, 11)


def settled(*typed: str) -> list[date | None]:
    """Return the day of each cell of a file, `None` where it is refused."""
    found = settle_days([(str(place), read_day(cell)) for place, cell in enumerate(typed)])
    assert set(found.days) | set(found.faults) == {str(place) for place in range(len(typed))}
    return [found.days.get(str(place)) for place in range(len(typed))]


@pytest.mark.parametrize("typed", ["2024-07-11", "11 July 2024", "11 Jul 2024", "11-Jul-24", "2024-07-11 00:00:00"])
def test_a_day_in_words_or_of_iso_8601_is_certain(typed: str) -> None:
    assert settled(typed) == [JULY]
    assert read_certain_day(typed) == JULY


def test_a_day_that_only_one_order_explains_tells_the_order_of_all() -> None:
    assert settled("11/07/24", "25/12/2023") == [JULY, date(2023, 12, 25)]
    assert settled("07/11/24", "12/25/2023") == [JULY, date(2023, 12, 25)]
    assert settle_days([("1", read_day("12/25/2023"))]).is_month_first


def test_what_can_be_two_days_is_refused_unless_both_are_one() -> None:
    assert settled("11/07/24", "07/07/24") == [None, date(2024, 7, 7)]
    with pytest.raises(ValueError, match="can be two days"):
        read_certain_day("11/07/24")


def test_a_file_with_both_orders_is_refused_where_it_matters() -> None:
    assert settled("25/12/23", "12/31/23", "2024-07-11") == [None, None, JULY]


@pytest.mark.parametrize("typed", ["32/13/24", "soon", "2024-02-30", "00/01/24"])
def test_what_is_no_day_is_refused_in_a_sentence(typed: str) -> None:
    with pytest.raises(ValueError, match="is no day"):
        read_day(typed)


@given(st.lists(st.dates(date(2000, 1, 1), date(2099, 12, 31)), min_size=1), st.sampled_from(["%d/%m/%y", "%m/%d/%Y"]))
def test_a_day_is_never_read_as_another(days: list[date], form: str) -> None:
    for day, read in zip(days, settled(*(f"{day:{form}}" for day in days)), strict=True):
        assert read in (day, None)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_slashed_day_fits_the_order_it_was_written_in(day: date) -> None:
    read = read_day(f"{day:%d/%m/%Y}")
    assert isinstance(read, SlashedDay)
    assert read.read(day_first=True) == day
    assert settled("") == [None]
