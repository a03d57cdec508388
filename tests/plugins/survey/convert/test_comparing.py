"""Rules of other programs that compare two answers."""

import pytest

from plugins.survey.convert.comparing import Compared, compared_in, rules_among
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
        ("${people} >= .", ([("le", "people")], "")),
        ("(. >= ${a}) and (. <= 10)", ([("ge", "a")], ". <= 10")),
        ("not(. > 1 and . < ${b} and . > 2)", ([], "not(. > 1 and . < ${b} and . > 2)")),
        ("${a} > ${b}", ([], "${a} > ${b}")),
        (". = .", ([], ". = .")),
        (". = 'and ${a}'", ([], ". = 'and ${a}'")),
        (". = '' or . <= ${a}", ([("le", "a")], "")),
        ("string-length(.) = 0 or (. <= ${a})", ([("le", "a")], "")),
        (". = '' or . >= ${a} and . <= 10", ([("ge", "a")], ". <= 10")),
        (". = '' or . <= 10", ([], ". <= 10")),
        ("${a} = '' or . <= ${a}", ([("le", "a")], "")),
        ("${b} = '' or . <= ${a}", ([], "${b} = '' or . <= ${a}")),
        ("${a} = '' or . <= ${a} and . <= 10", ([], "${a} = '' or . <= ${a} and . <= 10")),
        ("${a} = '' or . <= ${a} and . >= ${b}", ([], "${a} = '' or . <= ${a} and . >= ${b}")),
        ("(. = '' or . <= ${a}) and . > 0", ([], "(. = '' or . <= ${a}) and . > 0")),
        (". != '' or . <= ${a}", ([], ". != '' or . <= ${a}")),
        (". = '' or ${a} = ''", ([], ". = '' or ${a} = ''")),
    ],
)
def test_only_simple_comparisons_are_read(constraint: str, found: tuple[list[tuple[str, str]], str]) -> None:
    assert compared_in(constraint) == found


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        ("{last} >= {first}", ([("ge", "first")], "")),
        ("{first} notequal {last} && {last} < 9", ([("ne", "first")], "{last} < 9")),
        ("{last} contains {first}", ([], "{last} contains {first}")),
        ("{last} > {first} || {first} empty", ([("gt", "first")], "")),
        ("is_empty(last.NAOK) or last.NAOK <= first.NAOK", ([("le", "first")], "")),
        ("last.NAOK gt first.NAOK", ([("gt", "first")], "")),
        ("first le last", ([("ge", "first")], "")),
        ("last >= ~", ([], "last >= ~")),
        ("last >= " + "1" * 5_000, ([], "last >= " + "1" * 5_000)),
    ],
)
def test_a_rule_calls_its_own_answer_by_name(rule: str, found: tuple[list[tuple[str, str]], str]) -> None:
    assert compared_in(rule, {"last"}) == found


def test_one_rule_more_than_a_question_can_have_is_named() -> None:
    compared = [Compared("ne", f"q{number}", {"en-GB": "No."}) for number in (1, 1, 2, 3, 4, 5, 6)]
    variables = {f"q{number}": Variable(f"key{number}", "number") for number in range(1, 7)}
    rules, lost = rules_among(compared, "number", variables, {})
    assert [rule["q"] for rule in rules] == ["key1", "key2", "key3", "key4", "key5"]
    assert lost == ["q6"]


def test_what_people_are_told_is_one_line_without_answers() -> None:
    told = Compared("le", "people", {"en-GB": "Not more than ((people|…)),\n<b>said before</b>. " + "a" * 300})
    rule = told.as_json("number", Variable("people", "number"), {})
    assert rule is not None
    message = rule["message"]["en-GB"]
    assert message.startswith("Not more than …, said before. aaa")
    assert len(message) == 300


def test_a_rule_needs_a_question_of_the_same_sort_and_has_words() -> None:
    said = Compared("le", "people", {"en-GB": "Too many."})
    people, day = Variable("people", "number"), Variable("day", "date")
    assert said.as_json("money", people, {}) == {"op": "le", "q": "people", "message": {"en-GB": "Too many."}}
    assert said.as_json("number", day, {}) is None
    assert said.as_json("number", None, {}) is None
    usual = Compared("le", "people", {}).as_json("number", people, {"en-GB": "How many people?"})
    assert usual is not None
    assert usual["message"] == {"en-GB": "This does not fit your answer to “How many people?”."}
