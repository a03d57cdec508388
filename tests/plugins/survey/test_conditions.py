"""Conditions: true when they should be, false when anything is missing, never an error."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from plugins.survey.conditions import (
    DEEPEST,
    OPERATORS,
    Comparison,
    Reference,
    comparisons,
    condition_as_json,
    condition_from,
    resolved,
    shape_fault,
)
from plugins.survey.conditions import holds as condition_holds
from tests.plugins.survey.conftest import patient


def holds(condition: Any, answers: dict[str, Any], named: dict[str, Any] | None = None) -> bool:
    """Return whether a condition, written as JSON, holds."""
    read = None if condition is None else condition_from(condition)
    return condition_holds(read, answers, {name: condition_from(meant) for name, meant in (named or {}).items()})


values: st.SearchStrategy[Any] = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5), st.lists(st.text(max_size=3), max_size=3)
)
comparison = st.fixed_dictionaries(
    {"q": st.sampled_from(["a", "b"]), "op": st.sampled_from([*OPERATORS, "unknown"]), "value": values}
)
trees: st.SearchStrategy[Any] = st.recursive(
    comparison,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"all": parts}),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"any": parts}),
        inner.map(lambda part: {"not": part}),
        st.just({"ref": "named"}),
    ),
    max_leaves=8,
)


@patient
@given(trees, st.dictionaries(st.sampled_from(["a", "b"]), values), trees)
def test_no_tree_and_no_answers_are_an_error(tree: Any, answers: dict[str, Any], named: Any) -> None:
    assert holds(tree, answers, {"named": named}) in {True, False}


@patient
@given(comparison)
def test_a_missing_answer_makes_every_comparison_false(one: dict[str, Any]) -> None:
    assert not holds(one, {})
    assert not holds(one, {one["q"]: None})


@pytest.mark.parametrize(
    ("operator", "answer", "value", "expected"),
    [
        ("eq", "a", "a", True),
        ("eq", "a", "b", False),
        ("eq", 5, 5.0, True),
        ("ne", "a", "b", True),
        ("ne", "a", "a", False),
        ("in", "a", ["a", "b"], True),
        ("in", "c", ["a", "b"], False),
        ("any_of", ["a", "c"], ["a", "b"], True),
        ("any_of", ["c"], ["a", "b"], False),
        ("all_of", ["a", "b", "c"], ["a", "b"], True),
        ("all_of", ["a", "b"], ["a", "b"], True),
        ("all_of", ["a"], ["a", "b"], False),
        ("none_of", ["c"], ["a", "b"], True),
        ("none_of", ["a"], ["a", "b"], False),
        ("lt", 4, 5, True),
        ("lt", 5, 5, False),
        ("le", 5, 5, True),
        ("le", 6, 5, False),
        ("gt", 5, 5, False),
        ("gt", 6, 5, True),
        ("ge", 5, 5, True),
        ("ge", 4, 5, False),
        ("between", 5, [5, 7], True),
        ("between", 7, [5, 7], True),
        ("between", 8, [5, 7], False),
        ("between", 4, [5, 7], False),
        ("between", 5, [5, 7, 9], False),
        ("lt", "4", 5, False),
    ],
)
def test_each_operator_compares(operator: str, answer: Any, value: Any, expected: bool) -> None:
    assert holds({"q": "a", "op": operator, "value": value}, {"a": answer}) is expected


def test_answered_holds_for_any_answer_and_joiners_join() -> None:
    answered, other = {"q": "a", "op": "answered"}, {"q": "b", "op": "answered"}
    assert holds(answered, {"a": 0})
    assert not holds(answered, {"a": ""})
    assert not holds(answered, {"a": []})
    assert not holds({"all": [answered, other]}, {"a": "x"})
    assert holds({"any": [answered, other]}, {"a": "x"})
    assert holds({"not": other}, {"a": "x"})
    assert holds({"ref": "one"}, {"a": "x"}, {"one": answered})
    assert not holds({"ref": "gone"}, {"a": "x"}, {})
    assert holds(None, {})


def test_conditions_that_name_each_other_end() -> None:
    circle = {"one": {"ref": "two"}, "two": {"ref": "one"}}
    assert not holds({"ref": "one"}, {"a": 1}, circle)
    named = {name: condition_from(meant) for name, meant in circle.items()}
    assert list(comparisons(condition_from({"ref": "one"}), named)) == []
    assert resolved(condition_from({"ref": "one"}), named) is not None


@patient
@given(trees)
def test_a_condition_is_stored_as_it_was_read(tree: Any) -> None:
    read = condition_from(tree)
    assert condition_from(condition_as_json(read)) == read
    assume("None" not in str(tree) and "nan" not in str(tree))
    assert condition_as_json(read) == tree


@pytest.mark.parametrize(
    "wrong",
    [
        None,
        [],
        {},
        {"all": []},
        {"any": "x"},
        {"q": "a"},
        {"q": "a", "op": "runs", "value": 1},
        {"q": "a", "op": "answered", "value": 1},
        {"q": "a", "op": "lt", "value": "5"},
        {"q": "a", "op": "lt", "value": float("nan")},
        {"q": "a", "op": "gt", "value": 10**400},
        {"q": "a", "op": "between", "value": [1]},
        {"q": "a", "op": "in", "value": "a"},
        {"q": "a", "op": "eq", "value": "\x00"},
        {"q": "a", "op": "eq", "value": "\ud800"},
        {"q": "a", "op": "eq", "value": True},
        {"all": [{"q": "a", "op": "answered"}], "not": {"q": "a", "op": "answered"}},
        {"ref": 5},
    ],
)
def test_a_wrong_shape_is_named(wrong: Any) -> None:
    assert shape_fault(wrong)


NESTED: dict[str, Callable[[Any], Any]] = {
    "all": lambda inner: {"all": [inner]},
    "any": lambda inner: {"any": [inner]},
    "not twice": lambda inner: {"not": {"not": inner}},
}


@pytest.mark.parametrize("joiner", NESTED)
def test_a_tree_holds_as_deep_as_it_may_be_and_no_deeper(joiner: str) -> None:
    tree: Any = {"q": "a", "op": "answered"}
    levels = DEEPEST // 2 if joiner == "not twice" else DEEPEST
    for _ in range(levels):
        tree = NESTED[joiner](tree)
    assert shape_fault(tree) is None
    assert holds(tree, {"a": 1})
    assert list(comparisons(condition_from(tree))) == [Comparison("a", "answered")]
    assert resolved(condition_from(tree), {}) == condition_from(tree)
    deeper = {"all": [tree]}
    assert "levels deep" in str(shape_fault(deeper))
    assert not holds(deeper, {"a": 1})
    assert list(comparisons(condition_from(deeper))) == []


@pytest.mark.parametrize("joiner", NESTED)
def test_what_a_name_means_is_found_under_every_joiner(joiner: str) -> None:
    meant = {"q": "a", "op": "answered"}
    written: dict[str, Any] = {"meant": {"any": [{"ref": "inner"}]}, "inner": meant}
    named = {name: condition_from(condition) for name, condition in written.items()}
    tree = condition_from(NESTED[joiner]({"ref": "meant"}))
    assert list(comparisons(tree, named)) == [condition_from(meant)]
    assert resolved(tree, named) == condition_from(NESTED[joiner]({"any": [meant]}))
    assert resolved(Reference("gone"), named) == Reference("gone")


def test_a_tree_may_not_be_too_deep() -> None:
    tree: Any = {"q": "a", "op": "answered"}
    assert shape_fault(tree) is None
    for _ in range(DEEPEST + 1):
        tree = {"not": tree}
    assert "levels deep" in str(shape_fault(tree))
