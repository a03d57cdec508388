"""Rows of a public table: narrowed by words and codes, put into an order, and written as CSV or JSON."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

import orjson
from flask import Response, url_for

from consult.sdk.errors import NotFound
from consult.sdk.forms import Length, QueryForm, SelectField, StringField, choice
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.publishing import Column, csv_chunks
from consult.sdk.texts import folded, read_query

Cells = Mapping[str, Any]
ENDINGS: Final = {"csv": "text/csv; charset=utf-8", "json": "application/json"}
"""The kinds of file in which a table is downloaded, each with its media type."""


@dataclass(frozen=True)
class Tabulated:
    """A public table: its columns, by which of them it can be narrowed, and by which it can be sorted.

    The first of `sorts` is the order in which the rows come. Each of `choices` is a column with few values.
    """

    columns: Sequence[Column]
    rows: Sequence[Cells]
    choices: Sequence[str] = ()
    sorts: Mapping[str, str] = field(default_factory=dict)

    def form(self) -> "TableForm":
        """Return the form that narrows and sorts it, as the address fills it, checked."""
        fields: dict[str, object] = {"q": StringField(_l("Words or a name"), [Length(max=100)])}
        named = {column.name: column for column in self.columns}
        for name in self.choices:
            options = [choice("", _l("All")), *(choice(code, said) for code, said in self._values(named[name]))]
            fields[name] = SelectField(named[name].label, choices=options)
        fields["sort"] = SelectField(_l("In the order of"), choices=[choice(*pair) for pair in self.sorts.items()])
        form: TableForm = type("MotionTableForm", (TableForm,), fields)()
        form.validate()
        return form

    def found(self, form: "TableForm") -> list[Cells]:
        """Return the rows that are asked for, in the order that is asked for."""
        looked_for = read_query(form.typed("q"))
        chosen = {name: form.typed(name) for name in self.choices if form.typed(name)}
        kept = [
            cells
            for cells in self.rows
            if all(str(cells[name]) == code for name, code in chosen.items())
            and (not looked_for or looked_for.matches("\n".join(self.said(cells))))
        ]
        sort = form.typed("sort")
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

    def _values(self, column: Column) -> list[tuple[str, str]]:
        there = {str(cells[column.name]) for cells in self.rows if cells[column.name]}
        if column.values:
            return [(code, said) for code, said in column.values.items() if code in there]
        return [(said, said) for said in sorted(there, key=folded)]


class TableForm(QueryForm):
    """How a table is narrowed and sorted; its other fields are those of one table."""

    def typed(self, name: str) -> str:
        """Return what was asked for in a field; nothing where that is not valid."""
        return str(self[name].data or "") if name in self and not self[name].errors else ""

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but an order is asked for."""
        return any(part.data for part in self if part.short_name != "sort")


def files_of_table(form: TableForm, endpoint: str, **parts: object) -> list[tuple[str, str]]:
    """Return the address of each kind of file of a table, narrowed and sorted as the page shows it."""
    asked: dict[str, Any] = {
        part.short_name: form.typed(part.short_name) for part in form if form.typed(part.short_name)
    }
    return [(ending, url_for(endpoint, **{**asked, **parts, "ending": ending})) for ending in ENDINGS]


def file_of_table(table: Tabulated, form: TableForm, ending: str, name: str) -> Response:
    """Return the rows that are asked for as a file; raises `NotFound` for a kind that there is not."""
    if ending not in ENDINGS:
        raise NotFound
    names = [column.name for column in table.columns]
    rows = [[_plain(cells[name]) for name in names] for cells in table.found(form)]
    content: Iterable[bytes]
    if ending == "csv":
        content = csv_chunks(names, rows)
    else:
        listed = [dict(zip(names, row, strict=True)) for row in rows]
        content = [orjson.dumps(listed, option=orjson.OPT_INDENT_2 | orjson.OPT_UTC_Z)]
    response = Response(content, content_type=ENDINGS[ending])
    response.headers.set("Content-Disposition", "attachment", filename=f"{name}.{ending}")
    return response


def _plain(value: Any) -> object:
    if value is None or value == "":
        return None
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value if isinstance(value, bool | int) else str(value)


def _key(value: Any) -> tuple[bool, Any]:
    """Order by the value, what is empty last."""
    if value is None or value == "":
        return True, ""
    return False, value if isinstance(value, int | date) else folded(str(value))
