"""What a result of a test of accuracy says: each column, its words, and what cannot be so."""

from collections.abc import Iterator, Mapping

from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.texts import folded
from plugins.register.cells import read_count
from plugins.register.figures import Values

KEY = ("study", "technology", "metric", "subgroup", "threshold", "watchlist_size")
"""What was tested, for whom and at which settings: another of these is another result."""
LABELS = {
    "study": _l("Study"),
    "technology": _l("Technology"),
    "metric": _l("What was measured"),
    "subgroup": _l("For whom"),
    "threshold": _l("Threshold"),
    "watchlist_size": _l("Watchlist size"),
    "value": _l("Result"),
    "unit": _l("Unit"),
    "successes": _l("Cases"),
    "trials": _l("Number tested (n)"),
    "vendor": _l("Vendor"),
    "algorithm": _l("Version of the algorithm"),
    "setting": _l("Laboratory or field"),
    "finding": _l("What was found"),
    "source_quality": _l("Kind of source"),
    "source": _l("Source"),
}
LENGTHS = {
    "study": 200,
    "technology": 20,
    "metric": 100,
    "subgroup": 100,
    "threshold": 20,
    "watchlist_size": 50,
    "value": 100,
    "unit": 100,
    "vendor": 100,
    "algorithm": 100,
    "setting": 20,
    "finding": 500,
    "source_quality": 100,
    "source": 1_000,
}
NUMBERS = frozenset({"successes", "trials"})
NEEDED = frozenset({"study", "metric", "subgroup", "value"})
"""The columns that every file has."""


def values_of_result(cells: Mapping[str, str]) -> Values:
    """Return the values of cells, by column: what is in none of them is unknown."""
    return {name: _value(name, cells.get(name, "")) for name in LABELS}


def key_of(values: Mapping[str, object]) -> tuple[str, ...]:
    """Return by what a result is known, however it is written."""
    return tuple(folded(str(values[name])) for name in KEY)


def differing(said: Mapping[str, str], cells: Mapping[str, str]) -> list[str]:
    """Return the columns in which cells that a file has say something else than those of a version."""
    return [name for name in said if _plain(name, said[name]) != _plain(name, cells.get(name, ""))]


def faults_of(cells: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield column and sentence for each cell that cannot be taken."""
    for name, longest in LENGTHS.items():
        if len(cells.get(name, "")) > longest:
            yield (
                name,
                _("“%(name)s” must be %(longest)s characters or fewer", name=LABELS[name], longest=longest),
            )
    for name in ("study", "metric", "subgroup"):
        if not cells.get(name):
            yield name, _("“%(name)s” is empty. Fill it in", name=LABELS[name])
    numbers: dict[str, int | None] = {}
    for name in sorted(NUMBERS):
        try:
            numbers[name] = read_count(cells.get(name, ""))
        except ValueError as error:
            yield name, str(error)
    if len(numbers) == len(NUMBERS) and not _can_be(numbers["successes"], numbers["trials"]):
        yield "successes", _("The number of cases must lie between zero and the number tested")


def _can_be(cases: int | None, number: int | None) -> bool:
    if cases is None:
        return number is None or number >= 0
    return number is not None and 0 <= cases <= number


def _value(name: str, cell: str) -> str | int | None:
    return read_count(cell) if name in NUMBERS else cell


def _plain(name: str, cell: str) -> object:
    value = _value(name, cell)
    return folded(value) if isinstance(value, str) else value
