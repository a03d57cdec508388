"""Formulas as officers read them."""

from typing import Any

import pytest

from plugins.survey.document import read_definition
from plugins.survey.formula_words import formula_in_words, worked_out_in_words
from plugins.survey.formulas import formula_from
from plugins.survey.phrases import as_text
from tests.plugins.survey.conftest import item, page, survey

SURVEY = read_definition(
    survey(
        page("p1", item("a", "number"), item("b", "number")),
        page("p2", item("c", "computed", formula={"sum": [{"q": "a"}, {"q": "b"}]})),
    )
)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ({"sum": [{"q": "a"}, {"q": "b"}]}, "the sum of (“Question a?”; “Question b?”)"),
        ({"mean": [{"q": "a"}, 2.5], "missing": "skip"}, "the mean of (“Question a?”; 2.5), without what is missing"),
        ({"min": [{"q": "gone"}]}, "the smallest of (gone)"),
        ({"max": [{"count": "a"}, 1000]}, "the largest of (how many are ticked of “Question a?”; 1,000)"),
        ({"difference": [{"q": "b"}, {"sum": [{"q": "a"}]}]}, "(“Question b?” less the sum of (“Question a?”))"),
    ],
)
def test_a_formula_is_told_in_words(formula: Any, expected: str) -> None:
    assert formula_in_words(formula_from(formula), SURVEY) == expected


def test_the_survey_in_words_says_how_it_is_worked_out() -> None:
    assert worked_out_in_words(SURVEY.find_item("a"), SURVEY) == ""
    told = worked_out_in_words(SURVEY.find_item("c"), SURVEY)
    assert told == "Worked out: the sum of (“Question a?”; “Question b?”)."
    assert told in as_text(SURVEY)
