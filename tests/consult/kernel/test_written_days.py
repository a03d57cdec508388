"""Days and months as files write them."""

from datetime import date

import pytest

from consult.kernel.written_days import read_written_day, read_written_month


@pytest.mark.parametrize(
    "typed",
    ["2027-03-01", "2027-3-1 14:30", "1/3/2027", "01.03.2027", "1st March 2027", "1-mar-2027", " 1  MARCH 2027 "],
)
def test_a_day_is_read_however_it_is_written(typed: str) -> None:
    assert read_written_day(typed) == date(2027, 3, 1)


@pytest.mark.parametrize("typed", ["", "3/2027", "30/2/2027", "1 Smarch 2027", "2027", "1/3/27"])
def test_what_is_no_day_is_none(typed: str) -> None:
    assert read_written_day(typed) is None


@pytest.mark.parametrize("typed", ["2027-03", "3/2027", "03.2027", "March 2027", "mar, 2027"])
def test_a_month_is_read_however_it_is_written(typed: str) -> None:
    assert read_written_month(typed) == "2027-03"


@pytest.mark.parametrize("typed", ["", "2027", "13/2027", "Smarch 2027", "1/3/2027"])
def test_what_is_no_month_is_none(typed: str) -> None:
    assert read_written_month(typed) is None
