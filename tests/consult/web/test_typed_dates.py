"""Dates and times are read as people type them, and written back the same."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.kernel.clock import london
from consult.kernel.formats import say_time
from consult.web.typed_dates import NotADate, date_parts, moment_parts, read_date, read_moment, read_time


def boxes(day: str = "", month: str = "", year: str = "", time: str | None = None) -> dict[str, str]:
    """Return what is typed in the boxes."""
    return {"day": day, "month": month, "year": year} | ({} if time is None else {"time": time})


@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)))
def test_every_date_is_read_back_as_it_was_written(day: date) -> None:
    assert read_date("Date", date_parts(day)) == day


@given(st.datetimes(datetime(1975, 1, 1), datetime(2100, 1, 1)))
def test_every_moment_is_read_back_unless_it_can_mean_two(naive: datetime) -> None:
    moment = naive.replace(second=0, microsecond=0, tzinfo=UTC)
    shown = london(moment).replace(tzinfo=None)
    comes_twice = shown in {london(moment + timedelta(hours=step)).replace(tzinfo=None) for step in (-1, 1)}
    if comes_twice or shown.time() == time(0):
        with pytest.raises(NotADate):
            read_moment("Opens", moment_parts(moment))
    else:
        assert read_moment("Opens", moment_parts(moment)) == moment


@given(st.times().map(lambda any_time: any_time.replace(second=0, microsecond=0)))
def test_every_time_is_read_back_as_it_was_said(clock: time) -> None:
    assert read_time(say_time(clock)) == clock


@pytest.mark.parametrize("month", ["1", "01", "Jan", "january", "JAN.", "Janu"])
def test_months_may_be_numbers_or_names(month: str) -> None:
    assert read_date("Date", boxes("16", month, "2023")) == date(2023, 1, 16)


def test_nothing_typed_is_no_date() -> None:
    assert read_date("Date", boxes()) is None
    assert read_moment("Date", boxes(time="")) is None


@pytest.mark.parametrize(
    ("typed", "sentence", "parts"),
    [
        (boxes("16", "", "2023"), "Date must include a month", {"month"}),
        (boxes("", "1", ""), "Date must include a day and a year", {"day", "year"}),
        (boxes("31", "2", "2023"), "Date must be a real date", {"day"}),
        (boxes("x", "2", "2023"), "Date must be a real date", {"day"}),
        (boxes("1", "13", "2023"), "Date must have a real month, like 3 or March", {"month"}),
        (boxes("1", "ju", "2023"), "Date must have a real month, like 3 or March", {"month"}),
        (boxes("1", "1", "23"), "Date must have a year of 4 numbers, like 2027", {"year"}),
        (boxes("1", "1", "²023"), "Date must have a year of 4 numbers, like 2027", {"year"}),
    ],
)
def test_what_is_no_date_is_said_with_the_boxes_at_fault(typed: dict[str, str], sentence: str, parts: set[str]) -> None:
    with pytest.raises(NotADate) as fault:
        read_date("Date", typed)
    assert str(fault.value) == sentence
    assert fault.value.parts == parts


@pytest.mark.parametrize(
    ("typed", "clock"),
    [
        ("9am", time(9)),
        ("9 AM", time(9)),
        ("12am", time(0)),
        ("12pm", time(12)),
        ("5:30pm", time(17, 30)),
        ("5.30pm", time(17, 30)),
        ("17:30", time(17, 30)),
        ("00:00", time(0)),
        ("noon", time(12)),
        ("5 p.m.", time(17)),
        ("5.30 p. m.", time(17, 30)),
        ("17h", time(17)),
        ("17h30", time(17, 30)),
        ("17 hrs", time(17)),
        ("1700", time(17)),
        ("0930", time(9, 30)),
        ("24:00", time(0)),
        ("24:01", None),
        ("h", None),
        ("12345", None),
        ("Midnight", time(0)),
        ("9", None),
        ("25:00", None),
        ("13pm", None),
        ("0am", None),
        ("9:60", None),
        ("soon", None),
    ],
)
def test_times_are_read_as_people_write_them(typed: str, clock: time | None) -> None:
    assert read_time(typed) == clock


def test_a_time_in_summer_is_an_hour_earlier_in_utc() -> None:
    assert read_moment("Opens", boxes("1", "7", "2027", "9am")) == datetime(2027, 7, 1, 8, tzinfo=UTC)


def test_a_time_that_the_clocks_leave_out_is_refused() -> None:
    with pytest.raises(NotADate, match="clocks go forward"):
        read_moment("Opens", boxes("28", "3", "2027", "1:30am"))


def test_an_hour_that_comes_twice_is_asked_about() -> None:
    with pytest.raises(NotADate, match="1:30am comes twice that day"):
        read_moment("Opens", boxes("31", "10", "2027", "1:30am"))
    assert read_moment("Opens", boxes("31", "10", "2027", "2am")) == datetime(2027, 10, 31, 2, tzinfo=UTC)
    assert read_moment("Opens", boxes("31", "10", "2027", "12:59am")) == datetime(2027, 10, 30, 23, 59, tzinfo=UTC)


@pytest.mark.parametrize("typed", ["midnight", "0:00", "00:00", "12am", "24:00", "0000"])
def test_midnight_is_asked_about(typed: str) -> None:
    with pytest.raises(NotADate, match=r"end of 31 March 2027\. Enter 12:01am for its start or 11:59pm for its end"):
        read_moment("Closes", boxes("31", "3", "2027", typed))


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        (boxes(time="9am"), {"day", "month", "year"}),
        (boxes("1", "1", "2027", ""), {"time"}),
        (boxes("1", "1", "2027", "late"), {"time"}),
    ],
)
def test_half_a_moment_is_refused(typed: dict[str, str], parts: set[str]) -> None:
    with pytest.raises(NotADate) as fault:
        read_moment("Opens", typed)
    assert fault.value.parts == parts
