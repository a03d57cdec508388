"""Cells are read as the police write them, and what is no number is refused in a sentence."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.register.cells import is_nothing, read_count, read_duration, read_duration_text, read_share


@pytest.mark.parametrize(
    ("typed", "read"),
    [("12", 12), ("12,120", 12_120), ("1,286,400", 1_286_400), ("-3", -3), ("N/A", None), ("–", None)],
)
def test_counts_have_commas_and_what_is_not_applicable_is_not_zero(typed: str, read: int | None) -> None:
    assert read_count(typed) == read
    assert is_nothing(typed) is (read is None)


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("4hr 47m", 287),
        ("4h 47m", 287),
        ("5h40", 340),
        ("6h", 360),
        ("45m", 45),
        ("4:47", 287),
        ("287", 287),
        ("", None),
    ],
)
def test_durations_are_read_in_every_spelling(typed: str, minutes: int | None) -> None:
    assert read_duration(typed) == minutes
    assert read_duration_text(typed) == typed


@pytest.mark.parametrize(("typed", "share"), [("0.008", 0.008), ("0.08%", 0.08), ("0", 0.0), ("n/a", None)])
def test_shares_are_read(typed: str, share: float | None) -> None:
    assert read_share(typed) == share


@pytest.mark.parametrize(
    ("read", "typed"), [(read_count, "12.5"), (read_count, "1,2"), (read_share, "low"), (read_duration, "long")]
)
def test_what_cannot_be_read_is_refused_in_a_sentence(read: Callable[[str], object], typed: str) -> None:
    with pytest.raises(ValueError, match=f"“{typed}” is no"):
        read(typed)


@given(st.integers())
def test_every_whole_number_comes_back(number: int) -> None:
    assert read_count(f"{number:,}") == read_count(str(number)) == number


@given(st.text(max_size=30))
def test_no_text_does_more_than_be_refused(typed: str) -> None:
    for read in (read_count, read_share, read_duration):
        try:
            found = read(typed)
        except ValueError as error:
            assert str(error)  # noqa: PT017 (any text may be a number)
        else:
            assert found is None or isinstance(found, int | float)
