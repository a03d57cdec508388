"""Which numbers of a table must be hidden so that nobody can work out a small one.

The attacker is taken to be stronger than any reader: she knows every shown number exactly, not rounded, and
knows from the marks between what limits a hidden one lies. What holds against her holds against anybody who
sees rounded numbers and percentages, because the rounded ones follow from the exact ones, and percentages from those.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from consult.disclosure.network import UNBOUNDED, Cost, Edge, Network, Stuck, ends
from consult.disclosure.rules import Rules
from consult.disclosure.tables import Line, PercentOf, Place, ProtectedTable, Table, shown_table

Limits = Mapping[Place, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Pattern:
    """What is hidden in a table, and whether hidden small counts say that they are small."""

    hidden: frozenset[Place]
    shows_threshold: bool


@dataclass(frozen=True, slots=True)
class Outside:
    """What is known from elsewhere about a table's places.

    `forced`: must be hidden and protected; `known`: public already, exactly; `limits`: lowest and highest
    value that an attacker would believe. `shows_threshold`: whether hidden small counts may say that they are small.
    """

    forced: frozenset[Place] = frozenset()
    known: frozenset[Place] = frozenset()
    limits: Limits = field(default_factory=dict)
    shows_threshold: bool = True


def protect(table: Table, rules: Rules, *, percent_of: PercentOf = "row") -> ProtectedTable:
    """Return a table of counted people as it may be published, on its own.

    Counts from 1 to `rules.threshold` - 1 are hidden; so is what would let somebody work one of them out
    from totals or percentages, or would show that everybody in a row or column is in one category. The
    rest is rounded. Each hidden small count keeps at least `rules.spread` possible values. A table that is
    published beside others of the same activity goes through `consult.disclosure.release.publish`.
    Sources: UK LLC (threshold, secondary suppression), Ofqual (rounding), HESA (percentages on few people).
    """
    pattern = hiding(table, rules)
    return shown_table(table, rules, pattern.hidden, shows_threshold=pattern.shows_threshold, percent_of=percent_of)


def hiding(table: Table, rules: Rules, outside: Outside | None = None) -> Pattern:
    """Return what to hide in a table, given what is known from elsewhere. Raises Stuck when nothing helps."""
    outside = outside or Outside()
    if table.people is not None:
        return _hiding_choices(table, rules, outside)
    lonely = list(_lonely_lines(table, rules))
    # where zeros hide among the hidden, the marks may not tell small counts from them
    for shows_threshold in (False,) if lonely or not outside.shows_threshold else (True, False):
        try:
            return _hiding_by_loops(table, rules, outside, lonely, shows_threshold=shows_threshold)
        except Stuck:
            continue
    return hiding_everything(table, rules, outside)


def limits_of_mark(rules: Rules, count: int, *, shows_threshold: bool) -> tuple[int, int]:
    """Return the lowest and highest number of people that a hidden count's mark allows."""
    if not shows_threshold:
        return 0, UNBOUNDED
    if rules.is_small(count):
        return 1, rules.threshold - 1
    return (rules.threshold, UNBOUNDED) if count else (0, 0)


def network_of(table: Table, rules: Rules, outside: Outside, *, shows_threshold: bool) -> Network:
    """Return the sums of a table as a network, with what an attacker knows of a hidden count as its limits."""

    def edge(place: Place) -> Edge:
        count = table.count(place)
        lowest, highest = limits_of_mark(rules, count, shows_threshold=shows_threshold)
        limits = outside.limits.get(place, (0, UNBOUNDED))
        return Edge(*ends(table, place), count, min(count, max(lowest, limits[0])), max(count, min(highest, limits[1])))

    return Network({place: edge(place) for place in table.places()}, outside.known)


