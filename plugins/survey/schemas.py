"""The definition of a survey as a document, `survey/1`: what it may say, and one plain sentence for each fault."""

import json
from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from consult.sdk.database import JsonObject
from consult.sdk.errors import Invalid
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.questions import RESERVED_KEYS
from consult.sdk.texts import clean_line, clean_text
from plugins.survey.conditions import shape_fault

SCHEMA = "survey/1"
LANGUAGE = "en-GB"
CHOICES = frozenset({"radios", "checkboxes", "likert"})
KINDS = ("radios", "checkboxes", "likert", "short_text", "long_text", "number")
LONGEST_DEFINITION = 500_000
MOST = 999_999_999_999
DONT_KNOW = "dk"
PREFER_NOT = "pnts"


def _matches(pattern: str, sentence: str) -> validate.Regexp:
    return validate.Regexp(pattern, error=sentence)


KEY = _matches(r"^[a-z][a-z0-9_]{0,29}\Z", _l("The key must be a small letter, then up to 29 letters, digits and _."))
CODE = _matches(r"^[a-z0-9][a-z0-9_]{0,29}\Z", _l("An option’s code must be small letters, digits and _, 30 at most."))
ID = _matches(r"^[a-z][a-z0-9_]{0,39}\Z", _l("The id must be a small letter, then up to 39 letters, digits and _."))
TAG = _matches(r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z", _l("A language must be a tag like en-GB or cy."))
_SAYINGS = {
    "required": _l("This is missing."),
    "null": _l("This must not be empty."),
    "invalid": _l("This has the wrong type."),
    "type": _l("This has the wrong type."),
    "unknown": _l("This is not part of survey/1."),
}


class _Strict(Schema):
    error_messages = {"unknown": _SAYINGS["unknown"], "type": _SAYINGS["type"]}  # noqa: RUF012 (marshmallow’s name)


def _said(field: fields.Field[Any]) -> fields.Field[Any]:
    field.error_messages = {**field.error_messages, **_SAYINGS}
    return field


class Words(fields.Field[dict[str, str]]):
    """A text in each language: `{"en-GB": "…"}`."""

    def __init__(self, longest: int, *, is_line: bool = True, **more: Any) -> None:
        self.longest, self.is_line = longest, is_line
        super().__init__(**more)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_ignored: Any) -> dict[str, str]:
        if not isinstance(value, Mapping) or not all(isinstance(one, str) for pair in value.items() for one in pair):
            raise ValidationError(_("A text must be given for each language, like {“en-GB”: “…”}."))
        for tag in value:
            TAG(tag)
        cleaned = {tag: clean_line(text) if self.is_line else clean_text(text).strip() for tag, text in value.items()}
        if not all(text.isascii() or _is_encodable(text) for text in cleaned.values()):
            raise ValidationError(_("This has characters that cannot be stored. Type it again."))
        if any(len(text) > self.longest for text in cleaned.values()):
            raise ValidationError(_("Shorten this to %(longest)s characters or less.", longest=f"{self.longest:,}"))
        if self.required and not all(cleaned.values()):
            raise ValidationError(_("Write the words for this."))
        return cleaned


def _is_encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _condition(value: Any) -> None:
    fault = shape_fault(value)
    if fault:
        raise ValidationError(fault)


def _number() -> fields.Field[Any]:
    within = validate.Range(-MOST, MOST, error=_("This number is too large."))
    return _said(fields.Float(load_default=None, allow_none=True, validate=within))


def _condition_field() -> fields.Field[Any]:
    return fields.Raw(load_default=None, allow_none=True, validate=_condition)


class OptionIn(_Strict):
    """One possible answer."""

    code = _said(fields.String(required=True, validate=CODE))
    label = Words(200, required=True)
    hint = Words(300, load_default=dict)
    value = _number()
    missing = _said(
        fields.String(
            load_default=None,
            allow_none=True,
            validate=validate.OneOf([DONT_KNOW, PREFER_NOT], error=_l("Use “dk” or “pnts”.")),
        )
    )
    exclusive = _said(fields.Boolean(load_default=False))
    retired = _said(fields.Boolean(load_default=False))


