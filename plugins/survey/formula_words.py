"""Formulas as officers read them."""

from collections.abc import Mapping

from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.messages import woven
from plugins.survey.definition import Definition, Item, words
from plugins.survey.formulas import Calculation, Count, Formula, Operand

_IN_WORDS: Mapping[str, str] = {
    "sum": _l("the sum of %(parts)s"),
    "mean": _l("the mean of %(parts)s"),
    "min": _l("the smallest of %(parts)s"),
    "max": _l("the largest of %(parts)s"),
}


def worked_out_in_words(item: Item, definition: Definition) -> str:
    """Return how a computed value is worked out; nothing for what is asked."""
    if item.formula is None:
        return ""
    return _("Worked out: %(formula)s.", formula=formula_in_words(item.formula, definition))


def formula_in_words(formula: Formula, definition: Definition) -> str:
    """Return a formula within a sentence."""
    match formula:
        case Operand():
            return _named(formula.question, definition)
        case Count():
            return woven(_("how many are ticked of %(question)s"), question=_named(formula.question, definition))
        case Calculation():
            return _calculation(formula, definition)
        case _:
            return f"{formula:,g}"


def _calculation(formula: Calculation, definition: Definition) -> str:
    parts = [formula_in_words(part, definition) for part in formula.parts]
    if formula.operation == "difference":
        return woven(_("(%(first)s less %(second)s)"), first=parts[0], second=parts[1])
    said = woven(_IN_WORDS[formula.operation], parts=woven("(%(parts)s)", parts="; ".join(parts)))
    return woven(_("%(said)s, without what is missing"), said=said) if formula.skips else said


def _named(key: str, definition: Definition) -> str:
    item = definition.items_by_key.get(key)
    return key if item is None else f"“{words(item.label)}”"
