"""Numbers are summed up as a spreadsheet does it, and bands do not follow the data."""

import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.exports.measures import MAX_BANDS, bands_between, measures_of, median_line


@given(st.lists(st.integers(-100, 1000), min_size=2, max_size=60))
def test_measures_are_those_of_the_single_numbers(numbers: list[int]) -> None:
    found = measures_of({float(number): numbers.count(number) for number in numbers})
    assert found is not None
    quarters = statistics.quantiles(numbers, n=4, method="inclusive")
    assert [found.lower_quartile, found.median, found.upper_quartile] == pytest.approx(quarters)
    assert found.mean == pytest.approx(statistics.fmean(numbers))
    assert (found.count, found.minimum, found.maximum) == (len(numbers), min(numbers), max(numbers))


def test_of_nothing_there_are_no_measures() -> None:
    assert measures_of({}) is None
    assert measures_of({3.0: 0}) is None


@given(
    st.floats(-1000, 1000).map(lambda item: round(item, 2)),
    st.floats(0.01, 100_000).map(lambda item: round(item, 2)),
    st.floats(0, 1),
    st.booleans(),
)
def test_every_number_within_the_limits_is_in_exactly_one_band(
    minimum: float, width: float, share: float, is_whole: bool
) -> None:
    if is_whole:
        minimum, width = float(round(minimum)), float(round(width))
    bands = bands_between(minimum, minimum + width, is_whole=is_whole)
    number = minimum + width * share
    number = float(round(number)) if is_whole else number
    assert sum(band.holds(number) for band in bands) == 1
    assert bands[0].holds(minimum)
    assert bands[-1].holds(minimum + width)
    assert len(bands) <= MAX_BANDS + 1
    assert len({band.code for band in bands}) == len({band.label for band in bands}) == len(bands)


@given(st.one_of(st.none(), st.integers(-50, 50)), st.floats(-1e9, 1e9))
def test_without_limits_there_is_a_band_for_every_number(minimum: int | None, number: float) -> None:
    bands = bands_between(minimum, None)
    assert sum(band.holds(number) for band in bands) == (minimum is None or number >= minimum)


def test_bands_of_whole_numbers_end_before_the_next() -> None:
    assert [band.label for band in bands_between(0, 5, is_whole=True)] == ["0", "1", "2", "3", "4", "5"]
    assert [band.label for band in bands_between(0, 240, is_whole=True)][-2:] == ["150 to 199", "200 to 240"]
    assert [band.label for band in bands_between(0, 50)][-1] == "45 to 50"


@pytest.mark.parametrize(("lines", "label"), [
    ([("a", 10), ("b", 20)], "b"), ([("a", 10), ("b", 10)], None), ([("a", None), ("b", 20)], None),
    ([("a", 0), ("b", 0)], None), ([], None), ([("a", 30), ("b", 20)], "a"),
])  # fmt: skip
def test_the_median_is_told_from_bands_that_are_shown(lines: list[tuple[str, int | None]], label: str | None) -> None:
    assert median_line(lines) == label
