"""What a survey’s definition, `survey/1`, may say, and the sentence for each fault."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from marshmallow import ValidationError, fields, validate, validates_schema

from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from plugins.survey.content import MOST_BLOCKS
from plugins.survey.content_schemas import BlockSchema
from plugins.survey.definition import (
    LANGUAGE,
    PAGES,
    SCHEMA,
    TASK_LIST,
    Definition,
    NamedCondition,
    Page,
    Section,
    Settings,
)
from plugins.survey.entry_schemas import RepeatSchema, require_names_for_entries, require_repeatable
from plugins.survey.item_schemas import ItemSchema
from plugins.survey.schema_parts import ID, TAG, WORDS_DIGEST, Part, When, Words, said


def _first_twice(names: Sequence[str]) -> str | None:
    return next((name for name in names if names.count(name) > 1), None)


class PageSchema(Part):
    """What is asked together on one page."""

    makes = Page
    newer: ClassVar[Sequence[tuple[str, object]]] = (("exit", False), ("quota", None), ("blocks", []), ("repeat", None))

    id = said(fields.String(required=True, validate=ID))
    title = Words(200, load_default=dict)
    text = Words(10_000, is_line=False, load_default=dict)
    show_if = When(load_default=None, allow_none=True)
    items = said(
        fields.List(
            fields.Nested(ItemSchema),
            load_default=list,
            validate=validate.Length(max=50, error=_l("This list is too long: 50 at most.")),
        )
    )
    exit = said(fields.Boolean(load_default=False))
    quota = said(
        fields.Integer(
            strict=True,
            load_default=None,
            allow_none=True,
            validate=validate.Range(1, 1_000_000, error=_l("A quota must be from 1 to 1,000,000.")),
        )
    )
    repeat = said(fields.Nested(RepeatSchema, load_default=None, allow_none=True))

    blocks = said(
        fields.List(
            fields.Nested(BlockSchema),
            load_default=list,
            validate=validate.Length(max=MOST_BLOCKS, error=_l("This list is too long: 10 at most.")),
        )
    )

    @validates_schema
    def _has_its_own_address(self, data: Mapping[str, object], **_ignored: object) -> None:
        if data["id"] == "check":
            raise ValidationError(_("The id “check” is kept for other uses. Choose another."), "id")

    @validates_schema
    def _ends_at_its_quota(self, data: Mapping[str, object], **_ignored: object) -> None:
        if data["quota"] is not None and not data["exit"]:
            raise ValidationError(_("Only a page at which the survey ends can have a quota."), "quota")

    @validates_schema
    def _can_be_repeated(self, data: Mapping[str, Any], **_ignored: object) -> None:
        require_repeatable(Page(**data))


class SectionSchema(Part):
    """Pages that belong together."""

    makes = Section

    id = said(fields.String(required=True, validate=ID))
    title = Words(200, load_default=dict)
    pages = said(
        fields.List(
            fields.Nested(PageSchema),
            load_default=list,
            validate=validate.Length(max=200, error=_l("This list is too long: 200 at most.")),
        )
    )


class NamedConditionSchema(Part):
    """A condition with a name, for use in several places."""

    makes = NamedCondition

    id = said(fields.String(required=True, validate=ID))
    label = Words(200, load_default=dict)
    when = said(When(required=True))


class SettingsSchema(Part):
    """How the survey is run."""

    makes = Settings
    newer = (("asks_consent", False),)

    journey = said(
        fields.String(
            load_default=PAGES, validate=validate.OneOf([PAGES, TASK_LIST], error=_l("Use “pages” or “task_list”."))
        )
    )
    asks_area = said(fields.Boolean(load_default=True))
    asks_about_you = said(fields.Boolean(load_default=True))
    asks_consent = said(fields.Boolean(load_default=False))


class DefinitionSchema(Part):
    """The whole of what a survey asks."""

    makes = Definition
    newer: ClassVar[Sequence[tuple[str, object]]] = (("translated_from", {}),)

    schema = said(
        fields.String(
            required=True, validate=validate.Equal(SCHEMA, error=_l("This must be “%(schema)s”.", schema=SCHEMA))
        )
    )
    languages = said(fields.List(fields.String(validate=TAG), load_default=lambda: [LANGUAGE]))
    default_language = said(fields.String(load_default=LANGUAGE, validate=TAG))
    title = Words(200, load_default=dict)
    introduction = Words(10_000, is_line=False, load_default=dict)
    settings = said(fields.Nested(SettingsSchema, load_default=Settings))
    conditions = said(fields.List(fields.Nested(NamedConditionSchema), load_default=list))
    sections = said(
        fields.List(
            fields.Nested(SectionSchema),
            required=True,
            validate=validate.Length(1, 50, error=_l("There must be 1 to 50 sections.")),
        )
    )

    translated_from = said(
        fields.Dict(
            keys=fields.String(validate=TAG),
            values=fields.Dict(keys=fields.String(), values=fields.String(validate=WORDS_DIGEST)),
            load_default=dict,
        )
    )

    @validates_schema
    def _names_are_unique(self, data: Mapping[str, Any], **_ignored: object) -> None:
        made = Definition(**data)
        named = [
            (_("sections have the same id"), [section.id for section in made.sections]),
            (_("pages have the same id"), [page.id for page in made.pages]),
            (_("blocks have the same id"), [block.id for block in made.blocks]),
            (_("questions have the same id"), [item.id for item in made.items]),
            (_("questions have the same key"), [item.key for item in made.items]),
            (_("conditions have the same id"), [condition.id for condition in made.conditions]),
        ]
        for what, names in named:
            twice = _first_twice(names)
            if twice is not None:
                raise ValidationError(_("Two %(what)s, “%(twice)s”.", what=what, twice=twice))
        require_names_for_entries(made)
        if made.default_language not in made.languages:
            raise ValidationError(_("The default language must be one of the languages."))
