"""What a field must fulfil, each with one plain sentence; all but `needed` leave an empty field alone."""

import re
from collections.abc import Callable
from typing import Any

from wtforms import ValidationError
from wtforms.fields.core import Field
from wtforms.form import BaseForm
from wtforms.validators import StopValidation

from consult.kernel.clock import now, today_in_london
from consult.kernel.messages import gettext as _

Validator = Callable[[BaseForm, Any], None]


def _is_empty(field: Field) -> bool:
    return field.data is None or field.data is False or field.data == "" or field.data == []


def needed(message: str) -> Validator:
    """Require that something is typed, chosen, ticked or attached."""

    def check(form: BaseForm, field: Any) -> None:
        if _is_empty(field):
            raise StopValidation(message)

    return check


def needed_when(other: str, *values: str, message: str) -> Validator:
    """Require an answer when another field has one of these values, or any when none is named."""

    def check(form: BaseForm, field: Any) -> None:
        asked = form[other]
        given = asked.data if isinstance(asked.data, list) else [asked.data]
        applies = bool(set(given) & set(values)) if values else not _is_empty(asked)
        if applies and _is_empty(field):
            raise StopValidation(message)

    return check


class longest:  # noqa: N801 - reads as a function; a class because WTForms wants `field_flags` on it
    """Refuse a text of more characters; a textarea counts them."""

    def __init__(self, characters: int, message: str = "") -> None:
        self.characters, self.message = characters, message
        self.field_flags = {"most_characters": characters}

    def __call__(self, form: BaseForm, field: Any) -> None:
        """Check the field."""
        if len(field.data or "") > self.characters:
            raise ValidationError(
                self.message
                or _(
                    "%(field)s must be %(characters)s characters or less",
                    field=field.said(),
                    characters=f"{self.characters:,}",
                )
            )


class longest_words:  # noqa: N801 - as above
    """Refuse a text of more words; a textarea counts them."""

    def __init__(self, words: int, message: str = "") -> None:
        self.words, self.message = words, message
        self.field_flags = {"most_words": words}

    def __call__(self, form: BaseForm, field: Any) -> None:
        """Check the field."""
        if len((field.data or "").split()) > self.words:
            raise ValidationError(
                self.message
                or _("%(field)s must be %(words)s words or less", field=field.said(), words=f"{self.words:,}")
            )


def shortest(characters: int, message: str = "") -> Validator:
    """Refuse a text of fewer characters."""

    def check(form: BaseForm, field: Any) -> None:
        if field.data and len(field.data) < characters:
            raise ValidationError(
                message
                or _(
                    "%(field)s must be %(characters)s characters or more",
                    field=field.said(),
                    characters=f"{characters:,}",
                )
            )

    return check


def matches(pattern: str, message: str) -> Validator:
    """Refuse a text that is not, as a whole, of this pattern."""
    compiled = re.compile(pattern)

    def check(form: BaseForm, field: Any) -> None:
        if field.data and not compiled.fullmatch(field.data):
            raise ValidationError(message)

    return check


def same_as(other: str, message: str) -> Validator:
    """Refuse a text that is not the same as another field's."""

    def check(form: BaseForm, field: Any) -> None:
        if field.data != form[other].data:
            raise ValidationError(message)

    return check


def in_future(message: str) -> Validator:
    """Refuse a moment that is over, or a date before tomorrow."""

    def check(form: BaseForm, field: Any) -> None:
        if field.data is None:
            return
        if field.data <= (now() if hasattr(field.data, "hour") else today_in_london()):
            raise ValidationError(message)

    return check


def after(other: str, message: str) -> Validator:
    """Refuse a date or moment that is not later than another field's."""

    def check(form: BaseForm, field: Any) -> None:
        earlier = form[other].data
        if field.data is not None and earlier is not None and field.data <= earlier:
            raise ValidationError(message)

    return check
