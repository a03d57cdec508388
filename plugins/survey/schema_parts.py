"""What the parts of a survey’s definition share: their fields, the sentences for faults, and how they become values."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, TypeGuard, TypeVar

from marshmallow import Schema, ValidationError, fields, post_dump, post_load, validate

from consult.sdk.database import JsonObject
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.texts import clean_line, clean_text
from plugins.survey.conditions import Condition, condition_as_json, condition_from, shape_fault
from plugins.survey.definition import Text
from plugins.survey.formulas import Formula, formula_as_json, formula_from
from plugins.survey.formulas import shape_fault as formula_fault


def _matches(pattern: str, sentence: str) -> validate.Regexp:
    return validate.Regexp(pattern, error=sentence)


KEY = _matches(r"^[a-z][a-z0-9_]{0,29}\Z", _l("The key must be a small letter, then up to 29 letters, digits and _."))
CODE = _matches(r"^[a-z0-9][a-z0-9_]{0,29}\Z", _l("An option’s code must be small letters, digits and _, 30 at most."))
ID = _matches(r"^[a-z][a-z0-9_]{0,39}\Z", _l("The id must be a small letter, then up to 39 letters, digits and _."))
DIGEST = _matches(r"^[0-9a-f]{64}\Z", _l("A picture must be named by its SHA-256, 64 digits and small letters."))
URL_PATTERN = r"^https://[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(:[0-9]{1,5})?([/?#][!-~]{0,400})?\Z"
URL = _matches(
    URL_PATTERN,
    _l("The address must be like https://www.example.com/video, 400 characters at most."),
)
TAG = _matches(r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z", _l("A language must be a tag like en-GB or cy."))
WORDS_DIGEST = _matches(r"^x[0-9a-f]{15}\Z", _l("This must be an x, then 15 digits or letters from a to f."))
_SAYINGS = {
    "required": _l("This is missing."),
    "null": _l("This must not be empty."),
    "invalid": _l("This has the wrong type."),
    "type": _l("This has the wrong type."),
    "unknown": _l("This is not part of survey/1."),
}


SomeField = TypeVar("SomeField", bound=fields.Field[Any])


class Part(Schema):
    """A part of a definition: refused where it says anything else, and made a value where it does not."""

    error_messages = {"unknown": _SAYINGS["unknown"], "type": _SAYINGS["type"]}  # noqa: RUF012 (marshmallow’s name)
    makes: ClassVar[type]
    newer: ClassVar[Sequence[tuple[str, object]]] = ()

    @post_load
    def make(self, data: Mapping[str, object], **_ignored: object) -> object:
        """Return the value with lists that cannot change."""
        return self.makes(**{name: tuple(each) if isinstance(each, list) else each for name, each in data.items()})

    @post_dump
    def leave_out_what_is_newer(self, dumped: JsonObject, **_ignored: object) -> JsonObject:
        """Leave out what came after the first versions were published, where it says nothing.

        So that a published version keeps the digest with which it was stored.
        """
        return {name: value for name, value in dumped.items() if (name, value) not in self.newer}


def said(field: SomeField) -> SomeField:
    field.error_messages = {**field.error_messages, **_SAYINGS}
    return field


class Words(fields.Field[Text]):
    """A text in each language: `{"en-GB": "…"}`."""

    def __init__(self, longest: int, *, is_line: bool = True, **more: Any) -> None:
        self.longest, self.is_line = longest, is_line
        super().__init__(**more)

    def _deserialize(self, value: object, attr: str | None, data: object, **_ignored: object) -> Text:
        if not _is_by_language(value):
            raise ValidationError(_("A text must be given for each language, like {“en-GB”: “…”}."))
        for tag in value:
            TAG(tag)
        cleaned = {tag: clean_line(text) if self.is_line else clean_text(text).strip() for tag, text in value.items()}
        if not all(map(_is_encodable, cleaned.values())):
            raise ValidationError(_("This has characters that cannot be stored. Type it again."))
        if any(len(text) > self.longest for text in cleaned.values()):
            raise ValidationError(_("Shorten this to %(longest)s characters or less.", longest=f"{self.longest:,}"))
        if self.required and not (cleaned and all(cleaned.values())):
            raise ValidationError(_("Write the words for this."))
        return cleaned


def _is_by_language(value: object) -> TypeGuard[Mapping[str, str]]:
    return isinstance(value, Mapping) and all(isinstance(each, str) for pair in value.items() for each in pair)


def _is_encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


class When(fields.Field[Condition]):
    """A condition."""

    def _deserialize(self, value: object, attr: str | None, data: object, **_ignored: object) -> Condition:
        fault = shape_fault(value)
        if fault or not isinstance(value, dict):
            raise ValidationError(fault or "")
        return condition_from(value)

    def _serialize(
        self, value: Condition | None, attr: str | None, obj: object, **_ignored: object
    ) -> JsonObject | None:
        return None if value is None else condition_as_json(value)


class WorkedOut(fields.Field[Formula]):
    """A formula."""

    def _deserialize(self, value: object, attr: str | None, data: object, **_ignored: object) -> Formula:
        fault = formula_fault(value)
        if fault or not isinstance(value, dict):
            raise ValidationError(fault or "")
        return formula_from(value)

    def _serialize(
        self, value: Formula | None, attr: str | None, obj: object, **_ignored: object
    ) -> JsonObject | int | float | None:
        return None if value is None else formula_as_json(value)
