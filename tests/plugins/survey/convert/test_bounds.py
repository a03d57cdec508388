"""Files that say very much are read to a bound, and no further."""

import json
from typing import Any

import pytest

from plugins.survey.convert.bounds import MOST_LINES, MOST_SAID, require_room, said_in
from plugins.survey.convert.outcome import NotConverted
from plugins.survey.convert.reading import convert
from plugins.survey.document import LONGEST_DEFINITION, as_json
from tests.plugins.survey.convert.conftest import asked, said, workbook
from tests.plugins.survey.convert.test_limesurvey import answer, lss, question, row

TESTS = " and ".join(f"{{a}} > {number}" for number in range(400))


def surveyjs(*elements: dict[str, Any]) -> bytes:
    """Return a file that asks one question, and these."""
    return json.dumps({"elements": [{"type": "text", "inputType": "number", "name": "a"}, *elements]}).encode()


def test_conditions_are_counted_to_the_bound() -> None:
    assert said_in(["12345", object(), "6"], 4) == 10
    assert said_in(["x"], MOST_SAID - 1) == MOST_SAID > LONGEST_DEFINITION
    with pytest.raises(NotConverted, match="too long for a survey"):
        said_in(["x"], MOST_SAID)


def test_a_report_is_no_longer_than_anybody_reads() -> None:
    require_room(range(MOST_LINES - 1))
    with pytest.raises(NotConverted, match="than can be listed"):
        require_room(range(MOST_LINES))


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (surveyjs(*({"type": "unknown"} for _n in range(MOST_LINES + 1))), "than can be listed"),
        (
            surveyjs(*({"type": "text", "name": f"q{n}", "visibleIf": TESTS} for n in range(300))),
            "too long for a survey",
        ),
        (
            surveyjs({"type": "panel", "visibleIf": TESTS, "elements": [{"type": "text"} for _n in range(300)]}),
            "too long for a survey",
        ),
        (
            workbook(
                [("type", "name", "label", "choice_filter"), ("select_one l", "a", "A?", "k > 3 and " * 400 + "k > 1")]
                + [("select_one l", f"q{n}", "Which?", "k > 3 and " * 400 + "k > 1") for n in range(3)],
                [("list_name", "name", "label", "k"), *(("l", f"c{n}", f"Choice {n}", n) for n in range(190))],
            ),
            "too long for a survey",
        ),
    ],
)
def test_a_file_that_says_more_is_refused_in_a_sentence(data: bytes, why: str) -> None:
    with pytest.raises(NotConverted, match=why):
        convert(data)


@pytest.mark.parametrize(
    "title",
    ["<a " * 1_500_000, "<b>x</b>" + "<br " * 1_000_000, "{" + " " * 4_500_000, "{ " * 2_000_000, "((a|" * 1_000_000],
)
def test_words_that_begin_something_and_never_end_it_are_read_once(title: str) -> None:
    assert "q" in asked(convert(surveyjs({"type": "text", "name": "q", "title": title})))


def test_a_cell_that_begins_an_answer_and_never_ends_it_is_read_once() -> None:
    form = [("type", "name", "label"), ("text", "a", "A?"), ("text", "b", "B " + "x" * 5_000_000)]
    assert "Its words were shortened." in "".join(said(convert(workbook(form))))


def test_answers_of_a_list_find_their_words_without_reading_the_whole_list_again() -> None:
    answers = [answer(1, f"A{number}", "x") for number in range(25_000)]
    with pytest.raises(NotConverted, match="too long for a survey"):
        convert(lss([question(1, "L")], [], answers))


HUGE = "9" * 400


@pytest.mark.parametrize(
    "element",
    [
        {"type": "radiogroup", "name": "q", "choices": [float("inf"), 1e300, "b"]},
        {"type": "text", "name": "q", "visibleIf": f"{{a}} > {HUGE}"},
        {"type": "text", "name": "q", "visibleIf": f"{{a}} = {HUGE}"},
        {"type": "expression", "name": "q", "expression": f"{{a}} + {HUGE}"},
        {"type": "text", "inputType": "number", "name": "q", "min": float("-inf"), "max": float("nan")},
        {"type": "rating", "name": "q", "rateMin": float("inf"), "rateMax": 1e300, "rateStep": 1e-300},
        {"type": "radiogroup", "name": "q", "choicesMin": -1e11, "choicesMax": 1e11},
    ],
)
def test_numbers_without_end_are_none(element: dict[str, Any]) -> None:
    made = as_json(convert(surveyjs(element)).definition)
    assert "Infinity" not in made
    assert "NaN" not in made


def test_numbers_without_end_in_a_form_are_none() -> None:
    form = [
        ("type", "name", "label", "constraint", "relevant", "calculation"),
        ("integer", "a", "A?", f". < {HUGE}"),
        ("text", "c", "C?", "", f"${{a}} > {HUGE}"),
        ("calculate", "d", "D", "", "", f"${{a}} + {HUGE}"),
    ]
    made = convert(workbook(form))
    assert asked(made)["a"].maximum is None
    assert len(said(made)) == 3
    limits = row(qid=1, attribute="max_num_value_n", value=HUGE)
    assert asked(convert(lss([question(1, "N")], [], [], question_attributes=limits)))["q1"].maximum is None
