"""How far a hidden count could move while every shown count stays: an attacker's sums as flows.

A table with its totals is a flow that goes round: each cell carries its people from its row to its column,
each total carries them back. What an attacker can work out about hidden cells from shown ones is how far
flow can be pushed round loops of hidden cells. Cells that lie on no such loop can be worked out exactly.
Source: Gusfield, "A graph theoretic approach to statistical data security" (1988); Cox, "Network models
for complementary cell suppression" (1995).
"""

import heapq
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from typing import Final

from consult.disclosure.tables import Place, Table

UNBOUNDED: Final = 1 << 60


@dataclass(frozen=True, slots=True)
class Edge:
    """One count: where its flow comes from and goes to, how much it is, and between what it might lie."""

    start: int
    end: int
    count: int
    lowest: int
    highest: int

    @property
    def room(self) -> tuple[int, int]:
        """How far the count could go down and up, by its own limits alone."""
        return max(0, self.count - self.lowest), max(0, self.highest - self.count)


def ends(table: Table, place: Place) -> tuple[int, int]:
    """Return the nodes that a count flows from and to: rows and columns, each with one for the totals."""
    height, width = table.shape
    row, column = place
    if table.columns is None:
        return (1, 0) if row == height else (0, 1)
    row_node, column_node = row, height + 1 + column
    # totals run the other way, so that what goes into a row comes out of it
    if (row == height) is (column == width):
        return row_node, column_node
    return column_node, row_node


class Stuck(Exception):
    """A count cannot be protected by hiding anything that may be hidden."""


Cost = Callable[[Place], int | None]
_Arc = tuple[Place, int]


