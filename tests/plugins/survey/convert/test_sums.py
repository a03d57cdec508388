"""Sums and differences of other programs become formulas; what says more does not fit, and is never run."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.survey.convert.fitting import Variable
from plugins.survey.convert.outcome import DoesNotFit
from plugins.survey.convert.sums import formula_of
from plugins.survey.formulas import formula_as_json, worked_out
from tests.plugins.survey.conftest import patient

VARIABLES = {
    "A": Variable("a", "number"),
    "b": Variable("b", "money"),
    "t": Variable("t", "computed"),
    "r": Variable("r", "radios", {"1": "1", "2": "2"}, {"1": 1, "2": 2}),
    "w": Variable("w", "radios", {"x": "x"}),
    "c": Variable("c", "checkboxes", {"x": "x"}),
    "box": Variable("c", "checkboxes", ticks="x"),
    "s": Variable("s", "short_text"),
}


@pytest.mark.parametrize(
    ("said", "formula"),
    [
        ("${A} + ${ b }", {"sum": [{"q": "a"}, {"q": "b"}]}),
        ("{A}-{b}-1.5", {"difference": [{"difference": [{"q": "a"}, {"q": "b"}]}, 1.5]}),
        ("{A} -1", {"difference": [{"q": "a"}, 1]}),
        ("1 + ({A} - {t})", {"sum": [1, {"difference": [{"q": "a"}, {"q": "t"}]}]}),
        ("Sum({A}, {r}, 2) + {b}", {"sum": [{"q": "a"}, {"q": "r"}, 2, {"q": "b"}]}),
        ("min({A}, {b})", {"min": [{"q": "a"}, {"q": "b"}]}),
        ("avg({A}, max({b}, 3))", {"mean": [{"q": "a"}, {"max": [{"q": "b"}, 3]}]}),
        ("number(${A})", {"sum": [{"q": "a"}]}),
        ("count-selected(${c}) + 1", {"sum": [{"count": "c"}, 1]}),
    ],
)
def test_what_adds_and_takes_away_is_read(said: str, formula: object) -> None:
    assert formula_as_json(formula_of(said, VARIABLES)) == formula


def test_functions_may_leave_out_what_is_missing_but_signs_never_do() -> None:
    assert formula_as_json(formula_of("sum({A},{b})+{t}", VARIABLES, skips=True)) == {
        "sum": [{"sum": [{"q": "a"}, {"q": "b"}], "missing": "skip"}, {"q": "t"}]
    }


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("", "“…” adds nothing"),
        ("2 + 2", "no answer"),
        ("{A} * 2", "“*” adds nothing"),
        ("{A} div 2", "“div” adds nothing"),
        ("{A} {b}", "“{b}” adds nothing"),
        ("({A}", "“)” is missing"),
        ("{A} +", "adds nothing"),
        ("if({A}, 2, 3)", "if(), which is not known"),
        ("today()", "today(), which is not known"),
        ("{none} + 1", "“none” is no earlier question"),
        ("{s} + 1", "“s” is no number"),
        ("{w} + 1", "“w” is no number"),
        ("{c} + 1", "“c” is no number"),
        ("{box} + 1", "“box” is no number"),
        ("count-selected({A})", "ticking boxes"),
        ("count-selected(1)", "ticking boxes"),
        ("number({A}, {b})", "too many"),
        (f"sum({', '.join(['{A}'] * 51)})", "too many"),
        ("{A}" + " - 1" * 20, "too many"),
        ("(" * 40 + "{A}" + ")" * 40, "nested too deeply"),
        ("{A} + " * 400 + "1", "too long"),
    ],
)
def test_what_says_more_does_not_fit(said: str, why: str) -> None:
    with pytest.raises(DoesNotFit) as refused:
        formula_of(said, VARIABLES)
    assert why in str(refused.value)


@given(st.lists(st.tuples(st.sampled_from("+-"), st.integers(0, 99)), max_size=9), st.integers(0, 999))
@patient
def test_it_comes_to_what_python_makes_of_it(more: list[tuple[str, int]], first: int) -> None:
    said = "{A}" + "".join(f" {sign} {number}" for sign, number in more)
    wanted = first + sum(number if sign == "+" else -number for sign, number in more)
    assert worked_out(formula_of(said, VARIABLES), {}, {"a": first}) == wanted


@given(st.text("{}A+-(), sum0.", max_size=40))
@patient
def test_any_text_is_a_formula_or_does_not_fit(said: str) -> None:
    try:
        formula_of(said, VARIABLES)
    except DoesNotFit as reason:
        assert str(reason)  # noqa: PT017 (either will do)