class ItemIn(_Strict):
    """One question."""

    id = _said(fields.String(required=True, validate=ID))
    key = _said(fields.String(required=True, validate=KEY))
    kind = _said(
        fields.String(
            required=True, validate=validate.OneOf(KINDS, error=_l("Use one of: %(kinds)s.", kinds=", ".join(KINDS)))
        )
    )
    label = Words(300, required=True)
    hint = Words(500, load_default=dict)
    required = _said(fields.Boolean(load_default=False))
    options = _said(
        fields.List(
            fields.Nested(OptionIn),
            load_default=list,
            validate=validate.Length(max=200, error=_l("This list is too long: 200 at most.")),
        )
    )
    least = _number()
    most = _number()
    whole = _said(fields.Boolean(load_default=False))
    max_words = _said(
        fields.Integer(
            strict=True,
            load_default=None,
            allow_none=True,
            validate=validate.Range(1, 100_000, error=_l("The most words must be from 1 to 100,000.")),
        )
    )
    pii = _said(
        fields.String(
            load_default="none",
            validate=validate.OneOf(["none", "personal", "special"], error=_l("Use “none”, “personal” or “special”.")),
        )
    )
    public = _said(fields.Boolean(load_default=True))

    @validates_schema
    def _fits_its_kind(self, item: Mapping[str, Any], **_ignored: Any) -> None:
        if "__" in item["key"] or item["key"] in RESERVED_KEYS:
            raise ValidationError(
                _("The key “%(item)s” is kept for other uses. Choose another.", item=item["key"]), "key"
            )
        if item["kind"] in CHOICES:
            _check_options(item["options"])
        elif item["options"]:
            raise ValidationError(_("A question of the kind %(item)s takes no options.", item=item["kind"]), "options")
        if item["kind"] != "number" and (item["least"], item["most"]) != (None, None):
            raise ValidationError(_("Only a number can have a least and a most."), "least")
        if item["kind"] != "number" and item["whole"]:
            raise ValidationError(_("Only a number can be whole."), "whole")
        if item["kind"] != "long_text" and item["max_words"] is not None:
            raise ValidationError(_("Only a long text can have a most number of words."), "max_words")
        if None not in (item["least"], item["most"]) and item["least"] > item["most"]:
            raise ValidationError(_("The least must not be more than the most."), "least")


def _check_options(options: list[dict[str, Any]]) -> None:
    codes = [one["code"] for one in options]
    if len(codes) != len(set(codes)):
        raise ValidationError(_("Two options have the same code."), "options")
    for language in {tag for one in options for tag in one["label"]}:
        labels = [one["label"].get(language, "").casefold() for one in options if one["label"].get(language)]
        if len(labels) != len(set(labels)):
            raise ValidationError(_same_words(options, language), "options")


def _same_words(options: list[dict[str, Any]], language: str) -> str:
    seen: dict[str, dict[str, Any]] = {}
    for option in options:
        label = option["label"].get(language, "")
        other = seen.setdefault(label.casefold(), option) if label else option
        retired = next((one for one in (other, option) if one["retired"]), None)
        if other is not option and retired is not None:
            return _(
                "“%(label)s” is also the words of the retired answer %(retired)s. Offer that one again "
                "(“%(retired)s | %(label)s”), or use other words.",
                label=label,
                retired=retired["code"],
            )
    return _("Two options have the same words.")


class PageIn(_Strict):
    """What is asked together on one page."""

    id = _said(fields.String(required=True, validate=ID))
    title = Words(200, load_default=dict)
    text = Words(10_000, is_line=False, load_default=dict)
    show_if = _condition_field()
    items = _said(
        fields.List(
            fields.Nested(ItemIn),
            load_default=list,
            validate=validate.Length(max=50, error=_l("This list is too long: 50 at most.")),
        )
    )

    @validates_schema
    def _has_its_own_address(self, page: Mapping[str, Any], **_ignored: Any) -> None:
        if page["id"] == "check":
            raise ValidationError(_("The id “check” is kept for other uses. Choose another."), "id")


class SectionIn(_Strict):
    """Pages that belong together."""

    id = _said(fields.String(required=True, validate=ID))
    title = Words(200, load_default=dict)
    pages = _said(
        fields.List(
            fields.Nested(PageIn),
            load_default=list,
            validate=validate.Length(max=200, error=_l("This list is too long: 200 at most.")),
        )
    )


class NamedConditionIn(_Strict):
    """A condition with a name, for use in several places."""

    id = _said(fields.String(required=True, validate=ID))
    label = Words(200, load_default=dict)
    when = _said(fields.Raw(required=True, validate=_condition))


class SettingsIn(_Strict):
    """How the survey is run."""

    journey = _said(fields.String(load_default="pages", validate=validate.Equal("pages", error=_l("Use “pages”."))))
    asks_area = _said(fields.Boolean(load_default=True))
    asks_about_you = _said(fields.Boolean(load_default=True))


