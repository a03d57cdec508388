"""Answers that another program offers to some people only."""

import pytest

from plugins.survey.conditions import Comparison, Or
from plugins.survey.convert.answers import Choice
from plugins.survey.convert.fitting import Variable
from plugins.survey.convert.offering import conditions_of, filtered
from plugins.survey.convert.outcome import DoesNotFit

VARIABLES = {"a": Variable("a", "radios", {"x": "x", "y": "y"}), "s": Variable("s", "short_text")}


def choice(value: str, when: str = "") -> Choice:
    return Choice(value, {"en-GB": value}, when=when)


def test_each_answer_has_its_condition_and_one_that_stands_there_twice_has_either() -> None:
    choices = [choice("1", "{a} = 'x'"), choice("2"), choice("3", "{a}='x'"), choice("3", "{a}='y'")]
    choices += [choice("4", "{a}='x'"), choice("4"), choice("5", "true")]
    is_x, is_y = Comparison("a", "eq", "x"), Comparison("a", "eq", "y")
    codes = {value: f"c{value}" for value in "12345"}
    assert conditions_of(choices, VARIABLES, codes) == {"c1": is_x, "c3": Or((is_x, is_y))}


@pytest.mark.parametrize("when", ["{s} = 'x'", "{b} = 'x'", "{a} = 'z'", "false", "{a}"[:2]])
def test_what_ours_cannot_be_is_not_kept(when: str) -> None:
    with pytest.raises(DoesNotFit):
        conditions_of([choice("1", when)], VARIABLES, {"1": "c1"})


def test_the_columns_of_a_filter_give_way_to_what_stands_there() -> None:
    row = {"name": "king", "state": "wa", "said": 'a "b"', "starts-with": "no"}
    assert filtered("state=${state} and 'state' != \"state\"", row) == '"wa"=${state} and \'state\' != "state"'
    assert filtered("said = ${a}", row) == "'a \"b\"' = ${a}"
    assert filtered("starts-with(state, ${a})", row) == 'starts-with("wa", ${a})'
    assert filtered("county = ${a}", row) == "county = ${a}"
    assert filtered("", row) == ""
