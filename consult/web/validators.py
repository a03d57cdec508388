"""What a field must fulfil, each with one plain sentence; all but `DataRequired` leave an empty field alone."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from wtforms import ValidationError, validators
from wtforms.fields.core import Field
from wtforms.form import BaseForm
from wtforms.validators import StopValidation

from consult.kernel.clock import now, today_in_london
from consult.kernel.messages import gettext as _

if TYPE_CHECKING:
    from consult.web.fields import Control

Validator = Callable[[BaseForm, Any], None]


def _is_empty(field: Field) -> bool:
    return field.data is None or field.data is False or field.data == "" or field.data == []


class DataRequired(validators.DataRequired):
    """Require that something is typed, chosen, ticked or attached; a zero is something."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.sentence = message

    def __call__(self, form: BaseForm, field: Field) -> None:
        """Check the field."""
        if _is_empty(field):
            raise StopValidation(self.sentence)


class RequiredIf:
    """Require an answer when another field has one of these values, or any when none is named."""

    def __init__(self, fieldname: str, *values: str, message: str) -> None:
        self.fieldname, self.values, self.message = fieldname, set(values), message

    def __call__(self, form: BaseForm, field: Field) -> None:
        """Check the field."""
        other = form[self.fieldname]
        given = other.data if isinstance(other.data, list) else [other.data]
        applies = bool(set(given) & self.values) if self.values else not _is_empty(other)
        if applies and _is_empty(field):
            raise StopValidation(self.message)


class Length(validators.Length):
    """Refuse a text of fewer or more characters; a textarea counts them."""

    def __call__(self, form: BaseForm, field: Any) -> None:
        """Check the field."""
        length = len(field.data or "")
        if self.max != -1 and length > self.max:
            limit = _(
                "%(field)s must be %(characters)s characters or less", field=field.said(), characters=f"{self.max:,}"
            )
            raise ValidationError(self.message or limit)
        if length and length < self.min:
            limit = _(
                "%(field)s must be %(characters)s characters or more", field=field.said(), characters=f"{self.min:,}"
            )
            raise ValidationError(self.message or limit)


class MaxWords:
    """Refuse a text of more words; a textarea counts them."""

    def __init__(self, words: int, message: str = "") -> None:
        self.words, self.message = words, message
        self.field_flags = {"max_words": words}

    def __call__(self, form: BaseForm, field: "Control") -> None:
        """Check the field."""
        if len((field.data or "").split()) > self.words:
            limit = _("%(field)s must be %(words)s words or less", field=field.said(), words=f"{self.words:,}")
            raise ValidationError(self.message or limit)


class Regexp(validators.Regexp):
    """Refuse a text that is not, as a whole, of this pattern."""

    def __call__(self, form: BaseForm, field: Field, message: str | None = None) -> Any:
        """Check the field."""
        if field.data and not self.regex.fullmatch(field.data):
            raise ValidationError(str(message or self.message))


class EqualTo(validators.EqualTo):
    """Refuse a text that is not the same as another field's."""

    def __call__(self, form: BaseForm, field: Field) -> None:
        """Check the field."""
        if field.data != form[self.fieldname].data:
            raise ValidationError(str(self.message))


class InFuture:
    """Refuse a moment that is over, or a date before tomorrow."""

    def __init__(self, message: str) -> None:
        self.message = message

    def __call__(self, form: BaseForm, field: Field) -> None:
        """Check the field."""
        if field.data is None:
            return
        if field.data <= (now() if hasattr(field.data, "hour") else today_in_london()):
            raise ValidationError(self.message)


class After:
    """Refuse a date or moment that is not later than another field's."""

    def __init__(self, fieldname: str, message: str) -> None:
        self.fieldname, self.message = fieldname, message

    def __call__(self, form: BaseForm, field: Field) -> None:
        """Check the field."""
        earlier = form[self.fieldname].data
        if field.data is not None and earlier is not None and field.data <= earlier:
            raise ValidationError(self.message)
