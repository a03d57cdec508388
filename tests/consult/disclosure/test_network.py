"""Loops of hidden counts, and what has to be hidden to close them."""

import pytest

from consult.disclosure.network import UNBOUNDED, Edge, Network, Stuck, ends
from consult.disclosure.tables import Dimension, Place, Table

CROSSED = Table(
    "t",
    Dimension("r", "R", ("A", "B", "C")),
    ((3, 20, 9), (8, 30, 7), (6, 5, 40)),
    Dimension("c", "C", ("X", "Y", "Z")),
)


def network(table: Table = CROSSED, *hidden: Place) -> Network:
    edges = {place: Edge(*ends(table, place), table.count(place), 0, UNBOUNDED) for place in table.places()}
    return Network(edges, hidden=set(hidden))


def price(place: Place) -> int | None:
    return 10 if 3 not in place else 1000


def test_what_flows_into_a_row_or_column_flows_out_again() -> None:
    for table in (CROSSED, Table("t", CROSSED.rows, ((1,), (2,), (3,)))):
        balance: dict[int, int] = {}
        for edge in network(table).edges.values():
            balance[edge.start] = balance.get(edge.start, 0) - edge.count
            balance[edge.end] = balance.get(edge.end, 0) + edge.count
        assert set(balance.values()) == {0}


def test_a_single_hidden_cell_can_be_worked_out_and_a_square_can_not() -> None:
    assert network(CROSSED, (0, 0)).freedom((0, 0), 5) == (0, 0)
    assert network(CROSSED, (0, 0), (0, 1), (1, 1)).freedom((0, 0), 5) == (0, 0)
    assert network(CROSSED, (0, 0), (0, 1), (1, 0), (1, 1)).freedom((0, 0), 99) == (3, 8)


def test_a_bridge_between_two_squares_can_be_worked_out() -> None:
    labels = tuple("ABCD")
    table = Table("t", Dimension("r", "R", labels), ((9,) * 4,) * 4, Dimension("c", "C", labels))
    squares = [(0, 0), (0, 1), (1, 0), (1, 1), (2, 2), (2, 3), (3, 2), (3, 3)]
    net = network(table, *squares, (1, 2))
    assert net.freedom((1, 2), 5) == (0, 0)
    assert net.freedom((0, 0), 5) == (5, 5)


def test_protecting_a_cell_hides_the_least_that_is_enough() -> None:
    net = network()
    net.protect((0, 0), 3, price)
    assert len(net.hidden) == 4
    assert sum(net.freedom((0, 0), 3)) >= 3


def test_a_fixed_count_helps_nobody() -> None:
    fixed = frozenset(place for place in CROSSED.places() if place not in {(0, 0), (0, 1)})
    net = Network(network().edges, fixed)
    with pytest.raises(Stuck):
        net.protect((0, 0), 1, lambda place: None if place in fixed else 10)
    assert Network(network().edges, frozenset({(0, 0)})).freedom((0, 0), 1) == (0, 0)


def test_the_price_of_a_cell_is_that_of_its_loop() -> None:
    assert network().price((0, 0), 1, price) == 40
    assert network().price((0, 0), 1, lambda place: None) is None


def test_a_table_follows_a_change_that_its_hidden_cells_can_make_up_for() -> None:
    net = network(CROSSED, (0, 3), (1, 3), (0, 0), (1, 0))
    held = frozenset({(0, 3), (1, 3)})
    assert net.answer_to({(0, 3): 1, (1, 3): -1}, held) == {(0, 0): 1, (1, 0): -1}
    assert net.answer_to({(0, 3): 1}, held) is None
    assert net.answer_to({(2, 3): 1}, held) is None


def test_loops_keep_every_sum() -> None:
    net = network(CROSSED, (0, 0), (0, 1), (1, 0), (1, 1))
    found = list(net.loops((0, 0), frozenset({(0, 1)})))
    assert {loop[0, 0] for loop in found} == {1, -1}
    for loop in found:
        for row in range(3):
            assert sum(change for place, change in loop.items() if place[0] == row) == 0
