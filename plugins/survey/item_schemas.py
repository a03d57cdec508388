"""What `survey/1` says of questions and of the answers to choose from."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from marshmallow import ValidationError, fields, validate, validates_schema

from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.questions import RESERVED_KEYS
from plugins.survey.definition import (
    CHOICES,
    DONT_KNOW,
    FILE,
    KINDS,
    LONGEST_LABEL,
    MOST_PAIRS,
    NUMBERS,
    ORDERS,
    PICTURED,
    PREFER_NOT,
    RULED,
    Item,
    Option,
    Picture,
)
from plugins.survey.rule_values import MOST_RULES, OPERATORS, Rule
from plugins.survey.schema_parts import CODE, DIGEST, ID, KEY, Part, When, Words, WorkedOut, said
from plugins.survey.units import LARGEST_TOTAL, PER_CENT, UNITS, USUAL_TOTAL

MAXIMUM = 999_999_999_999


def _number(data_key: str) -> fields.Float:
    within = validate.Range(-MAXIMUM, MAXIMUM, error=_l("This number is too large."))
    return said(fields.Float(load_default=None, allow_none=True, validate=within, data_key=data_key))


class PictureSchema(Part):
    """A picture beside an answer."""

    makes = Picture

    sha256 = said(fields.String(required=True, validate=DIGEST))
    alt = Words(300, required=True)


class OptionSchema(Part):
    """One possible answer."""

    makes = Option
    newer = (("show_if", None), ("picture", None))

    code = said(fields.String(required=True, validate=CODE))
    label = Words(500, required=True)
    hint = Words(300, load_default=dict)
    value = _number("value")
    missing = said(
        fields.String(
            load_default=None,
            allow_none=True,
            validate=validate.OneOf([DONT_KNOW, PREFER_NOT], error=_l("Use “dk” or “pnts”.")),
        )
    )
    exclusive = said(fields.Boolean(load_default=False))
    retired = said(fields.Boolean(load_default=False))
    show_if = When(load_default=None, allow_none=True)
    picture = said(fields.Nested(PictureSchema, load_default=None, allow_none=True))


class RuleSchema(Part):
    """How an answer must be beside an earlier one."""

    makes = Rule

    op = said(
        fields.String(
            required=True,
            validate=validate.OneOf(OPERATORS, error=_l("Use le, lt, ge, gt, eq or ne.")),
        )
    )
    q = said(fields.String(required=True, validate=KEY))
    message = Words(300, required=True)


class ItemSchema(Part):
    """One question."""

    makes = Item
    newer: ClassVar[Sequence[tuple[str, object]]] = (
        ("sensitive", True),
        ("show_if", None),
        ("total", None),
        ("unit", None),
        ("order", "fixed"),
        ("pairs", None),
        ("formula", None),
        ("rules", []),
    )

    id = said(fields.String(required=True, validate=ID))
    key = said(fields.String(required=True, validate=KEY))
    kind = said(
        fields.String(
            required=True, validate=validate.OneOf(KINDS, error=_l("Use one of: %(kinds)s.", kinds=", ".join(KINDS)))
        )
    )
    label = Words(LONGEST_LABEL, required=True)
    hint = Words(500, load_default=dict)
    required = said(fields.Boolean(load_default=False))
    options = said(
        fields.List(
            fields.Nested(OptionSchema),
            load_default=list,
            validate=validate.Length(max=200, error=_l("This list is too long: 200 at most.")),
        )
    )
    minimum = _number("least")
    maximum = _number("most")
    whole = said(fields.Boolean(load_default=False))
    max_words = said(
        fields.Integer(
            strict=True,
            load_default=None,
            allow_none=True,
            validate=validate.Range(1, 100_000, error=_l("The maximum number of words must be from 1 to 100,000.")),
        )
    )
    total = said(
        fields.Integer(
            strict=True,
            load_default=None,
            allow_none=True,
            validate=validate.Range(
                1, LARGEST_TOTAL, error=_l("The sum to share out must be from 1 to 1,000,000,000.")
            ),
        )
    )
    unit = said(
        fields.String(
            load_default=None,
            allow_none=True,
            validate=validate.OneOf([*UNITS], error=_l("Use “points”, “pounds” or “per_cent”.")),
        )
    )
    pii = said(
        fields.String(
            load_default="none",
            validate=validate.OneOf(["none", "personal", "special"], error=_l("Use “none”, “personal” or “special”.")),
        )
    )
    public = said(fields.Boolean(load_default=True))
    sensitive = said(fields.Boolean(load_default=True))
    show_if = When(load_default=None, allow_none=True)
    order = said(
        fields.String(
            load_default="fixed",
            validate=validate.OneOf(["fixed", *ORDERS], error=_l("Use “fixed”, “random” or “reverse”.")),
        )
    )

    pairs = said(
        fields.Integer(
            strict=True,
            load_default=None,
            allow_none=True,
            validate=validate.Range(1, MOST_PAIRS, error=_l("The number of pairs must be from 1 to 20.")),
        )
    )
    formula = WorkedOut(load_default=None, allow_none=True)
    rules = said(
        fields.List(
            fields.Nested(RuleSchema),
            load_default=list,
            validate=validate.Length(max=MOST_RULES, error=_l("This list is too long: 5 at most.")),
        )
    )

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
        if item.order != "fixed" and item.kind not in ORDERS[item.order]:
            raise ValidationError(_("A question of the kind %(kind)s cannot have this order.", kind=item.kind), "order")
        if item.kind not in PICTURED and any(option.picture for option in item.options):
            raise ValidationError(_("Only the answers of radios and checkboxes can have pictures."), "options")
        _check_limits(item)
        _check_sum(item)
        _check_pairs(item)
        _check_formula(item)
        _check_rules(item)


def _check_sum(item: Item) -> None:
    if item.kind != "budget":
        if (item.total, item.unit) != (None, None):
            raise ValidationError(_("Only a budget can have a total and a unit."), "total")
        return
    if item.unit == PER_CENT and item.total not in (None, USUAL_TOTAL):
        raise ValidationError(_("Per cents add up to 100."), "total")
    if any(option.stands_apart for option in item.offered):
        raise ValidationError(_("Every answer of a budget gets a part of the sum: none can stand apart."), "options")


def _check_pairs(item: Item) -> None:
    if item.kind != "pairwise":
        if item.pairs is not None:
            raise ValidationError(_("Only a question that compares its answers has pairs."), "pairs")
    elif any(option.stands_apart or option.show_if is not None for option in item.offered):
        raise ValidationError(
            _("Answers that are compared are offered to everybody, and none can stand apart."), "options"
        )


def _check_formula(item: Item) -> None:
    if item.is_computed is (item.formula is None):
        raise ValidationError(_("A question of the kind computed needs a formula, and only that kind."), "formula")
    if item.kind == FILE and item.required:
        raise ValidationError(_("Not everybody can send a file, so it cannot be required."), "required")
    if item.is_computed and item.required:
        raise ValidationError(_("A computed value is never asked, so it cannot be required."), "required")


def _check_rules(item: Item) -> None:
    if item.rules and item.kind not in RULED:
        raise ValidationError(_("Only a number, a date, a month or a time can have rules."), "rules")
    if len({rule.compares for rule in item.rules}) < len(item.rules):
        raise ValidationError(_("Two rules compare the same."), "rules")


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
    if item.kind == "hidden" and item.required:
        raise ValidationError(_("What comes with the link is never asked, so it cannot be required."), "required")
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
