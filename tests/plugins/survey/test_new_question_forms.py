"""The form that adds a question of any kind, or several statements on one scale, with what is usual for it."""

import pytest
from flask import Flask

from consult.kernel.errors import Invalid
from plugins.survey.checks import problems_of
from plugins.survey.definition import CHOICES, COMPUTED, KINDS, Item, words
from plugins.survey.document import dump, read_definition
from plugins.survey.new_question_forms import NewQuestionForm
from plugins.survey.question_forms import KIND_CHOICES, USUAL_OPTIONS
from tests.plugins.survey.conftest import ALL_KINDS, survey
from tests.support.forms import faults, filled

WHOLE = read_definition(ALL_KINDS)


def new_question(application: Flask, **typed: str) -> NewQuestionForm:
    """Return the form of a new question as it was sent."""
    made: NewQuestionForm = filled(application, lambda **more: NewQuestionForm(**more).offer(WHOLE), typed)
    return made


def test_a_question_needs_words_and_a_key_that_can_be_one(application: Flask) -> None:
    assert "label" in faults(new_question(application, label=" ", kind="radios"))
    for key in ("Big", "1st", "x" * 31, "with-dash"):
        (sentence,) = faults(new_question(application, label="Why?", kind="radios", options="A", key=key))["key"]
        assert sentence.startswith("The key must be a small letter")


def test_every_kind_is_offered_and_made_with_what_is_usual_for_it(application: Flask) -> None:
    assert {offered.value for offered in KIND_CHOICES} == set(KINDS)
    for kind in (kind for kind in KINDS if kind != COMPUTED):  # which needs questions to be made from
        needs_options = kind in CHOICES and kind not in USUAL_OPTIONS
        form = new_question(application, label="Why?", kind=kind, options="A\nB" if needs_options else "", then="more")
        assert faults(form) == {}
        made = form.item(Item("i1", "k", kind, {"en-GB": "Why?"}))
        read = read_definition(survey({"id": "p1", "items": [dump(made)]})).items[0]
        assert read == made
        assert bool(made.options) == (kind in CHOICES)


@pytest.mark.parametrize(
    ("kind", "typed", "sentence"),
    [
        ("radios", "", "Enter the answers, one on each line"),
        ("ranking", "", "Enter the answers, one on each line"),
        ("number", "One\nTwo", "A question of this kind has no answers to choose from."),
    ],
)
def test_answers_are_asked_for_where_a_kind_has_them(application: Flask, kind: str, typed: str, sentence: str) -> None:
    with pytest.raises(Invalid) as refused:
        new_question(application, label="Why?", kind=kind, options=typed).item(Item("i1", "k", kind, {}))
    assert refused.value.fields["options"].startswith(sentence)


def test_several_statements_are_one_page_with_one_scale(application: Flask) -> None:
    typed = {"label": "How far do you agree?", "kind": "battery", "statements": "I feel safe.\n\nBuses are safe."}
    form = new_question(application, **typed, required="yes")
    assert faults(form) == {}
    made = form.added_to(WHOLE)
    page = made.pages[-1]
    assert words(page.title) == "How far do you agree?"
    assert [(item.kind, words(item.label), item.required) for item in page.items] == [
        ("likert", "I feel safe.", True),
        ("likert", "Buses are safe.", True),
    ]
    assert [option.value for option in page.items[1].options] == [5, 4, 3, 2, 1]
    assert problems_of(made) == []
    own = new_question(application, **typed, key="safety", options="often | Often | 2\nnever | Never | 1")
    assert [item.key for item in own.added_to(WHOLE).pages[-1].items] == ["safety_1", "safety_2"]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"kind": "battery", "statements": "Only one."}, "statements"),
        ({"kind": "opinions", "statements": "Only one."}, "statements"),
        ({"kind": "hidden", "options": "a", "required": "yes"}, "required"),
        ({"kind": "battery", "statements": "One.\nOne."}, "statements"),
        ({"kind": "battery", "statements": "One.\n" + "x" * 1_001}, "statements"),
        ({"kind": "battery", "statements": "One.\nTwo.", "where": "p1"}, "where"),
        ({"kind": "battery", "statements": "One.\nTwo.", "other": "yes"}, "other"),
        ({"kind": "battery", "statements": "One.\nTwo.", "label": "x" * 201}, "label"),
        ({"kind": "likert", "statements": "One.\nTwo."}, "statements"),
        ({"kind": "likert", "other": "yes"}, "other"),
    ],
)
def test_what_does_not_go_together_is_said(application: Flask, typed: dict[str, str], field: str) -> None:
    form = new_question(application, **{"label": "How far?", **typed})
    with pytest.raises(Invalid) as refused:
        form.added_to(WHOLE)
    assert [*refused.value.fields] == [field]