class Definition(_Strict):
    """The whole of what a survey asks."""

    schema = _said(
        fields.String(
            required=True, validate=validate.Equal(SCHEMA, error=_l("This must be “%(schema)s”.", schema=SCHEMA))
        )
    )
    languages = _said(fields.List(fields.String(validate=TAG), load_default=lambda: [LANGUAGE]))
    default_language = _said(fields.String(load_default=LANGUAGE, validate=TAG))
    title = Words(200, load_default=dict)
    introduction = Words(10_000, is_line=False, load_default=dict)
    settings = _said(fields.Nested(SettingsIn, load_default=lambda: SettingsIn().load({})))
    conditions = _said(fields.List(fields.Nested(NamedConditionIn), load_default=list))
    sections = _said(
        fields.List(
            fields.Nested(SectionIn),
            required=True,
            validate=validate.Length(1, 50, error=_l("There must be 1 to 50 sections.")),
        )
    )

    @validates_schema
    def _names_are_unique(self, data: Mapping[str, Any], **_ignored: Any) -> None:
        pages = [page for section in data["sections"] for page in section["pages"]]
        items = [item for page in pages for item in page["items"]]
        named: list[tuple[str, list[Any]]] = [
            (_("sections have the same id"), [one["id"] for one in data["sections"]]),
            (_("pages have the same id"), [one["id"] for one in pages]),
            (_("questions have the same id"), [one["id"] for one in items]),
            (_("questions have the same key"), [one["key"] for one in items]),
            (_("conditions have the same id"), [one["id"] for one in data["conditions"]]),
        ]
        for what, names in named:
            twice = next((name for name in names if names.count(name) > 1), None)
            if twice is not None:
                raise ValidationError(_("Two %(what)s, “%(twice)s”.", what=what, twice=twice))
        if data["default_language"] not in data["languages"]:
            raise ValidationError(_("The default language must be one of the languages."))


class FaultyDefinition(Invalid):
    """A definition that is no `survey/1`; `faults` has a sentence for each fault."""

    def __init__(self, faults: list[str]) -> None:
        more = _(" There are %(faults)s more faults.", faults=len(faults) - 1) if len(faults) > 1 else ""
        super().__init__(_("The survey cannot be saved. %(faults)s%(more)s", faults=faults[0], more=more))
        self.faults = faults


def read_definition(data: Any) -> JsonObject:
    """Return the definition checked, cleaned and complete; raises `FaultyDefinition`."""
    try:
        loaded: JsonObject = Definition().load(data)
    except ValidationError as error:
        raise FaultyDefinition(list(_sentences(error.messages, ()))) from error
    return loaded


def definition_from_json(text: str) -> JsonObject:
    """Return the definition in a JSON text; raises `FaultyDefinition`."""
    if len(text) > LONGEST_DEFINITION:
        raise FaultyDefinition(
            [
                _(
                    "The definition is longer than %(longest_definition)s characters. Shorten it.",
                    longest_definition=f"{LONGEST_DEFINITION:,}",
                )
            ]
        )
    try:
        data = json.loads(text, parse_constant=_refuse_constant)
    except ValueError as error:
        place = _(" (line %(lineno)s)", lineno=error.lineno) if isinstance(error, json.JSONDecodeError) else ""
        raise FaultyDefinition([_("This is not valid JSON%(place)s. Paste the whole file.", place=place)]) from error
    except RecursionError as error:
        raise FaultyDefinition([_("This JSON is nested too deeply to be a survey.")]) from error
    return read_definition(data)


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is no number")


_NAMES = {"sections": "section", "pages": "page", "items": "question", "options": "option", "conditions": "condition"}


def _sentences(messages: Any, path: tuple[Any, ...]) -> Any:
    if isinstance(messages, Mapping):
        for name, inner in messages.items():
            yield from _sentences(inner, path if name == "_schema" else (*path, name))
        return
    for sentence in messages if isinstance(messages, list) else [messages]:
        where = _where(path)
        yield f"{where}: {sentence}" if where else str(sentence)


def _where(path: tuple[Any, ...]) -> str:
    parts: list[str] = []
    for place, name in enumerate(path):
        if isinstance(name, int):
            before = path[place - 1] if place else ""
            parts.append(f"{_NAMES.get(str(before), str(before))} {name + 1}")
        elif place + 1 == len(path) or not isinstance(path[place + 1], int):
            parts.append(f"“{name}”")
    where = ", ".join(parts)
    return where[:1].upper() + where[1:]
