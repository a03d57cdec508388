"""One reader holds every answer against its question, whichever way it came in."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from consult.contract.options import Option
from consult.contract.questions import LONGEST_TEXT, Question, Questionnaire, QuestionPage
from consult.journey.forms import page_form
from consult.submissions.kinds import CORE_KINDS, kinds_by_name
from consult.submissions.reader import naming, needed_sentence, read_answers, read_form

KINDS = kinds_by_name(CORE_KINDS)
YES_NO = (
    Option(code="yes", label="Yes"),
    Option(code="no", label="No"),
    Option(code="old", label="Old", is_retired=True),
)
USES = Question(key="uses", kind="scale", label="Do you use it?", options=YES_NO, is_required=True)
WHY = Question(key="why", kind="long_text", label="Why?", is_required=True, most_words=5)
LAST = Question(key="last", kind="long_text", label="Anything else?")


def says_yes(answers: Mapping[str, Any]) -> bool:
    return answers.get("uses") == "yes"


def gave_a_reason(answers: Mapping[str, Any]) -> bool:
    return "why" in answers


PAGES = (
    QuestionPage(id="uses", title="", questions=(USES,)),
    QuestionPage(id="why", title="", questions=(WHY,), is_asked=says_yes),
    QuestionPage(id="last", title="", questions=(LAST,), is_asked=gave_a_reason),
)


def test_what_is_on_the_path_and_within_limits_is_kept() -> None:
    read = read_answers(PAGES, KINDS, {"uses": "yes", "why": "It is near", "last": "No"})
    assert (read.answers, read.faults, read.marks) == ({"uses": "yes", "why": "It is near", "last": "No"}, {}, {})


def test_what_the_path_does_not_ask_counts_nowhere_and_leads_nowhere() -> None:
    read = read_answers(PAGES, KINDS, {"uses": "no", "why": "It is near", "last": "No"})
    assert (read.answers, read.faults) == ({"uses": "no"}, {})
    assert read.marks == {
        "why": {"mark": "not_asked", "said": "It is near"},
        "last": {"mark": "not_asked", "said": "No"},
    }


@pytest.mark.parametrize(
    ("given", "faults"),
    [
        ({}, {"uses": "Select whether you use it"}),
        ({"uses": "yes"}, {"why": "Enter your answer to “Why?”"}),
        ({"uses": "perhaps"}, {"uses": "“Do you use it?”: “perhaps” is not one of the answers"}),
        ({"uses": "old"}, {"uses": "“Do you use it?”: “Old” is no longer one of the answers"}),
        (
            {"uses": "yes", "why": "one two three four five six"},
            {"why": "Your answer to “Why?” must be 5 words or less"},
        ),
        ({"uses": "yes", "why": ["a"]}, {"why": "Your answer to “Why?” must be a text"}),
        (
            {"uses": "yes", "why": "x" * (LONGEST_TEXT + 1)},
            {"why": "Your answer to “Why?” must be 100,000 characters or less. It has 100,001"},
        ),
    ],
)
def test_what_does_not_fit_is_named_in_one_sentence(given: dict[str, Any], faults: dict[str, str]) -> None:
    assert read_answers(PAGES, KINDS, given).faults == faults


def test_what_could_not_be_read_at_all_is_no_missing_answer() -> None:
    read = read_answers(PAGES, KINDS, {}, faults={"uses": "That is no answer"})
    assert read.faults == {"uses": "“Do you use it?”: That is no answer"}


def test_of_an_original_a_gap_and_two_ticks_are_marked_and_not_refused() -> None:
    read = read_answers(PAGES, KINDS, {"uses": ["yes", "no"], "why": "Both"}, is_original=True)
    assert (read.answers, read.faults) == ({}, {})
    assert read.marks == {
        "uses": {"mark": "several", "said": ["yes", "no"]},
        "why": {"mark": "not_asked", "said": "Both"},
    }
    read = read_answers(PAGES, KINDS, {"uses": "yes"}, is_original=True)
    assert read.marks == {"why": {"mark": "left_empty"}}
    assert read_answers(PAGES, KINDS, {"uses": "yes", "why": "a b c d e f"}, is_original=True).faults


def test_a_form_says_at_each_field_what_is_wrong(application: Flask) -> None:
    asked = Questionnaire(
        activity_id=1, version=1, title="", pages=(QuestionPage(id="p", title="", questions=(USES, WHY)),)
    )
    made = page_form(asked, asked.pages[0], KINDS)
    with application.test_request_context(method="POST", data={"uses": "elsewhere", "why": "a b c d e f g"}):
        form: Any = made(meta={"csrf": False})
        assert read_form(form, asked.pages, KINDS) is None
        assert form.uses.errors == ["“Do you use it?”: Select from the options shown"]
        assert form.why.errors == ["Your answer to “Why?” must be 5 words or less"]
    with application.test_request_context(method="POST", data={"uses": "yes", "why": "\u200b"}):
        form = made(meta={"csrf": False})
        assert read_form(form, asked.pages, KINDS) is None
        assert form.why.errors == ["Enter your answer to “Why?”"]


def test_a_sentence_names_its_question_once() -> None:
    assert naming(WHY, "Your answer must be 5 words or less") == "Your answer to “Why?” must be 5 words or less"
    assert naming(WHY, "“a” is no ward") == "“Why?”: “a” is no ward"
    assert naming(WHY, "Enter your answer to “Why?”") == "Enter your answer to “Why?”"


@pytest.mark.parametrize(
    ("label", "sentence"),
    [
        ("Do you support the proposal?", "Select whether you support the proposal"),
        ("Do you agree? Do you disagree?", "Select your answer to “Do you agree? Do you disagree?”"),
        ("The street is safe", "Select your answer to “The street is safe”"),
    ],
)
def test_a_missing_choice_is_asked_for_in_the_words_of_the_question(label: str, sentence: str) -> None:
    assert needed_sentence(replace(USES, label=label)) == sentence
