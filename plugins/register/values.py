"""What the cells of a line say, as a row keeps it."""

from collections.abc import Mapping
from datetime import date

from consult.sdk.messages import gettext as _
from plugins.register.cells import read_duration
from plugins.register.figures import FIGURES, LENGTHS, Values

_TEXTS = frozenset(figure.name for figure in FIGURES if figure.kind == "text")
_PARTS = (
    ("true_alerts", ("true_alerts_confirmed", "true_alerts_unconfirmed")),
    ("false_alerts", ("false_alerts_confirmed", "false_alerts_unconfirmed")),
)


def values_of(cells: Mapping[str, str]) -> Values:
    """Return the values of cells that were read before, by name of the figure."""
    read = {}
    for figure in FIGURES:
        if figure.name in cells:
            cell = cells[figure.name]
            read[figure.name] = figure.read(cell) if figure.read else cell
    return completed(read)


def completed(values: Values) -> Values:
    """Add what other columns of the same line say in full: sums whose parts are all there, and minutes.

    What is there is never changed, and nothing is ever taken to be the rest of a sum.
    """
    for whole, parts in _PARTS:
        if whole not in values:
            numbers = [values.get(name) for name in parts]
            if None not in numbers:
                values[whole] = sum(numbers)
    if "duration_minutes" not in values and "duration_as_published" in values:
        values["duration_minutes"] = read_duration(values["duration_as_published"])
    return values


def too_long(values: Values) -> list[str]:
    """Return a sentence for each text that a row has no room for."""
    return [
        _("Column “%(name)s” must be %(longest)s characters or fewer", name=name, longest=longest)
        for name, longest in LENGTHS.items()
        if len(values.get(name) or "") > longest
    ]


def columns_of(values: Values, day: date) -> Values:
    """Return the values as the columns of a row."""
    columns = {name: value or "" if name in _TEXTS else value for name, value in values.items() if name != "date"}
    return columns | {"held_on": day}
