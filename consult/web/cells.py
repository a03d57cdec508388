"""What stands in a cell of a table beside plain text: a link, a tag, an hour, or a text that may break anywhere."""

from datetime import datetime

from markupsafe import Markup, escape

from consult.kernel.messages import gettext as _
from consult.web.filters import time_tag
from consult.web.markup import as_markup


def link_to(text: str, address: str, *, about: str = "") -> Markup:
    """Return a link; `about` says to those who hear it alone which of several it is."""
    hidden = f'<span class="govuk-visually-hidden"> {escape(about)}</span>' if about else ""
    return as_markup(f'<a class="govuk-link" href="{escape(address)}">{escape(text)}{hidden}</a>')


def tag(text: str, colour: str = "") -> Markup:
    """Return a tag, blue unless it has another colour."""
    coloured = f" govuk-tag--{escape(colour)}" if colour else ""
    return as_markup(f'<strong class="govuk-tag{coloured}">{escape(text)}</strong>')


def breakable(text: str) -> Markup:
    """Return a text that a narrow screen may break anywhere, such as one with long addresses in it."""
    return as_markup(f'<span class="app-break">{escape(text)}</span>')


def hour_tag(when: datetime) -> Markup:
    """Return a time of which the hour alone is known."""
    told = escape(_("In the hour of"))
    return as_markup(f'<span class="govuk-visually-hidden">{told} </span>{time_tag(when)}')
