"""What a survey's computed values are made from: the numbers behind its questions, and whether a formula suits them."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial

from consult.sdk.messages import gettext as _
from consult.sdk.questions import Question
from plugins.survey.definition import COMPUTED, NUMBERS, ONE_OF, Definition, Item, words
from plugins.survey.formulas import (
    Calculation,
    Count,
    Formula,
    Limits,
    Operand,
    Values,
    limits_of,
    operands,
    worked_out,
)

BOXES = "checkboxes"
NUMBERED = NUMBERS | ONE_OF | {COMPUTED}
"""The kinds whose answers can be numbers: a number, or the value of the option that is chosen."""


def with_working_out(question: Question, item: Item, definition: Definition) -> Question:
    """Return a question whose answer is worked out by the item's formula, within the limits that follow from it."""
    if item.formula is None:
        return question
    used = frozenset(operand.question for operand in operands(item.formula))
    least, most = _limits(item, definition, {})
    return replace(
        question,
        work_out=partial(worked_out, item.formula, _values(used, definition)),
        depends_on=question.depends_on | used,
        minimum=least if math.isfinite(least) else None,
        maximum=most if math.isfinite(most) else None,
        is_whole=_is_whole(item, definition, {}),
    )


def numbers_of(item: Item) -> Mapping[str, float]:
    """Return what each option of a question stands for; as how many it counts, where boxes are ticked."""
    if item.kind == BOXES:
        return {option.code: 0 if option.exclusive else 1 for option in item.options if option.missing is None}
    return {option.code: option.value for option in item.options if option.value is not None and option.missing is None}


def _values(used: frozenset[str], definition: Definition) -> Values:
    by_key = definition.items_by_key
    return {key: numbers_of(by_key[key]) for key in used if key in by_key}


def _limits(item: Item, definition: Definition, known: dict[str, Limits]) -> Limits:
    """Return the least and the most that a question can be; `known` are those that were looked for already."""
    if item.key in known:
        return known[item.key]
    known[item.key] = (-math.inf, math.inf)  # for a draft whose formulas go round in a circle
    if item.formula is not None:
        known[item.key] = limits_of(item.formula, _limits_of_operands(item.formula, definition, known))
    elif item.kind in NUMBERS:
        most = 100 if item.kind == "per_cent" and item.maximum is None else item.maximum
        known[item.key] = (item.minimum or 0, math.inf if most is None else most)
    else:
        numbers = numbers_of(item).values()
        ticked = item.kind == BOXES
        known[item.key] = (0, sum(numbers)) if ticked else (min(numbers, default=0), max(numbers, default=0))
    return known[item.key]


def _limits_of_operands(formula: Formula, definition: Definition, known: dict[str, Limits]) -> Mapping[str, Limits]:
    by_key = definition.items_by_key
    return {
        operand.question: _limits(by_key[operand.question], definition, known)
        if operand.question in by_key
        else (-math.inf, math.inf)
        for operand in operands(formula)
    }


def _is_whole(item: Item, definition: Definition, known: dict[str, bool]) -> bool:
    """Whether a question can be nothing but a whole number."""
    if item.key not in known:
        known[item.key] = False
        if item.formula is not None:
            known[item.key] = _comes_out_whole(item.formula, definition, known)
        else:
            known[item.key] = item.whole or (
                item.kind not in NUMBERS and all(number == int(number) for number in numbers_of(item).values())
            )
    return known[item.key]


def _comes_out_whole(formula: Formula, definition: Definition, known: dict[str, bool]) -> bool:
    match formula:
        case Operand() | Count():
            used = definition.items_by_key.get(formula.question)
            return used is not None and _is_whole(used, definition, known)
        case Calculation():
            return formula.operation != "mean" and all(
                _comes_out_whole(part, definition, known) for part in formula.parts
            )
        case _:
            return formula == int(formula)


def usable(item: Item) -> bool:
    """Whether a formula can use the answers to a question as numbers."""
    return item.kind in NUMBERS | {COMPUTED} or (item.kind in ONE_OF and bool(numbers_of(item)))


def faults_in_formulas(definition: Definition) -> Iterator[str]:
    """Yield a sentence for each computed value that cannot be made from what it names."""
    for item in definition.items:
        if item.formula is not None:
            earlier = {one.key: one for one in definition.items_before_item(item.key)}
            for operand in dict.fromkeys(operands(item.formula)):
                fault = _fault(operand, earlier.get(operand.question), definition)
                if fault:
                    yield _("The computed value “%(label)s” %(fault)s", label=words(item.label), fault=fault)


def _fault(operand: Operand | Count, item: Item | None, definition: Definition) -> str:
    if item is None:
        later = definition.items_by_key.get(operand.question)
        if later is None:
            return _("uses “%(key)s”, which is no question of this survey.", key=operand.question)
        return _("uses “%(label)s”, which is not asked before it. Move it down.", label=words(later.label))
    label = words(item.label)
    if isinstance(operand, Count):
        if item.kind != BOXES:
            return _("counts the answers to “%(label)s”, which is not answered by ticking boxes.", label=label)
        return ""
    if item.kind not in NUMBERED:
        return _("uses “%(label)s”, whose answers are no numbers.", label=label)
    if not usable(item):
        return _("uses “%(label)s”, whose answers have no values. Give them values.", label=label)
    return ""
