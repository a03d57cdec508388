"""Conditions: a closed tree of comparisons with earlier answers; nothing in it can run, and nothing in it can fail."""

import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeGuard

from consult.sdk.database import JsonObject
from consult.sdk.messages import gettext as _

DEEPEST = 12
LARGEST = 1e15


@dataclass(frozen=True)
class Comparison:
    """One answer compared with a value: a code, a number, several of them, or none for `answered`."""

    question: str
    operator: str
    value: object = None

    @property
    def values(self) -> tuple[object, ...]:
        """What is compared with, whether one or several."""
        return self.value if isinstance(self.value, tuple) else (self.value,)


@dataclass(frozen=True)
class And:
    """All of several conditions."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True)
class Or:
    """Any of several conditions."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True)
class Not:
    """The opposite of a condition."""

    part: "Condition"


@dataclass(frozen=True)
class Reference:
    """A named condition."""

    name: str


Condition = Comparison | And | Or | Not | Reference
Named = Mapping[str, Condition]


def _is_number(value: object) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= LARGEST


def _is_word(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and len(value) <= 200 and value.isprintable()


def _numbers(test: Callable[[float, float], bool]) -> Callable[[object, object], bool]:
    return lambda answer, value: _is_number(answer) and _is_number(value) and test(answer, value)


def _sets(test: Callable[[set[str], set[str]], bool]) -> Callable[[object, object], bool]:
    def compare(answer: object, value: object) -> bool:
        given = answer if isinstance(answer, list) else [answer]
        return isinstance(value, tuple) and test(set(map(str, given)), set(map(str, value)))

    return compare


def _is_between(answer: object, value: object) -> bool:
    if not isinstance(value, tuple) or len(value) != 2 or not _is_number(answer):
        return False
    minimum, maximum = value
    return _is_number(minimum) and _is_number(maximum) and minimum <= answer <= maximum


OPERATORS: Mapping[str, Callable[[object, object], bool]] = {
    "answered": lambda answer, value: True,
    "eq": lambda answer, value: answer == value,
    "ne": lambda answer, value: answer != value,
    "in": lambda answer, value: isinstance(value, tuple) and answer in value,
    "any_of": _sets(lambda given, wanted: bool(given & wanted)),
    "all_of": _sets(lambda given, wanted: given >= wanted),
    "none_of": _sets(lambda given, wanted: not given & wanted),
    "lt": _numbers(operator.lt),
    "le": _numbers(operator.le),
    "gt": _numbers(operator.gt),
    "ge": _numbers(operator.ge),
    "between": _is_between,
}
LISTS = frozenset({"in", "any_of", "all_of", "none_of"})
OF_NUMBERS = frozenset({"lt", "le", "gt", "ge", "between"})


def holds(
    condition: Condition | None, answers: Mapping[str, object], named: Named | None = None, depth: int = 0
) -> bool:
    """Return whether the condition holds for these answers; no condition always holds.

    A missing answer makes every comparison false (`answered` too), and what does not fit together is false, never
    an error. `named` are the survey's named conditions. What is nested too deeply, as names that refer to each other
    are, does not hold.
    """
    if condition is None or depth > DEEPEST:
        return condition is None
    if isinstance(condition, Comparison):
        return _compares(condition, answers.get(condition.question))
    if isinstance(condition, And | Or):
        is_or = isinstance(condition, Or)
        for part in condition.parts:
            if holds(part, answers, named, depth + 1) is is_or:
                return is_or
        return not is_or
    if isinstance(condition, Not):
        return not holds(condition.part, answers, named, depth + 1)
    meant = (named or {}).get(condition.name)
    return meant is not None and holds(meant, answers, named, depth + 1)


def _compares(comparison: Comparison, answer: object) -> bool:
    compare = OPERATORS.get(comparison.operator)
    if compare is None or answer is None or answer == [] or answer == "":
        return False
    return compare(answer, comparison.value)


def parts_of(condition: Condition) -> tuple[Condition, ...]:
    """Return the conditions that a condition joins."""
    match condition:
        case And() | Or():
            return condition.parts
        case Not():
            return (condition.part,)
    return ()


def comparisons(condition: Condition | None, named: Named | None = None, depth: int = 0) -> Iterator[Comparison]:
    """Yield every comparison in a condition, those of the named conditions it refers to included."""
    if condition is None or depth > DEEPEST:
        return
    if isinstance(condition, Comparison):
        yield condition
    if isinstance(condition, Reference):
        yield from comparisons((named or {}).get(condition.name), named, depth + 1)
    for part in parts_of(condition):
        yield from comparisons(part, named, depth + 1)


def references(condition: Condition) -> Iterator[str]:
    """Yield the names of the named conditions that a condition refers to."""
    if isinstance(condition, Reference):
        yield condition.name
    for part in parts_of(condition):
        yield from references(part)


def resolved(condition: Condition | None, named: Named) -> Condition | None:
    """Return the condition with every reference replaced by what it means, so that two can be compared."""
    return None if condition is None else _resolved(condition, named, 0)


def _resolved(condition: Condition, named: Named, depth: int) -> Condition:
    if depth > DEEPEST:
        return condition
    match condition:
        case And():
            return And(tuple(_resolved(part, named, depth + 1) for part in condition.parts))
        case Or():
            return Or(tuple(_resolved(part, named, depth + 1) for part in condition.parts))
        case Not():
            return Not(_resolved(condition.part, named, depth + 1))
        case Reference():
            meant = named.get(condition.name)
            return condition if meant is None else _resolved(meant, named, depth + 1)
        case Comparison():
            return condition


def renamed(condition: Condition, keys: Mapping[str, str]) -> Condition:
    """Return the condition about questions with other keys; those without another one stay."""
    match condition:
        case And():
            return And(tuple(renamed(part, keys) for part in condition.parts))
        case Or():
            return Or(tuple(renamed(part, keys) for part in condition.parts))
        case Not():
            return Not(renamed(condition.part, keys))
        case Comparison():
            return replace(condition, question=keys.get(condition.question, condition.question))
        case Reference():
            return condition


def condition_from(stored: JsonObject) -> Condition:
    """Return the condition that JSON of the right shape says."""
    if "all" in stored:
        return And(tuple(map(condition_from, stored["all"])))
    if "any" in stored:
        return Or(tuple(map(condition_from, stored["any"])))
    if "not" in stored:
        return Not(condition_from(stored["not"]))
    if "ref" in stored:
        return Reference(stored["ref"])
    value = stored.get("value")
    return Comparison(stored["q"], stored["op"], tuple(value) if isinstance(value, list) else value)


def condition_as_json(condition: Condition) -> JsonObject:
    """Return the condition as it is stored."""
    match condition:
        case And():
            return {"all": [condition_as_json(part) for part in condition.parts]}
        case Or():
            return {"any": [condition_as_json(part) for part in condition.parts]}
        case Not():
            return {"not": condition_as_json(condition.part)}
        case Reference():
            return {"ref": condition.name}
        case Comparison():
            asked = {"q": condition.question, "op": condition.operator}
            value = list(condition.value) if isinstance(condition.value, tuple) else condition.value
            return asked if value is None else {**asked, "value": value}


def _parts_fault(parts: object, depth: int) -> str | None:
    if not isinstance(parts, list) or not parts:
        return _("“all” and “any” need a list of at least one condition.")
    return next((fault for part in parts if (fault := shape_fault(part, depth + 1))), None)


def shape_fault(condition: object, depth: int = 0) -> str | None:
    """Return what is wrong with the shape of a condition, or nothing."""
    if depth > DEEPEST:
        return _("A condition can be at most %(deepest)s levels deep.", deepest=DEEPEST)
    if not isinstance(condition, Mapping):
        return _("A condition must be an object with “q” and “op”, or with “all”, “any”, “not” or “ref”.")
    keys = set(condition)
    if keys in ({"all"}, {"any"}):
        (parts,) = condition.values()
        return _parts_fault(parts, depth)
    if keys == {"not"}:
        return shape_fault(condition["not"], depth + 1)
    if keys == {"ref"}:
        return None if _is_word(condition["ref"]) else _("“ref” must be the name of a condition.")
    return _comparison_fault(condition)


def _comparison_fault(condition: Mapping[str, object]) -> str | None:
    keys = set(condition)
    if not {"q", "op"} <= keys <= {"q", "op", "value"} or not _is_word(condition["q"]):
        return _("A comparison must have “q” (a question’s key), “op” and, unless it is “answered”, “value”.")
    operator = condition["op"]
    if not isinstance(operator, str) or operator not in OPERATORS:
        return _(
            "There is no operator “%(operator)s”. Use one of: %(operators)s.",
            operator=operator,
            operators=", ".join(OPERATORS),
        )
    if operator == "answered":
        return _("“answered” takes no value.") if "value" in condition else None
    return _value_fault(operator, condition.get("value"))


def _is_list_of(is_kind: Callable[[object], bool], value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(map(is_kind, value))


def _is_pair(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(map(_is_number, value))


def _value_fault(operator: str, value: object) -> str | None:
    if operator == "between":
        return None if _is_pair(value) else _("“between” needs a list of two numbers.")
    if operator in OF_NUMBERS:
        return None if _is_number(value) else _("“%(operator)s” needs a number.", operator=operator)
    if operator in LISTS:
        is_list = _is_list_of(_is_word, value)
        return None if is_list else _("“%(operator)s” needs a list of option codes.", operator=operator)
    if _is_word(value) or _is_number(value):
        return None
    return _("“%(operator)s” needs an option code or a number.", operator=operator)
