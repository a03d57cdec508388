"""The forms of questions: each kind has its own, and one adds a question of any kind with what is usual for it."""

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from consult.kernel.errors import Invalid, NotFound
from plugins.survey.condition_forms import offer_earlier
from plugins.survey.conditions import condition_from
from plugins.survey.definition import CHOICES, KINDS, Item
from plugins.survey.document import dump, read_definition
from plugins.survey.question_forms import (
    APART,
    KIND_CHOICES,
    USUAL_OPTIONS,
    NewQuestionForm,
    item_form,
    item_from,
    item_values,
)
from tests.plugins.survey.conftest import ALL_KINDS, NEWER_KINDS, survey
from tests.support.forms import faults, filled

WHOLE, NEWER = read_definition(ALL_KINDS), read_definition(NEWER_KINDS)


def new_question(application: Flask, **typed: str) -> NewQuestionForm:
    """Return the form of a new question as it was sent."""
    made: NewQuestionForm = filled(application, lambda **more: NewQuestionForm(**more).offer(WHOLE), typed)
    return made


def test_a_key_is_asked_for_once_and_every_kind_asks_for_its_question(application: Flask) -> None:
    assert "label" in faults(new_question(application, label=" ", kind="radios"))
    for kind in KINDS:
        assert "key" not in filled(application, item_form(kind), {})
        assert "label" in faults(filled(application, item_form(kind), {"label": " "}))
    for key in ("Big", "1st", "x" * 31, "with-dash"):
        (sentence,) = faults(new_question(application, label="Why?", kind="radios", options="A", key=key))["key"]
        assert sentence.startswith("The key must be a small letter")


def test_every_kind_is_offered_and_made_with_what_is_usual_for_it(application: Flask) -> None:
    assert {offered.value for offered in KIND_CHOICES} == set(KINDS)
    for kind in KINDS:
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


def test_a_kind_that_does_not_exist_has_no_form() -> None:
    with pytest.raises(NotFound):
        item_form("hologram")


@pytest.mark.parametrize("item", [*WHOLE.items, *NEWER.items], ids=lambda item: item.key)
def test_a_question_is_read_as_it_was_shown(application: Flask, item: Item) -> None:
    asked = replace(item, show_if=condition_from({"q": "choice", "op": "eq", "value": "b"}))
    values = item_values(asked, WHOLE)
    shown = {name: value for name, value in values.items() if value is not None and value is not False}
    form = filled(application, _offering_choice(item.kind), shown)
    assert faults(form) == {}
    assert item.public
    assert item_from(form, replace(item, show_if=None), set(), WHOLE.items[:1]) == asked
    with pytest.raises(Invalid) as refused:
        item_from(form, item, set(), ())
    assert refused.value.fields["depends_on"] == "Select a question that is asked before"


def _offering_choice(kind: str) -> Any:
    def made(**more: Any) -> Any:
        form = item_form(kind)(**more)
        offer_earlier(form, WHOLE, WHOLE.items[:1], None)
        return form

    return made


def test_answers_that_stand_apart_come_last_and_exclude_the_others(application: Flask) -> None:
    form = filled(application, _offering_choice("radios"), {"label": "?", "options": "Yes\nNo", "apart": [*APART]})
    read = item_from(form, Item("i1", "k", "radios", {}), set(), ()).options
    assert [option.code for option in read] == ["yes", "no", *APART]
    assert [option.exclusive for option in read] == [False, False, True, True, True]


@pytest.mark.parametrize(("typed", "is_fine"), [("0", False), ("1", True), ("100000", True), ("100001", False)])
def test_an_answer_may_have_some_words(application: Flask, typed: str, is_fine: bool) -> None:
    form = filled(application, _offering_choice("long_text"), {"label": "Why?", "max_words": typed})
    assert ("max_words" not in faults(form)) is is_fine
