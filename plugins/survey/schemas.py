"""What a survey’s definition, `survey/1`, may say, and the sentence for each fault."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, TypeGuard, TypeVar

from marshmallow import Schema, ValidationError, fields, post_dump, post_load, validate, validates_schema

from consult.sdk.database import JsonObject
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.questions import RESERVED_KEYS
from consult.sdk.texts import clean_line, clean_text
from plugins.survey.conditions import Condition, condition_as_json, condition_from, shape_fault
from plugins.survey.definition import (
    CHOICES,
    DONT_KNOW,
    KINDS,
    LANGUAGE,
    LONGEST_LABEL,
    NUMBERS,
    PREFER_NOT,
    SCHEMA,
    Definition,
    Item,
    NamedCondition,
    Option,
    Page,
    Section,
    Settings,
    Text,
)

MAXIMUM = 999_999_999_999


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


SomeField = TypeVar("SomeField", bound=fields.Field[Any])


class _Part(Schema):
    """A part of a definition: refused where it says anything else, and made a value where it does not."""

    error_messages = {"unknown": _SAYINGS["unknown"], "type": _SAYINGS["type"]}  # noqa: RUF012 (marshmallow’s name)
    makes: ClassVar[type]

    @post_load
    def make(self, data: Mapping[str, object], **_ignored: object) -> object:
        """Return the value with lists that cannot change."""
        return self.makes(**{name: tuple(each) if isinstance(each, list) else each for name, each in data.items()})


def _first_twice(names: Sequence[str]) -> str | None:
    return next((name for name in names if names.count(name) > 1), None)


def _said(field: SomeField) -> SomeField:
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


def _number(data_key: str) -> fields.Float:
    within = validate.Range(-MAXIMUM, MAXIMUM, error=_l("This number is too large."))
    return _said(fields.Float(load_default=None, allow_none=True, validate=within, data_key=data_key))


class OptionSchema(_Part):
    """One possible answer."""

    makes = Option

    code = _said(fields.String(required=True, validate=CODE))
    label = Words(500, required=True)
    hint = Words(300, load_default=dict)
    value = _number("value")
    missing = _said(
        fields.String(
            load_default=None,
            allow_none=True,
            validate=validate.OneOf([DONT_KNOW, PREFER_NOT], error=_l("Use “dk” or “pnts”.")),
        )
    )
    exclusive = _said(fields.Boolean(load_default=False))
    retired = _said(fields.Boolean(load_default=False))
    show_if = When(load_default=None, allow_none=True)

    @post_dump
    def _leave_out_what_is_newer(self, dumped: JsonObject, **_more: object) -> JsonObject:
        # Versions that were published before options had conditions keep the digest they were stored with.
        return {name: value for name, value in dumped.items() if (name, value) != ("show_if", None)}


_NEWER: Sequence[tuple[str, object]] = (("sensitive", True), ("show_if", None))


class ItemSchema(_Part):
    """One question."""

    makes = Item

    id = _said(fields.String(required=True, validate=ID))
    key = _said(fields.String(required=True, validate=KEY))
    kind = _said(
        fields.String(
            required=True, validate=validate.OneOf(KINDS, error=_l("Use one of: %(kinds)s.", kinds=", ".join(KINDS)))
        )
    )
    label = Words(LONGEST_LABEL, required=True)
    hint = Words(500, load_default=dict)
    required = _said(fields.Boolean(load_default=False))
    options = _said(
        fields.List(
            fields.Nested(OptionSchema),
            load_default=list,
            validate=validate.Length(max=200, error=_l("This list is too long: 200 at most.")),
        )
    )
    minimum = _number("least")
    maximum = _number("most")
    whole = _said(fields.Boolean(load_default=False))
    max_words = _said(
        fields.Integer(
            strict=True,
            load_default=None,
            allow_none=True,
            validate=validate.Range(1, 100_000, error=_l("The maximum number of words must be from 1 to 100,000.")),
        )
    )
    pii = _said(
        fields.String(
            load_default="none",
            validate=validate.OneOf(["none", "personal", "special"], error=_l("Use “none”, “personal” or “special”.")),
        )
    )
    public = _said(fields.Boolean(load_default=True))
    sensitive = _said(fields.Boolean(load_default=True))
    show_if = When(load_default=None, allow_none=True)

    @validates_schema
    def _fits_its_kind(self, data: Mapping[str, Any], **_ignored: object) -> None:
        item = Item(**data)
        if "__" in item.key or item.key in RESERVED_KEYS:
            raise ValidationError(_("The key “%(item)s” is kept for other uses. Choose another.", item=item.key), "key")
        if item.kind in CHOICES:
            _check_options(item.options)
            _check_fixed_options(item)
        elif item.options:
            raise ValidationError(_("A question of the kind %(item)s takes no options.", item=item.kind), "options")
        _check_limits(item)

    @post_dump
    def _leave_out_what_is_newer(self, dumped: JsonObject, **_more: object) -> JsonObject:
        # Versions that were published before there were these keep the digest they were stored with.
        return {name: value for name, value in dumped.items() if (name, value) not in _NEWER}


def _check_limits(item: Item) -> None:
    if item.kind not in NUMBERS and (item.minimum, item.maximum) != (None, None):
        raise ValidationError(_("Only a number can have a minimum and a maximum."), "least")
    if item.kind not in NUMBERS and item.whole:
        raise ValidationError(_("Only a number can be whole."), "whole")
    if item.kind != "long_text" and item.max_words is not None:
        raise ValidationError(_("Only a long text can have a maximum number of words."), "max_words")
    if item.minimum is not None and item.maximum is not None and item.minimum > item.maximum:
        raise ValidationError(_("The minimum must not be more than the maximum."), "least")


def _check_fixed_options(item: Item) -> None:
    codes = [option.code for option in item.offered if not option.stands_apart]
    if item.kind == "yes_no" and sorted(codes) != ["no", "yes"]:
        raise ValidationError(_("A question of the kind yes_no has the answers yes and no."), "options")
    if item.kind == "declaration" and len(item.offered) != 1:
        raise ValidationError(_("A declaration has one answer."), "options")


def _check_options(options: Sequence[Option]) -> None:
    codes = [option.code for option in options]
    if len(codes) != len(set(codes)):
        raise ValidationError(_("Two options have the same code."), "options")
    for language in {tag for option in options for tag in option.label}:
        labels = [option.label[language].casefold() for option in options if option.label.get(language)]
        if len(labels) != len(set(labels)):
            raise ValidationError(_same_words(options, language), "options")


def _same_words(options: Sequence[Option], language: str) -> str:
    seen: dict[str, Option] = {}
    for option in options:
        label = option.label.get(language, "")
        other = seen.setdefault(label.casefold(), option) if label else option
        retired = next((each for each in (other, option) if each.retired), None)
        if other is not option and retired is not None:
            return _(
                "“%(label)s” is also the words of the retired answer %(retired)s. Offer that one again "
                "(“%(retired)s | %(label)s”), or use other words.",
                label=label,
                retired=retired.code,
            )
    return _("Two options have the same words.")


class PageSchema(_Part):
    """What is asked together on one page."""

    makes = Page

    id = _said(fields.String(required=True, validate=ID))
    title = Words(200, load_default=dict)
    text = Words(10_000, is_line=False, load_default=dict)
    show_if = When(load_default=None, allow_none=True)
    items = _said(
        fields.List(
            fields.Nested(ItemSchema),
            load_default=list,
            validate=validate.Length(max=50, error=_l("This list is too long: 50 at most.")),
        )
    )

    @validates_schema
    def _has_its_own_address(self, data: Mapping[str, object], **_ignored: object) -> None:
        if data["id"] == "check":
            raise ValidationError(_("The id “check” is kept for other uses. Choose another."), "id")


class SectionSchema(_Part):
    """Pages that belong together."""

    makes = Section

    id = _said(fields.String(required=True, validate=ID))
    title = Words(200, load_default=dict)
    pages = _said(
        fields.List(
            fields.Nested(PageSchema),
            load_default=list,
            validate=validate.Length(max=200, error=_l("This list is too long: 200 at most.")),
        )
    )


class NamedConditionSchema(_Part):
    """A condition with a name, for use in several places."""

    makes = NamedCondition

    id = _said(fields.String(required=True, validate=ID))
    label = Words(200, load_default=dict)
    when = _said(When(required=True))


class SettingsSchema(_Part):
    """How the survey is run."""

    makes = Settings

    journey = _said(fields.String(load_default="pages", validate=validate.Equal("pages", error=_l("Use “pages”."))))
    asks_area = _said(fields.Boolean(load_default=True))
    asks_about_you = _said(fields.Boolean(load_default=True))
    asks_consent = _said(fields.Boolean(load_default=False))

    @post_dump
    def _leave_out_what_is_newer(self, dumped: JsonObject, **_more: object) -> JsonObject:
        # Versions that were published before consent could be asked for keep the digest they were stored with.
        return dumped if dumped["asks_consent"] else {k: v for k, v in dumped.items() if k != "asks_consent"}


class DefinitionSchema(_Part):
    """The whole of what a survey asks."""

    makes = Definition

    schema = _said(
        fields.String(
            required=True, validate=validate.Equal(SCHEMA, error=_l("This must be “%(schema)s”.", schema=SCHEMA))
        )
    )
    languages = _said(fields.List(fields.String(validate=TAG), load_default=lambda: [LANGUAGE]))
    default_language = _said(fields.String(load_default=LANGUAGE, validate=TAG))
    title = Words(200, load_default=dict)
    introduction = Words(10_000, is_line=False, load_default=dict)
    settings = _said(fields.Nested(SettingsSchema, load_default=Settings))
    conditions = _said(fields.List(fields.Nested(NamedConditionSchema), load_default=list))
    sections = _said(
        fields.List(
            fields.Nested(SectionSchema),
            required=True,
            validate=validate.Length(1, 50, error=_l("There must be 1 to 50 sections.")),
        )
    )

    @validates_schema
    def _names_are_unique(self, data: Mapping[str, Any], **_ignored: object) -> None:
        made = Definition(**data)
        named = [
            (_("sections have the same id"), [section.id for section in made.sections]),
            (_("pages have the same id"), [page.id for page in made.pages]),
            (_("questions have the same id"), [item.id for item in made.items]),
            (_("questions have the same key"), [item.key for item in made.items]),
            (_("conditions have the same id"), [condition.id for condition in made.conditions]),
        ]
        for what, names in named:
            twice = _first_twice(names)
            if twice is not None:
                raise ValidationError(_("Two %(what)s, “%(twice)s”.", what=what, twice=twice))
        if made.default_language not in made.languages:
            raise ValidationError(_("The default language must be one of the languages."))
