"""What an edition says of itself."""

import pytest

from consult.exports.models import Edition, Method, PublishedTable
from consult.kernel import clock

TABLE: PublishedTable = {"key": "q", "title": "Q", "lines": [], "notes": []}


def edition(people: int, method: Method = Method.CONTROLLED_ROUNDING) -> Edition:
    return Edition(people=people, method=method, one_way={"tables": [TABLE]})


@pytest.mark.parametrize(
    ("people", "is_of_few", "has_bars"), [(9, True, False), (10, False, False), (24, False, False), (25, False, True)]
)
def test_what_is_shown_follows_from_how_many_people_are_counted(people: int, is_of_few: bool, has_bars: bool) -> None:
    made = edition(people)
    assert (made.is_of_few, made.has_bars, made.is_counted) == (is_of_few, has_bars, not is_of_few)


def test_of_results_by_the_earlier_method_nobody_is_told_how_many_people_they_are_of() -> None:
    made = edition(3, Method.HIDING)
    assert (made.is_of_few, made.has_bars, made.is_counted) == (False, True, False)


def test_tables_that_are_withdrawn_are_not_shown() -> None:
    made = edition(30)
    assert made.tables == [TABLE]
    made.withdrawn_at = clock.now()
    assert made.tables == []


@pytest.mark.parametrize(("method", "words"), [(Method.CONTROLLED_ROUNDING, "by chance"), (Method.HIDING, "earlier")])
def test_each_method_says_how_its_numbers_are_to_be_read(method: Method, words: str) -> None:
    assert words in method.sentence
