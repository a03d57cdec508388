"""Fits a tree of tests, read from another program’s condition, into our own closed tree."""

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import isfinite

from consult.sdk.messages import gettext as _
from plugins.survey.conditions import And, Comparison, Condition, Not, Or
from plugins.survey.convert.expressions import Always, Compared, Joined, Opposite, Tree, Value
from plugins.survey.convert.outcome import DoesNotFit
from plugins.survey.definition import CHOICES, COMPUTED, NUMBERS, ONE_OF

NUMBERED = NUMBERS | {COMPUTED}
"""The kinds whose answers are numbers."""

_TESTS: Mapping[str, Callable[[float, float], bool]] = {
    "lt": operator.lt,
    "le": operator.le,
    "gt": operator.gt,
    "ge": operator.ge,
}
_TICKED = frozenset({"y", "yes", "1", "true"})


@dataclass(frozen=True)
class Variable:
    """A question that was brought over: its key and kind here, and our code for each value there.

    With `ticks` it stands for one box of several, which the other program names like a question.
    """

    key: str
    kind: str
    codes: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, float] = field(default_factory=dict)
    ticks: str = ""


def fit(tree: Tree, variables: Mapping[str, Variable]) -> Condition | bool:
    """Return the condition, or whether it always or never holds; raises `DoesNotFit`."""
    match tree:
        case Always():
            return tree.holds
        case Opposite():
            inside = fit(tree.part, variables)
            return not inside if isinstance(inside, bool) else _opposite(inside)
        case Joined():
            return _joined([fit(part, variables) for part in tree.parts], needs_all=tree.needs_all)
        case Compared():
            if tree.name not in variables:
                raise DoesNotFit(_("“%(name)s” is no earlier question that was brought over", name=tree.name or "…"))
            return _fit_test(tree, variables[tree.name])


def _opposite(condition: Condition) -> Condition:
    return condition.part if isinstance(condition, Not) else Not(condition)


def _joined(parts: list[Condition | bool], *, needs_all: bool) -> Condition | bool:
    if (not needs_all) in [part for part in parts if isinstance(part, bool)]:
        return not needs_all
    kept = tuple(part for part in parts if not isinstance(part, bool))
    if not kept:
        return needs_all
    if len(kept) == 1:
        return kept[0]
    return And(kept) if needs_all else Or(kept)


def _fit_test(test: Compared, asked: Variable) -> Condition | bool:
    if asked.ticks:
        return _fit_tick(test, asked)
    if test.operator == "answered" or test.values == ("",):
        answered = Comparison(asked.key, "answered")
        return answered if test.operator == "answered" else Not(answered)
    if test.operator == "is_true":
        return _fit_truth(asked)
    if test.operator in _TESTS:
        return _fit_order(test, asked)
    return _fit_values(test, asked)


def _fit_truth(asked: Variable) -> Condition:
    has_yes = asked.kind == "yes_no"
    return Comparison(asked.key, "eq", "yes") if has_yes else Comparison(asked.key, "answered")


def _fit_values(test: Compared, asked: Variable) -> Condition:
    if asked.kind in NUMBERED and test.operator == "eq" and len(test.values) == 1:
        return Comparison(asked.key, "eq", _number(test.values[0]))
    if asked.kind not in CHOICES:
        raise DoesNotFit(_("it compares the words of “%(name)s”", name=test.name))
    return _fit_codes(test, asked, tuple(_code(value, asked) for value in test.values))


def _fit_codes(test: Compared, asked: Variable, codes: tuple[str, ...]) -> Condition:
    if asked.kind in ONE_OF:
        if test.operator == "has_all" and len(codes) > 1:
            raise DoesNotFit(_("it asks for several answers to “%(name)s”, which takes one", name=test.name))
        return Comparison(asked.key, "eq", codes[0]) if len(codes) == 1 else Comparison(asked.key, "in", codes)
    if test.operator == "has":
        return Comparison(asked.key, "any_of", codes)
    every = Comparison(asked.key, "all_of", codes)
    others = tuple(code for code in asked.codes.values() if code not in codes)
    if test.operator == "has_all" or not others:
        return every
    return And((every, Comparison(asked.key, "none_of", others)))


def _fit_order(test: Compared, asked: Variable) -> Condition | bool:
    limit = _number(test.values[0])
    if asked.kind in NUMBERED:
        return Comparison(asked.key, test.operator, limit)
    if asked.kind in ONE_OF and asked.numbers:
        codes = tuple(code for code, number in asked.numbers.items() if _TESTS[test.operator](number, limit))
        return Comparison(asked.key, "in", codes) if codes else False
    raise DoesNotFit(_("“%(name)s” is no number", name=test.name))


def _fit_tick(test: Compared, asked: Variable) -> Condition:
    ticked = Comparison(asked.key, "any_of", (asked.ticks,))
    if test.operator in {"is_true", "answered"}:
        return ticked
    if test.operator == "eq" and len(test.values) == 1:
        return ticked if _plain(test.values[0]).casefold() in _TICKED else Not(ticked)
    raise DoesNotFit(_("it compares a box of “%(name)s” with something else", name=test.name))


def _number(value: Value) -> float:
    try:
        number = float(value)
    except ValueError as error:
        raise DoesNotFit(_("“%(value)s” is no number", value=value)) from error
    if not isfinite(number):
        raise DoesNotFit(_("“%(value)s” is no number", value=str(value)[:50]))
    return int(number) if number.is_integer() else number


def _plain(value: Value) -> str:
    """Return a value as other programs write it among their answers."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _code(value: Value, asked: Variable) -> str:
    code = asked.codes.get(_plain(value))
    if code is None:
        raise DoesNotFit(_("“%(value)s” is no answer that was brought over", value=_plain(value)))
    return code
