"""How dates, numbers and texts are written on pages."""

import re
from datetime import date, datetime

from markupsafe import Markup, escape

from consult.kernel.clock import london
from consult.kernel.foreign import ForeignText, direction_of
from consult.kernel.formats import local_date, local_datetime, number, plural, said, say_date, say_month
from consult.kernel.languages import language_of
from consult.kernel.text import excerpt, render_markdown
from consult.kernel.worddiff import word_diff
from consult.web.markup import as_markup, attributes_html

_GAP = re.compile(r"\n\s*\n")


def time_tag(when: date) -> Markup:
    """Return a date or moment for people and machines alike."""
    if isinstance(when, datetime):
        return as_markup(f'<time datetime="{london(when).isoformat()}">{local_datetime(when)}</time>')
    return as_markup(f'<time datetime="{when.isoformat()}">{say_date(when)}</time>')


def markdown(source: str | None) -> Markup:
    """Return safe HTML from Markdown; one in another language says so."""
    html = as_markup(render_markdown(source or ""))
    return html if _tag(source) == "" else as_markup(f"<div{_language(_tag(source))}>{html}</div>")


def paragraphs(text: str | None) -> Markup:
    """Return plain text as paragraphs, with its line breaks, each in the direction and language of its script."""
    parts = [part.strip() for part in _GAP.split(str(text or "")) if part.strip()]
    tag = _tag(text)
    said = [_language(tag) if tag else f' dir="auto"{_lang(part)}' for part in parts]
    return as_markup(
        "".join(f'<p class="govuk-body"{own}>{_lines(part)}</p>' for own, part in zip(said, parts, strict=True))
    )


def title_text(html: str) -> Markup:
    """Return what a page is called without elements, which a title cannot hold."""
    return escape(Markup(html).striptags())  # noqa: S704 (a block of a template, escaped already)


def alt_text(text: str) -> Markup:
    """Return what a picture shows as attributes of it: the words, and their language where that is another one."""
    language = _language(_tag(text)) if _tag(text) else ""
    return as_markup(attributes_html({"alt": str(text)}) + language)


def _tag(text: str | None) -> str:
    return text.tag if isinstance(text, ForeignText) else ""


def _language(tag: str) -> str:
    return attributes_html({"lang": tag, "dir": direction_of(tag)})


def _lines(part: str) -> str:
    return str(escape(part)).replace("\n", "<br>")


def _lang(part: str) -> str:
    found = language_of(part)
    return f' lang="{found}"' if found else ""


FILTERS = {
    "local_date": local_date,
    "local_datetime": local_datetime,
    "say_month": say_month,
    "time_tag": time_tag,
    "number": number,
    "plural": plural,
    "markdown": markdown,
    "paragraphs": paragraphs,
    "excerpt": excerpt,
    "title_text": title_text,
    "alt_text": alt_text,
    "said": said,
    "word_diff": word_diff,
}
