"""Constraints of XLSForms that compare two answers."""

import pytest

from plugins.survey.convert.comparing import Compared, compared_in
from plugins.survey.convert.fitting import Variable


@pytest.mark.parametrize(
    ("constraint", "found"),
    [
        (". <= ${people}", ([("le", "people")], "")),
        (".>${ start }", ([("gt", "start")], "")),
        (". >= 0 and . <= ${people}", ([("le", "people")], ". >= 0")),
        (". != ${a} and . = ${b}", ([("ne", "a"), ("eq", "b")], "")),
        (". <= ${a} or . = 0", ([], ". <= ${a} or . = 0")),
        (". <= (${a} + 1)", ([], ". <= (${a} + 1)")),
        (". <= ${a} + 1", ([], ". <= ${a} + 1")),
        (". = 'and ${a}'", ([], ". = 'and ${a}'")),
    ],
)
def test_only_simple_comparisons_are_read(constraint: str, found: tuple[list[tuple[str, str]], str]) -> None:
    assert compared_in(constraint) == found


def test_a_rule_needs_a_question_of_the_same_sort_and_has_words() -> None:
    said = Compared("le", "people", {"en-GB": "Too many."})
    people, day = Variable("people", "number"), Variable("day", "date")
    assert said.as_json("money", people, {}) == {"op": "le", "q": "people", "message": {"en-GB": "Too many."}}
    assert said.as_json("number", day, {}) is None
    assert said.as_json("number", None, {}) is None
    usual = Compared("le", "people", {}).as_json("number", people, {"en-GB": "How many people?"})
    assert usual is not None
    assert usual["message"] == {"en-GB": "This does not fit your answer to “How many people?”."}