@dataclass(slots=True)
class Network:
    """Counts joined by their sums, and which of them are hidden.

    `edges` are the limits that hold for a count once it is hidden. Counts in `fixed` are known to everybody
    already, so hiding them protects nothing.
    """

    edges: Mapping[Place, Edge]
    fixed: frozenset[Place] = frozenset()
    hidden: set[Place] = field(default_factory=set)
    _arcs: dict[int, list[tuple[int, Place, int]]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        for place, edge in self.edges.items():
            self._arcs.setdefault(edge.start, []).append((edge.end, place, 1))
            self._arcs.setdefault(edge.end, []).append((edge.start, place, -1))

    def freedom(self, place: Place, maximum: int) -> tuple[int, int]:
        """How far a hidden count can go down and up, each looked at as far as `most`."""
        if place in self.fixed:
            return 0, 0
        down, up = (self._pushed(place, way, maximum)[0] for way in (-1, 1))
        return down, up

    def protect(self, place: Place, steps: int, cost: Cost, *, upwards_only: bool = False) -> None:
        """Hide a count, and what else it takes, at least cost, until it could move by that many steps.

        `cost` says what hiding a count costs, or None when it may not be hidden. Raises Stuck when nothing
        more can be hidden and the count can still not move that far.
        """
        self.hidden.add(place)
        ways = (1,) if upwards_only else (1, -1)
        while True:
            pushed = {way: self._pushed(place, way, steps) for way in ways}
            missing = steps - sum(amount for amount, _ in pushed.values())
            if missing <= 0:
                return
            for minimum in (missing, 1):
                paths = [
                    path for way in ways if (path := self._cheapest(place, way, pushed[way], minimum, cost)) is not None
                ]
                if paths:
                    break
            else:
                raise Stuck
            self.hidden.update(min(paths)[1])

    def price(self, place: Place, steps: int, cost: Cost) -> int | None:
        """What it would cost to let a count that is still shown go up by that many steps, or None."""
        own = cost(place)
        found = self._cheapest(place, 1, (0, {}), steps, cost)
        return None if own is None or found is None else own + found[0]

    def _pushed(self, place: Place, way: int, maximum: int) -> tuple[int, dict[Place, int]]:
        # the largest change of `place` in one direction, and the changes elsewhere that make up for it
        edge = self.edges[place]
        source, sink = (edge.end, edge.start) if way > 0 else (edge.start, edge.end)
        target = min(maximum, edge.room[way > 0])
        moved: dict[Place, int] = {}
        total = 0
        while total < target:
            path = self._shortest({source}, {sink}, {place}, moved)
            if path is None:
                break
            step = min(target - total, *(self._room(arc, moved) for arc in path))
            for other, sign in path:
                moved[other] = moved.get(other, 0) + sign * step
            total += step
        return total, moved

    def _room(self, arc: _Arc, moved: Mapping[Place, int]) -> int:
        place, sign = arc
        if place in self.fixed:
            return 0
        edge = self.edges[place]
        count = edge.count + moved.get(place, 0)
        return edge.highest - count if sign > 0 else count - edge.lowest

    def loops(self, place: Place, held: frozenset[Place]) -> Iterator[dict[Place, int]]:
        """Changes by one person, up or down, of a hidden count with those that make up for it.

        First come changes in which no other count of `held` takes part, then those with one, then any.
        """
        ways = [{place: way} for way in (1, -1)]
        pairs = [way | {other: change} for other in sorted(held - {place}) for way in ways for change in (1, -1)]
        for asked, kept in (*((each, held) for each in (*ways, *pairs)), *((each, frozenset()) for each in ways)):
            answer = self.answer_to(asked, kept)
            if answer is not None:
                yield asked | answer

    def answer_to(self, changes: Mapping[Place, int], held: Set[Place]) -> dict[Place, int] | None:
        """How hidden counts that are not in `held` can make up for changes imposed on some, or None."""
        spare = self._spare_after(changes)
        if spare is None:
            return None
        moved: dict[Place, int] = {}
        banned = held | changes.keys()
        while surplus := {node for node, amount in spare.items() if amount > 0}:
            lacking = {node for node, amount in spare.items() if amount < 0}
            path = self._shortest(surplus, lacking, banned, moved)
            if path is None:
                return None
            for place, sign in path:
                moved[place] = moved.get(place, 0) + sign
            spare[self._tail(path[-1])] -= 1
            spare[self._tail((path[0][0], -path[0][1]))] += 1
        return moved

    def _spare_after(self, changes: Mapping[Place, int]) -> dict[int, int] | None:
        # by node, what imposed changes leave over or take away; None where one of them cannot be
        spare: dict[int, int] = {}
        for place, change in changes.items():
            edge = self.edges[place]
            if place not in self.hidden or not edge.lowest <= edge.count + change <= edge.highest:
                return None
            spare[edge.end] = spare.get(edge.end, 0) + change
            spare[edge.start] = spare.get(edge.start, 0) - change
        return spare

    def _tail(self, arc: _Arc) -> int:
        edge = self.edges[arc[0]]
        return edge.start if arc[1] > 0 else edge.end

    def _shortest(
        self, sources: set[int], sinks: set[int], banned: Set[Place], moved: Mapping[Place, int]
    ) -> list[_Arc] | None:
        # from the last arc to the first
        reached: dict[int, tuple[int, _Arc]] = {}
        queue = deque(sorted(sources))
        while queue:
            node = queue.popleft()
            for neighbour, place, sign in self._arcs[node]:
                if neighbour in reached or neighbour in sources or place not in self.hidden or place in banned:
                    continue
                if self._room((place, sign), moved) > 0:
                    reached[neighbour] = (node, (place, sign))
                    if neighbour in sinks:
                        return _walked_back(reached, sources, neighbour)
                    queue.append(neighbour)
        return None

    def _cheapest(
        self, place: Place, way: int, pushed: tuple[int, Mapping[Place, int]], minimum: int, cost: Cost
    ) -> tuple[int, list[Place]] | None:
        # the cheapest loop through `place` that would let it move `least` further, and what must be hidden
        done, moved = pushed
        edge = self.edges[place]
        if edge.room[way > 0] < done + minimum:
            return None
        source, sink = (edge.end, edge.start) if way > 0 else (edge.start, edge.end)
        best: dict[int, int] = {source: 0}
        reached: dict[int, tuple[int, _Arc]] = {}
        queue = [(0, source)]
        while queue:
            so_far, node = heapq.heappop(queue)
            if node == sink:
                path = [arc[0] for arc in _walked_back(reached, {source}, sink)]
                return so_far, [other for other in path if other not in self.hidden]
            if so_far > best[node]:
                continue
            for neighbour, other, sign in self._arcs[node]:
                if other == place or self._room((other, sign), moved) < minimum:
                    continue
                price = 1 if other in self.hidden else cost(other)
                if price is not None and so_far + price < best.get(neighbour, UNBOUNDED):
                    best[neighbour] = so_far + price
                    reached[neighbour] = (node, (other, sign))
                    heapq.heappush(queue, (so_far + price, neighbour))
        return None


def _walked_back(reached: Mapping[int, tuple[int, _Arc]], sources: set[int], sink: int) -> list[_Arc]:
    path: list[_Arc] = []
    node = sink
    while node not in sources:
        node, arc = reached[node]
        path.append(arc)
    return path
