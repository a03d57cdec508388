"""Single tables under attack."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consult.disclosure.network import UNBOUNDED
from consult.disclosure.protection import hiding, limits_of_mark, protect
from consult.disclosure.release import Release, publish
from consult.disclosure.rules import ORDINARY, SENSITIVE, Rules
from consult.disclosure.tables import Dimension, Mark, ProtectedTable, Table, one_way, two_way
from tests.consult.disclosure.attacker import found_out

ANSWER = Dimension("answer", "Answer", ("Yes", "No", "Not sure"))
WARD = Dimension("ward", "Ward", ("Beckton", "Plaistow", "Stratford"))
counts = st.one_of(st.integers(0, 3), st.integers(0, 30))
rules = st.sampled_from([ORDINARY, SENSITIVE, Rules(threshold=3, rounding=1)])


def letters(key: str, count: int) -> Dimension:
    return Dimension(key, key.title(), tuple("ABCDEFGH"[:count]))


def published(table: Table, wanted: Rules) -> Release:
    return publish(table, wanted, activity="1", is_open=False)


@st.composite
def one_way_tables(draw: st.DrawFn) -> Table:
    found = draw(st.lists(counts, min_size=1, max_size=6))
    return Table("t", letters("row", len(found)), tuple((count,) for count in found))


@st.composite
def two_way_tables(draw: st.DrawFn) -> Table:
    height, width = draw(st.tuples(st.integers(2, 4), st.integers(2, 3)))
    cells = tuple(tuple(draw(counts) for _ in range(width)) for _ in range(height))
    return Table("t", letters("row", height), cells, letters("column", width))


@pytest.mark.parametrize(
    ("count", "shows_threshold", "limits"),
    [(0, True, (0, 0)), (1, True, (1, 4)), (4, True, (1, 4)), (5, True, (5, UNBOUNDED)), (3, False, (0, UNBOUNDED))],
)
def test_a_mark_says_only_whether_a_number_is_small(count: int, shows_threshold: bool, limits: tuple[int, int]) -> None:
    assert limits_of_mark(Rules(threshold=5, rounding=5), count, shows_threshold=shows_threshold) == limits


@settings(deadline=None)
@given(one_way_tables(), rules)
def test_no_small_number_of_a_one_way_table_is_certain(table: Table, wanted: Rules) -> None:
    assert found_out([published(table, wanted)]) == []


@settings(max_examples=25, deadline=None)
@given(two_way_tables(), rules)
def test_no_small_number_of_a_two_way_table_is_certain(table: Table, wanted: Rules) -> None:
    assert found_out([published(table, wanted)]) == []


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(0, 14), min_size=1, max_size=4), rules)
def test_whoever_sees_only_what_is_printed_finds_out_nothing_either(counts: list[int], wanted: Rules) -> None:
    """Try every table of counts that would have been printed the same: rounded, marked, with percentages."""
    shown = protect(Table("t", letters("row", len(counts)), tuple((count,) for count in counts)), wanted)
    possible = [
        range(1, wanted.threshold)
        if cell.mark is Mark.FEWER
        else range(0, 18)
        if cell.value is None
        else [count for count in range(18) if wanted.rounded(count) == cell.value and not wanted.is_small(count)]
        for (cell,) in shown.cells
    ]
    alike = [found for found in product(*possible) if _prints_alike(found, shown, wanted)]
    assert tuple(counts) in alike
    for place, count in enumerate(counts):
        if wanted.is_small(count):
            assert len({found[place] for found in alike}) >= 2


def _prints_alike(counts: tuple[int, ...], shown: ProtectedTable, wanted: Rules) -> bool:
    # Percentages follow from what is printed, so they are no further clue.
    total = sum(counts)
    if shown.total.value is None:
        return shown.total.mark is not Mark.FEWER or wanted.is_small(total)
    return wanted.rounded(total) == shown.total.value and not wanted.is_small(total)


@settings(max_examples=50, deadline=None)
@given(two_way_tables(), rules)
def test_protecting_twice_gives_the_same_and_no_exact_number_gets_out(table: Table, wanted: Rules) -> None:
    shown = protect(table, wanted)
    assert shown == protect(table, wanted)
    assert all(
        value is None or value % wanted.rounding == 0 for value in (record.cell.value for record in shown.records())
    )
    for row, line in enumerate(table.counts):
        for column, count in enumerate(line):
            cell = shown.cells[row][column]
            assert not wanted.is_small(count) or (cell.value is None and cell.percent is None)


def test_one_small_number_takes_the_next_smallest_with_it() -> None:
    shown = protect(one_way("t", ANSWER, {"Yes": 3, "No": 40, "Not sure": 20}), ORDINARY)
    assert [cell.text for (cell,) in shown.cells] == ["fewer than 5", "40", "suppressed"]
    assert shown.total.text == "65"


def test_two_ones_are_not_given_away_by_their_sum() -> None:
    shown = protect(one_way("t", ANSWER, {"Yes": 1, "No": 1, "Not sure": 50}), ORDINARY)
    assert [cell.text for (cell,) in shown.cells] == ["fewer than 5", "fewer than 5", "suppressed"]


def test_nothing_small_hides_nothing_and_true_zeros_stay() -> None:
    shown = protect(one_way("t", ANSWER, {"Yes": 60, "No": 40}), SENSITIVE)
    assert [cell.text for (cell,) in shown.cells] == ["60", "40", "0"]
    assert shown.cell("Not sure").percent == 0.0


def test_a_row_in_which_all_are_in_one_category_does_not_say_in_which() -> None:
    counts = {("Yes", "Beckton"): 40, ("Yes", "Plaistow"): 30, ("No", "Plaistow"): 30, ("Not sure", "Plaistow"): 30}
    counts |= {(answer, "Stratford"): 30 for answer in ANSWER.labels}
    shown = protect(two_way("t", ANSWER, WARD, counts), ORDINARY)
    beckton = [shown.cell(answer, "Beckton").text for answer in ANSWER.labels]
    assert beckton[0] == "suppressed"
    assert "suppressed" in beckton[1:]
    assert Mark.FEWER not in {cell.mark for line in shown.cells for cell in line}


def test_everybody_in_one_category_is_hidden_in_sensitive_tables_only() -> None:
    table = one_way("t", ANSWER, {"Yes": 30})
    assert protect(table, ORDINARY).cell("Yes").text == "30"
    assert protect(table, SENSITIVE).cell("Yes").text == "suppressed"


def test_all_but_a_few_choosing_something_tells_nothing_of_the_few() -> None:
    topics = Dimension("topic", "Topic", ("Cost", "Privacy", "Trust", "Law"), overlapping=True)
    table = one_way("t", topics, {"Cost": 48, "Privacy": 3, "Trust": 30, "Law": 50}, people=50)
    assert [cell.text for (cell,) in protect(table, ORDINARY).cells] == ["suppressed", "fewer than 5", "30", "50"]
    assert protect(table, SENSITIVE).cell("Law").text == "suppressed"


def test_a_large_sparse_table_is_protected_in_a_blink() -> None:
    wards, options = Dimension("w", "Ward", tuple(map(str, range(24)))), Dimension("o", "Option", tuple("abcdefghij"))
    cells = tuple(tuple((row * 7 + column * 11) % 13 for column in range(10)) for row in range(24))
    pattern = hiding(Table("t", wards, cells, options), SENSITIVE)
    assert len(pattern.hidden) < 24 * 10
    assert pattern.shows_threshold


@pytest.mark.parametrize("counts", [{}, {"Yes": 1}, {"Yes": 4, "No": 4}, {"Yes": 1, "No": 5}])
def test_very_small_tables_can_be_published_too(counts: dict[str, int]) -> None:
    assert found_out([published(one_way("t", ANSWER, counts), ORDINARY)]) == []
