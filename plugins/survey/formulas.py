"""Formulas: a closed tree that makes a number from earlier answers; nothing in it can run, and nothing can fail."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import TypeGuard

from consult.sdk.database import JsonObject
from consult.sdk.messages import gettext as _
from consult.sdk.texts import plain_number
from plugins.survey.conditions import DEEPEST

LARGEST = 999_999_999_999
MOST_PARTS = 50
KEY = re.compile(r"[a-z][a-z0-9_]{0,29}")
DECIMALS = 6
"""To how many decimals the result is rounded, half to even."""


@dataclass(frozen=True)
class Operand:
    """The number that was answered to a question, or the value of the option that was chosen."""

    question: str


@dataclass(frozen=True)
class Count:
    """How many options were ticked of a question with boxes."""

    question: str


@dataclass(frozen=True)
class Calculation:
    """An operation on several parts; with `skips`, those that are missing are left out."""

    operation: str
    parts: tuple["Formula", ...]
    skips: bool = False


Formula = Operand | Count | Calculation | int | float
Values = Mapping[str, Mapping[str, float]]
"""By question and code: the number that an option stands for, or as how many it counts; none for what is no number."""


def _difference(numbers: Sequence[Fraction]) -> Fraction:
    first, second = numbers
    return first - second


_OPERATIONS: Mapping[str, Callable[[Sequence[Fraction]], Fraction]] = {
    "sum": lambda numbers: sum(numbers, Fraction(0)),
    "mean": lambda numbers: sum(numbers, Fraction(0)) / len(numbers),
    "min": min,
    "max": max,
    "difference": _difference,
}
OPERATIONS = (*_OPERATIONS, "count")
OF_LISTS = tuple(name for name in _OPERATIONS if name != "difference")


def worked_out(formula: Formula, values: Values, answers: Mapping[str, object]) -> int | float | None:
    """Return what a formula makes of these answers; nothing where it lacks one, or the number is too large to keep.

    It is exact until it is rounded at the end, so that three times 0.1 is 0.3.
    """
    number = _number(formula, values, answers)
    if number is None or abs(number) > LARGEST:
        return None
    return plain_number(float(round(number, DECIMALS)))


def _number(formula: Formula, values: Values, answers: Mapping[str, object]) -> Fraction | None:
    match formula:
        case Operand() | Count():
            return _answered(answers.get(formula.question), values.get(formula.question, {}))
        case Calculation():
            return _calculated(formula, values, answers)
        case _:
            return _exact(formula)


def _calculated(formula: Calculation, values: Values, answers: Mapping[str, object]) -> Fraction | None:
    found = [(part, _number(part, values, answers)) for part in formula.parts]
    numbers = [number for _ignored, number in found if number is not None]
    is_complete = len(numbers) == len(found)
    # Fixed numbers alone say nothing of anybody.
    if not any(number is not None and not _is_number(part) for part, number in found):
        return None
    return _OPERATIONS[formula.operation](numbers) if is_complete or formula.skips else None


def _answered(answer: object, values: Mapping[str, float]) -> Fraction | None:
    if isinstance(answer, list):
        counted = [values.get(code) for code in answer]
        known = [_exact(number) for number in counted if number is not None]
        return sum(known, Fraction(0)) if known and len(known) == len(counted) else None
    number = values.get(answer) if isinstance(answer, str) else answer
    return _exact(number) if _is_number(number) else None


def _exact(number: float) -> Fraction:
    return Fraction(Decimal(str(number)))


def _is_number(value: object) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= LARGEST


Limits = tuple[float, float]


def limits_of(formula: Formula, limits: Mapping[str, Limits]) -> Limits:
    """Return the least and the most that can come of a formula whose questions have these limits."""
    match formula:
        case Operand() | Count():
            return limits[formula.question]
        case Calculation():
            return _limits_of_calculation(formula, [limits_of(part, limits) for part in formula.parts])
        case _:
            return formula, formula


def _limits_of_calculation(formula: Calculation, parts: Sequence[Limits]) -> Limits:
    leasts, mosts = [least for least, _most in parts], [most for _least, most in parts]
    match formula.operation, formula.skips:
        case "difference", _:
            return leasts[0] - mosts[1], mosts[0] - leasts[1]
        case "sum", True:
            return _limits_of_some(leasts, mosts)
        case "sum", False:
            return sum(leasts), sum(mosts)
        case "min", False:
            return min(leasts), min(mosts)
        case "max", False:
            return max(leasts), max(mosts)
        case _:
            return min(leasts), max(mosts)


def _limits_of_some(leasts: Sequence[float], mosts: Sequence[float]) -> Limits:
    # Any of the parts may be left out, but not all.
    below, above = [least for least in leasts if least < 0], [most for most in mosts if most > 0]
    return sum(below) if below else min(leasts), sum(above) if above else max(mosts)


def operands(formula: Formula) -> Iterator[Operand | Count]:
    """Yield every question that a formula uses, as it uses it."""
    match formula:
        case Operand() | Count():
            yield formula
        case Calculation():
            for part in formula.parts:
                yield from operands(part)


def is_simple(formula: Formula) -> bool:
    """Whether it is one operation on questions alone, which a form can show."""
    if isinstance(formula, Calculation):
        return all(isinstance(part, Operand) for part in formula.parts)
    return isinstance(formula, Count)


def with_other_keys(formula: Formula, keys: Mapping[str, str]) -> Formula:
    """Return the formula about questions with other keys; those without another one stay."""
    match formula:
        case Operand() | Count():
            return replace(formula, question=keys.get(formula.question, formula.question))
        case Calculation():
            return replace(formula, parts=tuple(with_other_keys(part, keys) for part in formula.parts))
        case _:
            return formula


def formula_from(stored: JsonObject) -> Formula:
    """Return the formula that JSON of the right shape says."""
    if "q" in stored:
        return Operand(stored["q"])
    if "count" in stored:
        return Count(stored["count"])
    skips = stored.get("missing") == "skip"
    operation = next(name for name in _OPERATIONS if name in stored)
    parts = (part if _is_number(part) else formula_from(part) for part in stored[operation])
    return Calculation(operation, tuple(parts), skips)


def formula_as_json(formula: Formula) -> JsonObject | int | float:
    """Return the formula as it is stored."""
    match formula:
        case Operand():
            return {"q": formula.question}
        case Count():
            return {"count": formula.question}
        case Calculation():
            said = {formula.operation: [formula_as_json(part) for part in formula.parts]}
            return {**said, "missing": "skip"} if formula.skips else said
        case _:
            return formula


def shape_fault(formula: object, depth: int = 0) -> str | None:
    """Return what is wrong with the shape of a formula, or nothing."""
    if depth > DEEPEST:
        return _("A formula can be at most %(deepest)s levels deep.", deepest=DEEPEST)
    names = {*formula} - {"missing"} if isinstance(formula, Mapping) else set()
    if not isinstance(formula, Mapping) or len(names) != 1 or not names <= {*OPERATIONS}:
        return _("A formula must be an object with one of: %(operations)s.", operations=", ".join(OPERATIONS))
    (operation,) = names
    if operation == "count":
        is_key = _is_key(formula["count"]) and "missing" not in formula
        return None if is_key else _("“count” needs the key of one question with boxes, and nothing else.")
    return _missing_fault(operation, formula) or _parts_fault(operation, formula[operation], depth)


def _missing_fault(operation: str, formula: Mapping[str, object]) -> str | None:
    if formula.get("missing", "none") not in ("none", "skip"):
        return _("“missing” must be “none” or “skip”.")
    if operation == "difference" and formula.get("missing") == "skip":
        return _("A difference needs both numbers, so “missing” cannot be “skip”.")
    return None


def _parts_fault(operation: str, parts: object, depth: int) -> str | None:
    if operation == "difference" and not (isinstance(parts, list) and len(parts) == 2):
        return _("“difference” needs a list of two parts.")
    if not isinstance(parts, list) or not 0 < len(parts) <= MOST_PARTS:
        return _("“%(operation)s” needs a list of 1 to %(most)s parts.", operation=operation, most=MOST_PARTS)
    if all(map(_is_number, parts)):
        return _("“%(operation)s” needs at least one question.", operation=operation)
    return next((fault for part in parts if (fault := _part_fault(part, depth))), None)


def _part_fault(part: object, depth: int) -> str | None:
    if _is_number(part):
        return None
    if isinstance(part, Mapping) and "q" in part:
        is_key = {*part} == {"q"} and _is_key(part["q"])
        return None if is_key else _("“q” must be the key of a question, and stand alone.")
    return shape_fault(part, depth + 1)


def _is_key(value: object) -> bool:
    return isinstance(value, str) and KEY.fullmatch(value) is not None
