"""The forms of questions: each kind has its own, and one adds a question of any kind with what is usual for it."""

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from consult.kernel.errors import Invalid, NotFound
from plugins.survey.condition_forms import offer_earlier
from plugins.survey.conditions import condition_from
from plugins.survey.definition import KINDS, Item
from plugins.survey.document import read_definition
from plugins.survey.question_forms import (
    APART,
    item_form,
    item_from,
    item_values,
)
from tests.plugins.survey.conftest import ALL_KINDS, NEWER_KINDS
from tests.support.forms import faults, filled

WHOLE, NEWER = read_definition(ALL_KINDS), read_definition(NEWER_KINDS)


def test_every_kind_asks_for_its_question_and_never_for_its_key(application: Flask) -> None:
    for kind in KINDS:
        assert "key" not in filled(application, item_form(kind), {})
        assert "label" in faults(filled(application, item_form(kind), {"label": " "}))


def test_a_kind_that_does_not_exist_has_no_form() -> None:
    with pytest.raises(NotFound):
        item_form("hologram")


# A computed value has questions to be made from: tests/plugins/survey/test_formula_forms.py.
@pytest.mark.parametrize(
    "item", [item for item in (*WHOLE.items, *NEWER.items) if not item.is_computed], ids=lambda item: item.key
)
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
