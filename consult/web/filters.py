"""How dates, numbers and texts are written on pages."""

import re
from datetime import UTC, date, datetime
from typing import Any

from markupsafe import Markup, escape

from consult.kernel.clock import london
from consult.kernel.languages import language_of
from consult.kernel.text import excerpt, render_markdown
from consult.kernel.worddiff import word_diff
from consult.web.markup import as_markup
from consult.web.typed_dates import say_date, say_time

_GAP = re.compile(r"\n\s*\n")
_IRREGULAR = {"person": "people", "child": "children", "is": "are", "was": "were", "has": "have"}


def local_date(when: date) -> str:
    """Return 16 January 2023, as the calendar in London shows it."""
    return say_date(_local(when).date() if isinstance(when, datetime) else when)


def local_datetime(when: datetime) -> str:
    """Return 16 January 2023 at 7:30pm, as the clocks in London show it."""
    shown = _local(when)
    return f"{say_date(shown.date())} at {say_time(shown)}"


def time_tag(when: date) -> Markup:
    """Return a date or moment for people and machines alike."""
    if isinstance(when, datetime):
        return as_markup(f'<time datetime="{_local(when).isoformat()}">{local_datetime(when)}</time>')
    return as_markup(f'<time datetime="{when.isoformat()}">{say_date(when)}</time>')


def number(count: int | float) -> str:
    """Return a number with commas between thousands."""
    return f"{count:,}"


def plural(count: int, one: str, many: str = "") -> str:
    """Return a count with its noun, as 1 response or 1,204 responses."""
    return f"{count:,} {one if count == 1 else many or pluralised(one)}"


def pluralised(noun: str) -> str:
    """Return the plural of an English noun."""
    first, _, last = noun.rpartition(" ")
    if last in _IRREGULAR:
        last = _IRREGULAR[last]
    elif last.endswith(("s", "x", "ch", "sh")):
        last += "es"
    elif last.endswith("y") and last[-2:-1] not in "aeiou":
        last = last[:-1] + "ies"
    else:
        last += "s"
    return f"{first} {last}".strip()


def markdown(source: str | None) -> Markup:
    """Return safe HTML from Markdown."""
    return as_markup(render_markdown(source or ""))


def paragraphs(text: str | None) -> Markup:
    """Return plain text as paragraphs, with its line breaks, each in the direction and language of its script."""
    parts = [part.strip() for part in _GAP.split(text or "") if part.strip()]
    return as_markup("".join(f'<p class="govuk-body" dir="auto"{_lang(part)}>{_lines(part)}</p>' for part in parts))


def _lines(part: str) -> str:
    return str(escape(part)).replace("\n", "<br>")


def _lang(part: str) -> str:
    found = language_of(part)
    return f' lang="{found}"' if found else ""


def said(value: Any) -> str:
    """Return what a field of a form holds, as people say it."""
    if value is None or value == "":
        return "Nothing"
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return local_datetime(value)
    return local_date(value) if isinstance(value, date) else str(value)


def _local(when: datetime) -> datetime:
    return london(when if when.tzinfo else when.replace(tzinfo=UTC))


FILTERS = {
    "local_date": local_date,
    "local_datetime": local_datetime,
    "time_tag": time_tag,
    "number": number,
    "plural": plural,
    "markdown": markdown,
    "paragraphs": paragraphs,
    "excerpt": excerpt,
    "said": said,
    "word_diff": word_diff,
}