def _hiding_by_loops(
    table: Table, rules: Rules, outside: Outside, lonely: list[list[Place]], *, shows_threshold: bool
) -> Pattern:
    network = network_of(table, rules, outside, shows_threshold=shows_threshold)
    steps = rules.spread - 1

    def cost(place: Place) -> int | None:
        count = network.edges[place].count
        if place in network.fixed or (count == 0 and shows_threshold):
            return None
        # few cells rather than many, small ones rather than large, totals only when nothing else helps
        return (100 + 10 * count.bit_length()) * (12 if table.is_total(place) else 1)

    small = [place for place, edge in network.edges.items() if rules.is_small(edge.count)]
    network.hidden.update(small, outside.forced)
    for place in sorted({*small, *outside.forced} - network.fixed):
        edge = network.edges[place]
        # an earlier table may have said already that it is one of fewer values
        network.protect(place, min(steps, max(1, (edge.highest - edge.lowest + 1) // 2)), cost)
    for line in lonely:
        _hide_a_zero(network, line, steps, cost)
    for total, line in (*table.lines(), table.whole()):
        _hide_enough(network, rules, total, line, cost)
    return Pattern(frozenset(network.hidden), shows_threshold)


def _lonely_lines(table: Table, rules: Rules) -> Iterator[list[Place]]:
    """Rows and columns in which everybody is in one of several categories."""
    everybody = table.count(table.whole()[0])
    guards_all = rules.guards_whole_table or rules.is_small(everybody)
    for total, line in table.lines():
        if len(line) > 1 and table.count(total) and sum(table.count(place) > 0 for place in line) == 1:
            # when everybody at all is in that category, only the guard of the whole table is asked
            holder = next(place for place in line if table.count(place))
            across = (table.shape[0], holder[1]) if total[1] == table.shape[1] else (holder[0], table.shape[1])
            if guards_all or (table.columns and table.count(across) < everybody):
                yield line


def _hide_a_zero(network: Network, line: list[Place], steps: int, cost: Cost) -> None:
    """Hide the count that holds everybody in a line together with a zero beside it that could be more."""
    zeros = [place for place in line if network.edges[place].count == 0]
    if any(place in network.hidden and network.freedom(place, steps)[1] >= steps for place in zeros):
        return
    for enough in (steps, 1):
        prices = [(price, place) for place in zeros if (price := network.price(place, enough, cost)) is not None]
        if prices:
            network.protect(min(prices)[1], enough, cost, upwards_only=True)
            return
    raise Stuck


def _hide_enough(network: Network, rules: Rules, total: Place, line: list[Place], cost: Cost) -> None:
    """Hide more of a line whose hidden counts add up to a small number, which its total would tell."""
    unknown = network.hidden - network.fixed
    together = sum(network.edges[place].count for place in unknown.intersection(line))
    if total in unknown or not rules.is_small(together):
        return
    others = [place for place in line if place not in network.hidden and network.edges[place].count]
    for place in sorted(others, key=lambda place: network.edges[place].count):
        before = set(network.hidden)
        try:
            network.protect(place, rules.spread - 1, cost)
        except Stuck:
            network.hidden.clear()
            network.hidden.update(before)
        else:
            return
    raise Stuck


def _hiding_choices(table: Table, rules: Rules, outside: Outside) -> Pattern:
    """Overlapping categories: each is chosen by some and not chosen by the rest, and both may be small."""
    people = table.people or 0

    def is_hidden(place: Place) -> bool:
        count = table.count(place)
        rest = people - count
        everybody = rest == 0 and count > 0 and rules.guards_whole_table and not table.is_total(place)
        # Who did not choose an answer stands out among those who were asked and answered, too.
        is_answer = not table.is_total(place) and table.rows.kinds[place[0]] is Line.ANSWER
        beside = table.answered - count if is_answer else 0
        return rules.is_small(count) or rules.is_small(rest) or rules.is_small(beside) or everybody

    hidden = {place for place in table.places() if is_hidden(place)} | outside.forced
    for place in hidden - outside.known:
        lowest, highest = outside.limits.get(place, (0, UNBOUNDED))
        if highest - lowest < rules.spread - 1:
            raise Stuck
    return Pattern(frozenset(hidden), not any(table.count(place) == 0 for place in hidden))


def hiding_everything(table: Table, rules: Rules, outside: Outside) -> Pattern:
    """Hide all that is not known already. Raises Stuck when even that leaves a small number certain."""
    if table.people is not None:
        return Pattern(frozenset(table.places()), shows_threshold=False)
    network = network_of(table, rules, outside, shows_threshold=False)
    network.hidden.update(set(table.places()) - outside.known)
    small = {place for place, edge in network.edges.items() if rules.is_small(edge.count)}
    if any(sum(network.freedom(place, 1)) < 1 for place in (small | outside.forced) - network.fixed):
        raise Stuck
    return Pattern(frozenset(network.hidden), shows_threshold=False)
