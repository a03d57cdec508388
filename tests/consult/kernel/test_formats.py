"""Dates, numbers and counts are written in one way everywhere."""

from datetime import UTC, datetime

import pytest

from consult.kernel import formats


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (datetime(2023, 1, 16, 19, 30, tzinfo=UTC), "16 January 2023 at 7:30pm"),
        (datetime(2023, 7, 16, 8, 0, tzinfo=UTC), "16 July 2023 at 9am"),
        (datetime(2023, 7, 16, 11, 0, tzinfo=UTC), "16 July 2023 at midday"),
        (datetime(2023, 7, 15, 23, 0, tzinfo=UTC), "16 July 2023 at midnight"),
        (datetime(2023, 1, 16, 12, 5), "16 January 2023 at 12:05pm"),
    ],
)
def test_moments_are_said_as_clocks_in_london_show_them(moment: datetime, said: str) -> None:
    assert formats.local_datetime(moment) == said
    assert formats.local_date(moment) == said.split(" at ")[0]


@pytest.mark.parametrize(
    ("count", "words", "said"),
    [
        (0, ("response",), "0 responses"),
        (1, ("response",), "1 response"),
        (1204, ("response",), "1,204 responses"),
        (2, ("reply",), "2 replies"),
        (2, ("day",), "2 days"),
        (2, ("young person",), "2 young people"),
        (2, ("address",), "2 addresses"),
        (2, ("person", "persons"), "2 persons"),
    ],
)
def test_counts_agree_with_their_nouns(count: int, words: tuple[str, ...], said: str) -> None:
    assert formats.plural(count, *words) == said


def test_numbers_have_commas() -> None:
    assert formats.number(144366) == "144,366"
