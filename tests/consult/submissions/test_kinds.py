"""The kinds of question of a written response: what is typed is read, counted and exported, or refused."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from consult.contract.options import Option
from consult.contract.question_kinds import Kind
from consult.contract.questions import Question, Questionnaire, QuestionPage
from consult.journey.forms import page_form
from consult.kernel.text import clean_text
from consult.submissions.kinds import CORE_KINDS, LONG_TEXT, SCALE, SCALES, kinds_by_name
from consult.submissions.reader import read_form

KINDS = kinds_by_name(CORE_KINDS)


def question(kind: Kind, **more: Any) -> Question:
    """Return a question of a kind."""
    return Question(key="k", kind=kind.name, label="What do you say?", **more)


def typed_into(app: Flask, asked: Question, *typed: str) -> Iterator[Any]:
    """Give the form of the question as a browser sends it with this input."""
    page = QuestionPage(id="k", title="", questions=(asked,))
    form = page_form(Questionnaire(activity_id=1, version=1, title="", pages=(page,)), page, KINDS)
    with app.test_request_context(method="POST", data={"k": list(typed)}):
        sent = form(meta={"csrf": False})
        yield read_form(sent, (page,), KINDS) is not None, sent


def answer_to(app: Flask, asked: Question, *typed: str) -> Any:
    """Return the answer that is kept for this input; raises for input that is refused."""
    for is_valid, form in typed_into(app, asked, *typed):
        assert is_valid, form.errors
        return KINDS[asked.kind].read(asked, form["k"].data)


def refusals(app: Flask, asked: Question, *typed: str) -> list[str]:
    """Return why this input is refused."""
    return [error for _, form in typed_into(app, asked, *typed) for error in form["k"].errors]


@pytest.mark.parametrize("scale", sorted(SCALES))
def test_each_step_of_a_scale_is_kept_shown_and_counted_as_what_it_is(application: Flask, scale: str) -> None:
    asked = question(SCALE, options=SCALES[scale])
    for option in asked.options:
        answer = answer_to(application, asked, option.code)
        assert answer == option.code
        assert SCALE.show(asked, answer) == option.label
        assert tuple(SCALE.counts(asked, answer)) == (option.code,)
        (column,), (cell,) = SCALE.columns(asked), SCALE.cells(asked, answer)
        assert (column.kind, column.values[cell]) == ("code", option.label)


@pytest.mark.parametrize("scale", sorted(SCALES))
def test_a_scale_goes_down_evenly_and_who_does_not_know_stands_outside_it(scale: str) -> None:
    *steps, outside = SCALES[scale]
    values = [step.value for step in steps]
    assert values == sorted(values, key=lambda value: -(value or 0))
    assert sum(value or 0 for value in values) / len(values) == steps[len(steps) // 2].value
    assert outside.value is None


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(max_size=20).filter(lambda text: text not in {option.code for option in SCALES["support"]}))
@example("Support")
@example(" support")
@example("support\u0000")
@example("5")
def test_nothing_but_an_offered_step_is_taken(application: Flask, typed: str) -> None:
    asked = question(SCALE, options=SCALES["support"])
    if refusals(application, asked, typed):
        return
    assert answer_to(application, asked, typed) is None


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(st.characters(codec="utf-8"), max_size=200))
@example("Don’t – “stop” café \U0001f469\u200d\U0001f467\r\n=1+1\t\u05e9\u05dc\u05d5\u05dd")
def test_text_of_any_length_is_kept_word_for_word(application: Flask, typed: str) -> None:
    asked = question(LONG_TEXT)
    answer = answer_to(application, asked, typed)
    assert (answer or "") == clean_text(typed).strip()
    assert LONG_TEXT.show(asked, answer) == (answer or "")
    assert LONG_TEXT.cells(asked, answer) == (answer,)
    assert tuple(LONG_TEXT.counts(asked, answer)) == ()


def test_a_very_long_answer_is_taken_whole(application: Flask) -> None:
    essay = "Every camera is a choice. " * 3_800
    assert answer_to(application, question(LONG_TEXT), essay) == essay.strip()


@pytest.mark.parametrize("kind", CORE_KINDS)
def test_an_answer_that_is_needed_is_asked_for_and_one_that_is_not_may_stay_away(
    application: Flask, kind: Kind
) -> None:
    options = SCALES["agreement"] if kind.name in {"radios", "scale"} else ()
    assert refusals(application, question(kind, options=options, is_required=True))
    assert refusals(application, question(kind, options=options, is_required=True), "  ")
    assert answer_to(application, question(kind, options=options)) is None
    assert KINDS[kind.name].show(question(kind, options=options), None) == ""


def test_too_many_words_are_refused_and_just_enough_are_not(application: Flask) -> None:
    asked = question(LONG_TEXT, most_words=3)
    assert answer_to(application, asked, "one  two\nthree") == "one  two\nthree"
    (sentence,) = refusals(application, asked, "one two three four")
    assert "3 words" in sentence


def test_a_code_that_is_offered_no_longer_is_still_shown() -> None:
    asked = question(SCALE, options=(Option(code="yes", label="Yes"),))
    assert SCALE.show(asked, "formerly") == "formerly"
