"""Conditions that were read hold for the same answers here, or are refused with what does not fit."""

from typing import Any

import pytest

from plugins.survey.conditions import Comparison, Not, holds
from plugins.survey.convert.expressions import read_expression
from plugins.survey.convert.fitting import Variable, fit
from plugins.survey.convert.outcome import DoesNotFit

CODES = {"Yes": "yes", "no way": "no_way", "3": "3"}
VARIABLES = {
    "one": Variable("one", "radios", CODES, {"3": 3.0}),
    "Many": Variable("many", "checkboxes", CODES),
    "age": Variable("age", "number"),
    "words": Variable("words", "short_text"),
    "sure": Variable("sure", "yes_no", {"true": "yes", "false": "no"}),
    "stars": Variable("stars", "rating", {"1": "1", "2": "2", "3": "3"}, {"1": 1.0, "2": 2.0, "3": 3.0}),
    "Many_Yes": Variable("many", "checkboxes", CODES, ticks="yes"),
}


@pytest.mark.parametrize(
    ("text", "shown_to", "hidden_from"),
    [
        ("${one} = 'Yes'", {"one": "yes"}, {"one": "no_way"}),
        ("${one} = 3", {"one": "3"}, {}),
        ("${one} != 'Yes'", {}, {"one": "yes"}),
        ("{one} anyof ['Yes', 'no way']", {"one": "no_way"}, {"one": "3"}),
        ("{one} > 2", {"one": "3"}, {"one": "yes"}),
        ("selected(${Many}, 'Yes')", {"many": ["3", "yes"]}, {"many": ["3"]}),
        ("{Many} allof ['Yes', 3]", {"many": ["yes", "3"]}, {"many": ["yes"]}),
        ("{Many} = ['Yes', 'no way', 3]", {"many": ["yes", "no_way", "3"]}, {"many": ["yes"]}),
        ("${Many} = 'Yes'", {"many": ["yes"]}, {"many": ["yes", "3"]}),
        ("Many_Yes.NAOK == 'Y'", {"many": ["yes"]}, {"many": ["3"]}),
        ("Many_Yes.NAOK != 'Y'", {"many": ["3"]}, {"many": ["yes"]}),
        ("Many_Yes == ''", {"many": ["3"]}, {"many": ["yes"]}),
        ("!is_empty(Many_Yes.NAOK)", {"many": ["yes"]}, {"many": ["3"]}),
        ("{Many} contains ['Yes', 3]", {"many": ["yes", "3"]}, {"many": ["yes", "no_way"]}),
        ("{Many} contains ['Yes']", {"many": ["yes", "3"]}, {"many": ["3"]}),
        ("{Many} notcontains ['Yes', 3]", {"many": ["yes"]}, {"many": ["yes", "3"]}),
        ("{Many} noneof ['Yes', 3]", {"many": ["no_way"]}, {"many": ["yes"]}),
        ("{Many_Yes}", {"many": ["yes"]}, {"many": ["3"]}),
        ("${age} >= 18 and ${age} < 65.5", {"age": 18}, {"age": 65.5}),
        ("${age} = 18", {"age": 18}, {"age": 19}),
        ("${words} != ''", {"words": "x"}, {}),
        ("${words} = ''", {}, {"words": "x"}),
        ("{words}", {"words": "x"}, {}),
        ("{sure} = true", {"sure": "yes"}, {"sure": "no"}),
        ("{sure}", {"sure": "yes"}, {"sure": "no"}),
        ("!{sure}", {"sure": "no"}, {"sure": "yes"}),
        ("{stars} >= 2", {"stars": "3"}, {"stars": "1"}),
        ("true() and {stars} < 2", {"stars": "1"}, {"stars": "2"}),
        ("false() or {stars} < 2 or {sure}", {"sure": "yes"}, {"stars": "2"}),
    ],
)
def test_it_holds_for_whom_it_held(text: str, shown_to: dict[str, Any], hidden_from: dict[str, Any]) -> None:
    condition = fit(read_expression(text), VARIABLES)
    assert not isinstance(condition, bool)
    assert holds(condition, shown_to)
    assert not holds(condition, hidden_from)


def test_what_always_or_never_holds_is_no_condition() -> None:
    assert fit(read_expression("true() or {one} = 'Yes'"), VARIABLES) is True
    assert fit(read_expression("not(true())"), VARIABLES) is False
    assert fit(read_expression("{stars} > 9"), VARIABLES) is False
    assert fit(read_expression("1 and 1"), VARIABLES) is True


def test_two_negations_are_none() -> None:
    assert fit(read_expression("not({sure} != true)"), VARIABLES) == Comparison("sure", "eq", "yes")
    assert fit(read_expression("not(not(not({sure})))"), VARIABLES) == Not(Comparison("sure", "eq", "yes"))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("${later} = 'x'", "“later” is no earlier question"),
        ("${words} = 'x'", "compares the words of “words”"),
        ("${one} = 'maybe'", "“maybe” is no answer"),
        ("${age} > 'x'", "“x” is no number"),
        ("${words} > 3", "“words” is no number"),
        ("{one} allof ['Yes', 3]", "takes one"),
        ("Many_Yes > 3", "box of “Many_Yes”"),
    ],
)
def test_what_does_not_fit_is_told(text: str, why: str) -> None:
    with pytest.raises(DoesNotFit) as refused:
        fit(read_expression(text), VARIABLES)
    assert why in str(refused.value)
