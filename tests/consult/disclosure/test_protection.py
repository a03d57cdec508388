"""Single tables under attack."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consult.disclosure.protection import hiding, protect
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


@given(one_way_tables(), rules)
def test_no_small_number_of_a_one_way_table_is_certain(table: Table, wanted: Rules) -> None:
    assert found_out([published(table, wanted)]) == []


@settings(deadline=None)
@given(two_way_tables(), rules)
def test_no_small_number_of_a_two_way_table_is_certain(table: Table, wanted: Rules) -> None:
    assert found_out([published(table, wanted)]) == []
