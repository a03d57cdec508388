"""The part of the builder's form that says how a computed value is worked out: one operation on several questions."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from consult.sdk.errors import Invalid
from consult.sdk.forms import BooleanField, DataRequired, Form, RadioField, SelectMultipleField, choice
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from plugins.survey.definition import Definition, Item, words
from plugins.survey.formula_words import formula_in_words
from plugins.survey.formulas import Calculation, Count, Formula, Operand, is_simple, operands
from plugins.survey.working_out import BOXES, usable

KEEP = "keep"
BACK = "difference_back"
_OPERATIONS: Mapping[str, str] = {
    "sum": _l("Add them up"),
    "mean": _l("Their mean"),
    "min": _l("The smallest of them"),
    "max": _l("The largest of them"),
    "difference": _l("The first less the second"),
    BACK: _l("The second less the first"),
    "count": _l("How many boxes are ticked, of one question"),
}


def formula_fields() -> dict[str, Any]:
    """Return the fields of a formula."""
    return {
        "operation": RadioField(_l("How is it worked out?"), [DataRequired(_l("Select how it is worked out"))]),
        "operands": SelectMultipleField(
            _l("From which answers?"),
            description=_l("Numbers, and answers with values, that are asked before it. Boxes can only be counted."),
        ),
        "skips": BooleanField(
            _l("Leave out what is missing"),
            description=_l("Otherwise the whole is missing for whoever did not answer one of the questions."),
        ),
    }


def offer_operands(form: Form, definition: Definition, item: Item) -> None:
    """Offer the earlier questions that suit, and keeping a formula that these fields cannot show."""
    offered = [choice(name, label) for name, label in _OPERATIONS.items()]
    if item.formula is not None and not is_simple(item.formula):
        offered.insert(0, choice(KEEP, _l("As now: %(formula)s", formula=formula_in_words(item.formula, definition))))
    form["operation"].choices = offered
    form["operands"].choices = [choice(one.key, words(one.label)) for one in operands_before(definition, item.key)]


def operands_before(definition: Definition, key: str) -> list[Item]:
    """Return the questions before this one whose answers a formula can use."""
    return [one for one in definition.items_before_item(key) if usable(one) or one.kind == BOXES]


def formula_values(formula: Formula | None, definition: Definition) -> dict[str, object]:
    """Return what these fields show of a formula."""
    if formula is None:
        return {}
    if not is_simple(formula):
        return {"operation": KEEP}
    used = [operand.question for operand in operands(formula)]
    if not isinstance(formula, Calculation):
        return {"operation": "count", "operands": used}
    keys = [*definition.items_by_key]
    is_back = formula.operation == "difference" and [*map(keys.index, used)] != sorted(map(keys.index, used))
    return {"operation": BACK if is_back else formula.operation, "operands": used, "skips": formula.skips}


def formula_in(form: Any, earlier: Sequence[Item], present: Formula | None) -> Formula | None:
    """Return the formula that was chosen; raises `Invalid` with the field at fault."""
    operation, skips = form["operation"].data, form["skips"].data
    if operation == KEEP:
        return present
    chosen = [item for item in earlier if item.key in (form["operands"].data or ())]
    if operation == "count":
        return Count(_one_with_boxes(chosen).key)
    parts = _parts(chosen)
    if operation not in ("difference", BACK):
        made = Calculation(operation, parts, skips)
        return present if _is_same(made, present) else made
    _require(len(parts) == 2, "operands", _("Select two questions for a difference"))
    _require(not skips, "skips", _("A difference needs both numbers. Clear this"))
    return Calculation("difference", parts[::-1] if operation == BACK else parts)


def _parts(chosen: Sequence[Item]) -> tuple[Operand, ...]:
    _require(bool(chosen), "operands", _("Select the questions from which it is worked out"))
    boxes = next((item for item in chosen if item.kind == BOXES), None)
    if boxes is not None:
        said = _("The boxes of “%(label)s” can only be counted. Clear it", label=words(boxes.label))
        raise Invalid(None, {"operands": said})
    return tuple(Operand(item.key) for item in chosen)


def _is_same(made: Calculation, present: Formula | None) -> bool:
    # In another order it is the same number, and no other question for whoever has answered.
    if not isinstance(present, Calculation) or not is_simple(present):
        return False
    alike = (made.operation, made.skips) == (present.operation, present.skips)
    return alike and Counter(operands(made)) == Counter(operands(present))


def first_formula(earlier: Sequence[Item]) -> Formula:
    """Return what a new computed value is: the sum of the numbers before it; raises `Invalid` where there are none."""
    parts = tuple(Operand(item.key) for item in earlier if usable(item))[:50]
    _require(bool(parts), "kind", _("Ask for a number first, or give answers to choose from values"))
    return Calculation("sum", parts)


def _one_with_boxes(chosen: Sequence[Item]) -> Item:
    is_one = len(chosen) == 1 and chosen[0].kind == BOXES
    _require(is_one, "operands", _("Select one question that is answered by ticking boxes"))
    return chosen[0]


def _require(is_so: bool, field: str, sentence: str) -> None:
    if not is_so:
        raise Invalid(None, {field: sentence})
