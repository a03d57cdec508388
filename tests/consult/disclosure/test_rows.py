"""Published rows of single people, looked at by somebody who seeks the only one of a kind."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.disclosure.rows import HIDDEN, Row, without_rare
from consult.disclosure.rules import ORDINARY, SENSITIVE, Rules

ANSWERS = st.tuples(st.sampled_from("aaaab"), st.sampled_from([1, 1, 2, None]), st.sampled_from("xyz"))
FREQUENT = st.tuples(st.sampled_from("aaab"), st.sampled_from("xxxxxxy"), st.sampled_from("ppppqqr"))


def shown_of(people: Iterable[Row], rules: Rules = ORDINARY, published: tuple[int, ...] = ()) -> Counter[Row]:
    """Return each different row of the public file with its number."""
    return Counter(dict(without_rare(people, rules, published=published)))


def told_beside_totals(people: Sequence[Row], shown: Counter[Row], column: int) -> Iterator[tuple[str, int]]:
    """Yield (answer, number) for every small number of people that the file and the totals of a column tell exactly.

    For any rows in which the answer is hidden the attacker knows how many they are, and from the totals how often each
    answer is hidden in all; between these the number of people in the rows with the answer has a least and a most.
    """
    hidden = {row: number for row, number in shown.items() if row[column] == HIDDEN}
    everybody = sum(hidden.values())
    totals = Counter(row[column] for row in people)
    told = Counter[object]()
    for row, number in shown.items():
        told[row[column]] += number
    sizes = {everybody, *hidden.values(), *(everybody - number for number in hidden.values())}
    for answer, total in totals.items():
        of_answer = total - told[answer]
        for size in sizes:
            minimum, maximum = max(0, size + of_answer - everybody), min(size, of_answer)
            if minimum == maximum and ORDINARY.is_small(minimum):
                yield str(answer), minimum


@given(st.lists(ANSWERS, max_size=120), st.sampled_from([ORDINARY, SENSITIVE]), st.sampled_from([(), (0, 2)]))
def test_every_row_is_there_often_and_no_answer_is_invented(
    people: list[Row], rules: Rules, published: tuple[int, ...]
) -> None:
    shown = shown_of(people, rules, published)
    assert all(number >= rules.threshold for number in shown.values())
    assert sum(shown.values()) == (len(people) if len(people) >= rules.threshold else 0)
    for column in range(3):
        exact = Counter(row[column] for row in people)
        told = Counter[object]()
        for row, number in shown.items():
            told[row[column]] += number
        assert all(number <= exact[answer] for answer, number in told.items() if answer != HIDDEN)


@given(st.lists(FREQUENT, min_size=20, max_size=200))
def test_beside_the_totals_of_its_columns_it_tells_no_small_number(people: list[Row]) -> None:
    totals = [Counter(row[column] for row in people) for column in range(3)]
    published = tuple(column for column in range(3) if min(totals[column].values()) >= ORDINARY.threshold)
    shown = shown_of(people, ORDINARY, published)
    assert [found for column in published for found in told_beside_totals(people, shown, column)] == []


def test_the_total_of_an_answer_does_not_tell_how_few_gave_it_where_it_is_hidden() -> None:
    people = [("yes", "x")] * 23 + [("yes", "y")] * 7 + [("no", "x")] * 27 + [("no", "y")] * 3
    assert list(told_beside_totals(people, shown_of(people), 1)) == [("y", 3)]
    beside_totals = shown_of(people, ORDINARY, (1,))
    assert list(told_beside_totals(people, beside_totals, 1)) == []
    assert beside_totals == {("yes", HIDDEN): 30, ("no", HIDDEN): 30}


def test_a_single_rare_answer_hides_another_with_it() -> None:
    people = [("yes",)] * 30 + [("no",)] * 9 + [("other",)] * 3
    assert shown_of(people) == {("yes",): 30, (HIDDEN,): 12}


def test_answers_that_many_gave_stay_and_the_order_of_arrival_is_lost() -> None:
    people = [("yes", "b"), ("no", "a")] * 5
    assert list(without_rare(people, ORDINARY)) == [(("no", "a"), 5), (("yes", "b"), 5)]


def test_later_answers_are_shown_beside_hidden_ones() -> None:
    people = [("yes", "b")] * 9 + [("rare", "b")] * 2 + [("no", "b")] * 8
    assert shown_of(people) == {("yes", "b"): 9, (HIDDEN, "b"): 10}


def test_what_is_hidden_already_and_what_is_rare_become_one_row() -> None:
    people = [("a",)] * 20 + [(HIDDEN,)] * 8 + [("b",)] * 2 + [("c",)] * 9
    assert shown_of(people) == {("a",): 20, ("c",): 9, (HIDDEN,): 10}


@pytest.mark.parametrize("cell", [1, "1", 1.5, None, "“quoted”, and’s"])
def test_a_cell_comes_out_as_it_went_in(cell: object) -> None:
    assert list(without_rare([(cell, "b")] * 6, ORDINARY)) == [((cell, "b"), 6)]
