"""What stands in a cell of a table beside plain text: a link, or a tag."""

from markupsafe import Markup, escape

from consult.web.markup import as_markup


def link_to(text: str, address: str) -> Markup:
    """Return a link."""
    return as_markup(f'<a class="govuk-link" href="{escape(address)}">{escape(text)}</a>')


def tag(text: str, colour: str = "") -> Markup:
    """Return a tag, blue unless it has another colour."""
    coloured = f" govuk-tag--{escape(colour)}" if colour else ""
    return as_markup(f'<strong class="govuk-tag{coloured}">{escape(text)}</strong>')
