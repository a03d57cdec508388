"""Formulas: the number that they should be, missing where an answer is, and never an error."""

from decimal import Decimal, localcontext
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.survey.conditions import DEEPEST
from plugins.survey.formulas import (
    LARGEST,
    OPERATIONS,
    formula_as_json,
    formula_from,
    is_simple,
    limits_of,
    operands,
    shape_fault,
    with_other_keys,
    worked_out,
)
from tests.plugins.survey.conftest import patient

VALUES: dict[str, dict[str, float]] = {"one_of": {"lo": 1, "hi": 4.5}, "boxes": {"x": 1, "y": 1, "none": 0}}
numbers = st.integers(-1000, 1000) | st.decimals(-1000, 1000, places=2).map(float)
leaves = st.sampled_from([{"q": "a"}, {"q": "b"}, {"q": "one_of"}])
asked = leaves | st.just({"count": "boxes"})


def _joined(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    parts = st.tuples(inner, st.lists(inner | numbers, max_size=3)).map(lambda pair: [pair[0], *pair[1]])
    lists = st.tuples(st.sampled_from(["sum", "mean", "min", "max"]), parts, st.sampled_from(["none", "skip", None]))
    return st.one_of(
        lists.map(lambda one: {one[0]: one[1], **({} if one[2] is None else {"missing": one[2]})}),
        st.tuples(inner, inner | numbers).map(lambda pair: {"difference": [*pair]}),
    )


trees: st.SearchStrategy[Any] = _joined(st.recursive(asked, _joined, max_leaves=8))
answers = st.fixed_dictionaries(
    {},
    optional={
        "a": numbers,
        "b": numbers | st.none(),
        "one_of": st.sampled_from(["lo", "hi", "dk"]),
        "boxes": st.lists(st.sampled_from(["x", "y", "none", "pnts"]), unique=True),
    },
)


def read_plainly(tree: Any, given_answers: dict[str, Any]) -> Decimal | None:
    """Read a formula another way: over the JSON itself, in decimals of many digits."""
    if not isinstance(tree, dict):
        return Decimal(str(tree))
    if "q" in tree:
        answer = given_answers.get(tree["q"])
        answer = VALUES["one_of"].get(str(answer)) if tree["q"] == "one_of" else answer
        return None if answer is None else Decimal(str(answer))
    if "count" in tree:
        ticked = given_answers.get("boxes") or []
        return None if not ticked or "pnts" in ticked else Decimal(len([code for code in ticked if code != "none"]))
    ((operation, parts),) = [(name, value) for name, value in tree.items() if name != "missing"]
    found = [read_plainly(part, given_answers) for part in parts]
    of_people = [one for one, part in zip(found, parts, strict=True) if isinstance(part, dict) and one is not None]
    if not of_people or (None in found and tree.get("missing") != "skip"):
        return None
    kept = [one for one in found if one is not None]
    if operation == "difference":
        return kept[0] - kept[1]
    if operation in ("sum", "mean"):
        total = kept[0]
        for one in kept[1:]:
            total += one
        return total if operation == "sum" else total / len(kept)
    return sorted(kept)[0 if operation == "min" else -1]


@patient
@given(trees, answers)
def test_a_formula_is_what_an_independent_reading_makes_of_it(tree: Any, given_answers: dict[str, Any]) -> None:
    assert shape_fault(tree) is None
    with localcontext() as digits:
        digits.prec = 60
        expected = read_plainly(tree, given_answers)
    found = worked_out(formula_from(tree), VALUES, given_answers)
    if expected is None:
        assert found is None
    else:
        assert found is not None
        assert abs(Decimal(str(found)) - expected) <= Decimal("0.000001")
        assert isinstance(found, int) is (found == int(found))


@patient
@given(trees)
def test_a_formula_survives_its_json(tree: Any) -> None:
    made = formula_from(tree)
    said = formula_as_json(made)
    assert isinstance(said, dict)
    assert formula_from(said) == made
    assert with_other_keys(with_other_keys(made, {"a": "z"}), {"z": "a"}) == made
    assert "a" not in {one.question for one in operands(with_other_keys(made, {"a": "z"}))}


@patient
@given(trees, answers)
def test_nothing_lies_outside_the_limits(tree: Any, given_answers: dict[str, Any]) -> None:
    made = formula_from(tree)
    limits = {"a": (-1000, 1000), "b": (-1000, 1000), "one_of": (1, 4.5), "boxes": (0, 2)}
    least, most = limits_of(made, limits)
    found = worked_out(made, VALUES, given_answers)
    assert found is None or least - 1e-5 <= found <= most + 1e-5


@patient
@given(trees, st.dictionaries(st.sampled_from(["a", "b", "one_of", "boxes"]), st.none() | st.booleans() | st.text()))
def test_what_fits_nothing_is_missing_and_no_error(tree: Any, given_answers: dict[str, Any]) -> None:
    assert worked_out(formula_from(tree), VALUES, given_answers) is None


@pytest.mark.parametrize(
    ("formula", "given_answers", "expected"),
    [
        ({"sum": [{"q": "a"}, {"q": "b"}]}, {"a": 0.1, "b": 0.2}, 0.3),
        ({"sum": [{"q": "a"}, {"q": "b"}]}, {"a": 1}, None),
        ({"sum": [{"q": "a"}, {"q": "b"}], "missing": "skip"}, {"a": 1}, 1),
        ({"sum": [{"q": "a"}, 5], "missing": "skip"}, {}, None),
        ({"mean": [{"q": "a"}, {"q": "b"}]}, {"a": 1, "b": 2}, 1.5),
        ({"difference": [{"q": "a"}, {"q": "b"}]}, {"a": 1, "b": 3}, -2),
        ({"count": "boxes"}, {"boxes": ["x", "y"]}, 2),
        ({"count": "boxes"}, {"boxes": ["none"]}, 0),
        ({"count": "boxes"}, {"boxes": ["pnts"]}, None),
        ({"count": "boxes"}, {}, None),
        ({"sum": [{"q": "one_of"}, 1]}, {"one_of": "hi"}, 5.5),
        ({"sum": [{"q": "one_of"}, 1]}, {"one_of": "gone"}, None),
        ({"sum": [{"q": "a"}, LARGEST]}, {"a": 1}, None),
    ],
)
def test_examples(formula: Any, given_answers: dict[str, Any], expected: float | None) -> None:
    assert worked_out(formula_from(formula), VALUES, given_answers) == expected


def _nested(levels: int) -> Any:
    made: Any = {"q": "a"}
    for _level in range(levels):
        made = {"sum": [made]}
    return made


@pytest.mark.parametrize(
    "wrong",
    [
        None,
        5,
        [],
        {},
        {"q": "a"},
        {"product": [{"q": "a"}]},
        {"sum": []},
        {"sum": {"q": "a"}},
        {"sum": [1, 2]},
        {"sum": [True]},
        {"sum": [float("nan"), {"q": "a"}]},
        {"sum": [1e13, {"q": "a"}]},
        {"sum": [{"q": "A b"}]},
        {"sum": [{"q": ["a"]}]},
        {"sum": [{"q": "a", "missing": "skip"}]},
        {"sum": [{"q": "a"}], "max": [{"q": "a"}]},
        {"sum": [{"q": "a"}], "missing": ["skip"]},
        {"sum": [{"q": "a"}] * 51},
        {"difference": [{"q": "a"}]},
        {"difference": [{"q": "a"}, {"q": "b"}], "missing": "skip"},
        {"count": [{"q": "a"}]},
        {"count": "a", "missing": "skip"},
        _nested(DEEPEST + 2),
    ],
)
def test_what_is_no_formula_is_refused_in_a_sentence(wrong: Any) -> None:
    assert (shape_fault(wrong) or "").endswith(".")


def test_a_form_can_show_one_operation_on_questions() -> None:
    assert is_simple(formula_from({"sum": [{"q": "a"}, {"q": "b"}]}))
    assert is_simple(formula_from({"count": "boxes"}))
    assert not is_simple(formula_from({"sum": [{"q": "a"}, 1]}))
    assert not is_simple(formula_from({"sum": [{"max": [{"q": "a"}]}]}))
    assert shape_fault(_nested(DEEPEST)) is None
    assert set(OPERATIONS) == {"sum", "mean", "min", "max", "difference", "count"}
