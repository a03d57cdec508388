"""How a public table is narrowed and sorted by an address, and taken along as CSV or JSON."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Final

import orjson
from flask import Response, url_for

from consult.sdk.errors import NotFound
from consult.sdk.forms import Length, QueryForm, SelectField, StringField, choice
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.publishing import csv_chunks
from plugins.motion.tabulated import Cells, Tabulated

ENDINGS: Final = {"csv": "text/csv; charset=utf-8", "json": "application/json"}
"""The kinds of file in which a table is downloaded, each with its media type."""


class TableForm(QueryForm):
    """How a table is narrowed and sorted; its other fields are those of one table."""

    def typed(self, name: str) -> str:
        """Return what was asked for in a field; nothing where that is not valid."""
        return str(self[name].data or "") if name in self and not self[name].errors else ""

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but an order is asked for."""
        return any(part.data for part in self if part.short_name != "sort")


def form_of_table(table: Tabulated) -> TableForm:
    """Return the form that narrows and sorts a table, as the address fills it, checked."""
    fields: dict[str, object] = {"q": StringField(_l("Words or a name"), [Length(max=100)])}
    labels = {column.name: column.label for column in table.columns}
    for name in table.choices:
        options = [choice("", _l("All")), *(choice(code, said) for code, said in table.values(name))]
        fields[name] = SelectField(labels[name], choices=options)
    fields["sort"] = SelectField(_l("In the order of"), choices=[choice(*pair) for pair in table.sorts.items()])
    form: TableForm = type("MotionTableForm", (TableForm,), fields)()
    form.validate()
    return form


def found_in_table(table: Tabulated, form: TableForm) -> list[Cells]:
    """Return the rows that are asked for, in the order that is asked for."""
    chosen = {name: form.typed(name) for name in table.choices if form.typed(name)}
    return table.found(words=form.typed("q"), chosen=chosen, sort=form.typed("sort"))


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
    rows = [[_plain(cells[name]) for name in names] for cells in found_in_table(table, form)]
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
