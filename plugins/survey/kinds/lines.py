"""Kinds of question that are answered in one line: a few words, and ways to reach a person."""

import re
from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any
from urllib.parse import urlsplit

from consult.sdk.errors import Invalid
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.people import read_address
from consult.sdk.questions import (
    Kind,
    Question,
    check_text,
    example_text,
    one_cell,
    one_column,
    read_text,
)
from consult.sdk.texts import clean_line
from plugins.survey.kind_forms import email_field, phone_field, postcode_field, short_text_field, website_field
from plugins.survey.phrases import LONGEST_LINE

# The shapes that Royal Mail gives postcodes: one or two letters, a digit, perhaps one more; a digit, two letters.
_POSTCODE = re.compile(r"(GIR|[A-Z]{1,2}[0-9][A-Z0-9]?) ?([0-9][A-Z]{2})", re.ASCII)


def check_line(question: Question, answer: str) -> None:
    """Refuse what is no text, or longer than a line."""
    check_text(question, answer)
    if len(answer) > LONGEST_LINE:
        raise Invalid(_("Your answer must be %(longest_line)s characters or less", longest_line=f"{LONGEST_LINE:,}"))


def line_from_text(question: Question, cell: str) -> str | None:
    """Return the line in a cell."""
    return clean_line(cell) or None


def phone_in(typed: str) -> str:
    """Return a phone number as it was typed; raises `Invalid` where there are too few or too many digits.

    E.164 allows 15 digits; spaces, brackets, full stops and hyphens are how people write them.
    """
    digits = re.sub(r"[\s().\-–]", "", typed)
    if not re.fullmatch(r"\+?[0-9]{7,15}", digits, re.ASCII):
        raise Invalid(_("Enter a phone number, like 020 7946 0000 or +44 20 7946 0000"))
    return typed


def website_in(typed: str) -> str:
    """Return the address of a page on the web, with https:// where nothing stood before it; raises `Invalid`."""
    address = typed if "://" in typed else f"https://{typed}"
    try:
        parts = urlsplit(address)
        is_one = parts.scheme in {"http", "https"} and "." in (parts.hostname or "") and " " not in address
    except ValueError:
        is_one = False
    if not is_one:
        raise Invalid(_("Enter the address of a website, like www.example.com"))
    return address


def postcode_in(typed: str) -> str:
    """Return a whole UK postcode in capitals with its space; raises `Invalid`."""
    found = _POSTCODE.fullmatch(typed.upper())
    if found is None:
        raise Invalid(_("Enter a full UK postcode, like E16 2QU"))
    return f"{found[1]} {found[2]}"


SHORT_TEXT = Kind(
    name="short_text",
    title=_l("A few words"),
    make_field=short_text_field,
    read=read_text,
    from_text=line_from_text,
    check=check_line,
    example=example_text,
    show=lambda question, answer: answer or "",
    counts=lambda question, answer: (),
    columns=one_column,
    cells=one_cell,
    is_free_text=True,
)


def _contact(
    name: str,
    title: str,
    make_field: Callable[[Question, Callable[[str], str]], Any],
    read: Callable[[str], str],
    examples: tuple[str, ...],
) -> Kind:
    """Return a kind whose line has a shape; `read` gives its one form, wherever it came from."""

    def take(question: Question, cell: str | None) -> str | None:
        line = clean_line(cell or "")
        return read(line) if line else None

    def check(question: Question, answer: str) -> None:
        check_line(question, answer)
        read(answer)

    def example(question: Question, chance: Random) -> str:
        return read(chance.choice(examples))

    return replace(
        SHORT_TEXT,
        name=name,
        title=title,
        make_field=lambda question: make_field(question, read),
        read=take,
        from_text=take,
        check=check,
        example=example,
        is_contact=True,
    )


EMAIL = _contact(
    "email", _l("An email address"), email_field, read_address, ("resident@example.com", "group@example.org")
)
# Ofcom keeps these numbers for drama, so that nobody has them.
PHONE = _contact("phone", _l("A phone number"), phone_field, phone_in, ("020 7946 0000", "07700 900123"))
WEBSITE = _contact(
    "website",
    _l("The address of a website"),
    website_field,
    website_in,
    ("https://example.com", "https://example.org/us"),
)
POSTCODE = _contact("postcode", _l("A postcode"), postcode_field, postcode_in, ("E162QU", "E62RP"))
KINDS = (SHORT_TEXT, EMAIL, PHONE, WEBSITE, POSTCODE)
