"""What stands in a cell: in words on a page, and as the plain value in a file."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from consult.contract.plugin import Column
from consult.contract.registers import PEOPLE
from consult.disclosure.rules import ALONE, ORDINARY
from consult.kernel.formats import local_date, local_datetime, number
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l

SMALL = f"<{ORDINARY.threshold}"
"""What stands in a file for a count of people that is too small to be shown."""
NOTHING = _l("Nothing recorded")


_SAID: tuple[tuple[type, Callable[[Any], str]], ...] = (
    (bool, lambda value: _("Yes") if value else _("No")),
    (datetime, local_datetime),
    (date, local_date),
    (int, number),
    (float, number),
)
"""How a value is said by its type, the narrower types first."""


def shown(column: Column, value: Any) -> str:
    """Return the value of a cell as people read it."""
    if value is None or value == "":
        return str(NOTHING)
    if column.values:
        return column.values.get(str(value), str(value))
    if column.kind == PEOPLE:
        return ORDINARY.about(value, ALONE)
    for kind, say in _SAID:
        if isinstance(value, kind):
            return say(value)
    return str(value)


def plain(column: Column, value: Any) -> object:
    """Return the value of a cell as a file holds it: codes, ISO 8601, and no small number of people."""
    if value is None or value == "":
        return None
    if column.kind == PEOPLE:
        return SMALL if ORDINARY.is_small(value) else ORDINARY.rounded(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%dT%H:%M:%SZ}"
    return value.isoformat() if isinstance(value, date) else value


def plain_row(columns: tuple[Column, ...], cells: Mapping[str, object], address: str) -> list[object]:
    """Return a row as a file holds it, with the address at which it stays."""
    return [*(plain(column, cells[column.name]) for column in columns), address]
