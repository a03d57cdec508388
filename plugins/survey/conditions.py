"""Conditions: a closed tree of comparisons with earlier answers; nothing in it can run, and nothing in it can fail."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from consult.sdk.messages import gettext as _

Condition = Mapping[str, Any]
DEEPEST = 12
LARGEST = 1e15


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= LARGEST


def _is_word(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= 200 and value.isprintable()


def _compare(test: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    return lambda answer, value: _is_number(answer) and _is_number(value) and test(answer, value)


def _with_list(test: Callable[[set[Any], set[Any]], bool]) -> Callable[[Any, Any], bool]:
    def compare(answer: Any, value: Any) -> bool:
        given = answer if isinstance(answer, list) else [answer]
        return isinstance(value, list) and test(set(map(str, given)), set(map(str, value)))

    return compare


def _is_between(answer: Any, value: Any) -> bool:
    is_pair = isinstance(value, list) and len(value) == 2 and all(map(_is_number, value))
    return is_pair and _is_number(answer) and value[0] <= answer <= value[1]


OPERATORS: Mapping[str, Callable[[Any, Any], bool]] = {
    "answered": lambda answer, value: True,
    "eq": lambda answer, value: bool(answer == value),
    "ne": lambda answer, value: bool(answer != value),
    "in": lambda answer, value: isinstance(value, list) and answer in value,
    "any_of": _with_list(lambda given, wanted: bool(given & wanted)),
    "all_of": _with_list(lambda given, wanted: given >= wanted),
    "none_of": _with_list(lambda given, wanted: not given & wanted),
    "lt": _compare(lambda answer, value: answer < value),
    "le": _compare(lambda answer, value: answer <= value),
    "gt": _compare(lambda answer, value: answer > value),
    "ge": _compare(lambda answer, value: answer >= value),
    "between": _is_between,
}
LISTS = frozenset({"in", "any_of", "all_of", "none_of"})
OF_NUMBERS = frozenset({"lt", "le", "gt", "ge", "between"})
OF_KIND: Mapping[str, frozenset[str]] = {
    "radios": frozenset({"answered", "eq", "ne", "in"}),
    "likert": frozenset({"answered", "eq", "ne", "in"}),
    "checkboxes": frozenset({"answered", "any_of", "all_of", "none_of"}),
    "number": frozenset({"answered", "eq", "ne"}) | OF_NUMBERS,
    "short_text": frozenset({"answered"}),
    "long_text": frozenset({"answered"}),
}


def holds(
    condition: Condition | None, answers: Mapping[str, Any], named: Mapping[str, Condition] | None = None
) -> bool:
    """Return whether the condition holds for these answers; no condition always holds.

    A missing answer makes every comparison false (`answered` too), and what does not fit together is false, never
    an error. `named` are the survey's named conditions.
    """
    return condition is None or _holds(condition, answers, named or {}, 0)


def _holds(condition: Condition, answers: Mapping[str, Any], named: Mapping[str, Condition], depth: int) -> bool:
    if depth > DEEPEST:
        return False
    if "all" in condition:
        return all(_holds(one, answers, named, depth + 1) for one in condition["all"])
    if "any" in condition:
        return any(_holds(one, answers, named, depth + 1) for one in condition["any"])
    if "not" in condition:
        return not _holds(condition["not"], answers, named, depth + 1)
    if "ref" in condition:
        meant = named.get(condition["ref"])
        return meant is not None and _holds(meant, answers, named, depth + 1)
    answer = answers.get(condition.get("q", ""))
    compare = OPERATORS.get(condition.get("op", ""))
    if compare is None or answer is None or answer == [] or answer == "":
        return False
    return compare(answer, condition.get("value"))


def comparisons(
    condition: Condition, named: Mapping[str, Condition] | None = None, depth: int = 0
) -> Iterator[Condition]:
    """Yield every comparison in a condition, those of the named conditions it refers to included."""
    if depth > DEEPEST:
        return
    if "q" in condition:
        yield condition
    for part in parts_of(condition):
        yield from comparisons(part, named, depth + 1)
    meant = (named or {}).get(condition.get("ref", ""))
    if meant is not None:
        yield from comparisons(meant, named, depth + 1)


def parts_of(condition: Condition) -> Sequence[Condition]:
    """Return the conditions that a condition joins."""
    if "not" in condition:
        return [condition["not"]]
    return list(condition.get("all", condition.get("any", [])))


def resolved(condition: Condition | None, named: Mapping[str, Condition], depth: int = 0) -> Condition | None:
    """Return the condition with every reference replaced by what it means, so that two can be compared."""
    if condition is None or depth > DEEPEST:
        return condition
    if "ref" in condition:
        return resolved(named.get(condition["ref"], condition), {} if depth == DEEPEST else named, depth + 1)
    for joiner in ("all", "any"):
        if joiner in condition:
            return {joiner: [resolved(one, named, depth + 1) for one in condition[joiner]]}
    if "not" in condition:
        return {"not": resolved(condition["not"], named, depth + 1)}
    return condition


def shape_fault(condition: Any, depth: int = 0) -> str | None:
    """Return what is wrong with the shape of a condition, or nothing."""
    if depth > DEEPEST:
        return _("A condition can be at most %(deepest)s levels deep.", deepest=DEEPEST)
    if not isinstance(condition, Mapping):
        return _("A condition must be an object with “q” and “op”, or with “all”, “any”, “not” or “ref”.")
    keys = set(condition)
    if keys in ({"all"}, {"any"}):
        (parts,) = condition.values()
        if not isinstance(parts, list) or not parts:
            return _("“all” and “any” need a list of at least one condition.")
        return next((fault for one in parts if (fault := shape_fault(one, depth + 1))), None)
    if keys == {"not"}:
        return shape_fault(condition["not"], depth + 1)
    if keys == {"ref"}:
        return None if _is_word(condition["ref"]) else _("“ref” must be the name of a condition.")
    return _comparison_fault(condition)


def _comparison_fault(condition: Mapping[str, Any]) -> str | None:
    keys = set(condition)
    if not {"q", "op"} <= keys <= {"q", "op", "value"} or not _is_word(condition["q"]):
        return _("A comparison must have “q” (a question’s key), “op” and, unless it is “answered”, “value”.")
    operator, value = condition["op"], condition.get("value")
    if not isinstance(operator, str) or operator not in OPERATORS:
        return _(
            "There is no operator “%(operator)s”. Use one of: %(operators)s.",
            operator=operator,
            operators=", ".join(OPERATORS),
        )
    if operator == "answered":
        return _("“answered” takes no value.") if "value" in condition else None
    if operator == "between":
        pair = isinstance(value, list) and len(value) == 2 and all(map(_is_number, value))
        return None if pair else _("“between” needs a list of two numbers.")
    if operator in OF_NUMBERS:
        return None if _is_number(value) else _("“%(operator)s” needs a number.", operator=operator)
    if operator in LISTS:
        is_list = isinstance(value, list) and bool(value) and all(map(_is_word, value))
        return None if is_list else _("“%(operator)s” needs a list of option codes.", operator=operator)
    return (
        None
        if _is_word(value) or _is_number(value)
        else _("“%(operator)s” needs an option code or a number.", operator=operator)
    )
