"""Files of other programs, made up: workbooks, and what is in them."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook

from plugins.survey.convert.outcome import Converted
from plugins.survey.definition import Item, Page

Rows = Iterable[Sequence[Any]]


def workbook(survey: Rows, choices: Rows = (), settings: Rows = ()) -> bytes:
    """Return an XLSForm with these rows on its sheets, the headings first."""
    book = Workbook()
    for name, rows in (("survey", survey), ("choices", choices), ("settings", settings)):
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    del book[book.sheetnames[0]]
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def asked(converted: Converted) -> dict[str, Item]:
    """Return the questions by key."""
    return dict(converted.definition.items_by_key)


def page_of(converted: Converted, key: str) -> Page:
    """Return the page on which a question is asked."""
    return converted.definition.page_of_item(key)


def said(converted: Converted) -> list[str]:
    """Return the lines of the report, but for the one about numbers without a least, which most of these forms have."""
    return [str(line) for line in converted.lines if "where the file sets no least" not in line.said]
