"""Rows of a public table: narrowed by words and codes, and put into an order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from consult.sdk.publishing import Column
from consult.sdk.texts import folded, read_query

Cells = Mapping[str, Any]


@dataclass(frozen=True)
class Tabulated:
    """A public table: its columns, by which of them it can be narrowed, and by which it can be sorted.

    The first of `sorts` is the order in which the rows come. Each of `choices` is a column with few values.
    """

    columns: Sequence[Column]
    rows: Sequence[Cells]
    choices: Sequence[str] = ()
    sorts: Mapping[str, str] = field(default_factory=dict)

    def found(self, *, words: str, chosen: Mapping[str, str], sort: str) -> list[Cells]:
        """Return the rows that have these words, and these values in their columns, in the order of a column."""
        looked_for = read_query(words)
        kept = [
            cells
            for cells in self.rows
            if all(str(cells[name]) == code for name, code in chosen.items())
            and (not looked_for or looked_for.matches("\n".join(self.said(cells))))
        ]
        if sort in self.sorts and sort != next(iter(self.sorts)):
            kept.sort(key=lambda cells: _key(cells[sort]))
        return kept

    def said(self, cells: Cells) -> list[str]:
        """Return what stands in the columns of a row, in words."""
        return [
            column.values.get(str(cells[column.name]), str(cells[column.name]))
            for column in self.columns
            if cells[column.name] not in {None, ""}
        ]

    def values(self, name: str) -> list[tuple[str, str]]:
        """Return the values that stand in a column, each with its words."""
        column = next(one for one in self.columns if one.name == name)
        there = {str(cells[name]) for cells in self.rows if cells[name]}
        if column.values:
            return [(code, said) for code, said in column.values.items() if code in there]
        return [(said, said) for said in sorted(there, key=folded)]


def _key(value: Any) -> tuple[bool, Any]:
    """Order by the value, what is empty last."""
    if value is None or value == "":
        return True, ""
    return False, value if isinstance(value, int | date) else folded(str(value))
