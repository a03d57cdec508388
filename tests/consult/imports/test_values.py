"""What values mean that match no answer."""

from flask import Flask

from consult.imports.plan import ABOUT_YOU, CHANNEL, NOT_AN_ANSWER, ROW_LEFT_OUT, ImportPlan
from consult.imports.value_forms import values_form
from consult.imports.values import chosen_meanings, meanings_in_words, unknown_values
from tests.consult.imports.test_cell_values import POSITION
from tests.support.forms import filled

FOUND = [["position", "Agreed", 7], [CHANNEL, "Letter", 1], [ABOUT_YOU + "sex", "F", 2], ["gone", "x", 1]]


def test_each_value_is_asked_with_the_answers_of_its_question() -> None:
    values = unknown_values({"position": POSITION}, FOUND, ImportPlan())
    assert [(value.words, value.count) for value in values] == [("Agreed", 7), ("Letter", 1), ("F", 2)]
    form = values_form(values)
    assert "value_2" in dir(form)


def test_what_is_chosen_becomes_the_plan_and_can_be_changed(application: Flask) -> None:
    values = unknown_values({"position": POSITION}, FOUND, ImportPlan())
    form = filled(application, values_form(values), {"value_0": "agree", "value_1": "paper", "value_2": ""})
    plan = form.as_plan(ImportPlan())
    assert plan.values == {"position": {"agreed": "agree"}, CHANNEL: {"letter": "paper"}}
    again = unknown_values({"position": POSITION}, FOUND[2:], plan)
    assert chosen_meanings(again) == {"value_1": "agree", "value_2": "paper"}
    assert meanings_in_words(again) == [("“agreed”", "Agree"), ("“letter”", "Paper")]
    changed = filled(application, values_form(again), {"value_0": ROW_LEFT_OUT, "value_1": NOT_AN_ANSWER})
    assert changed.as_plan(plan).values == {
        ABOUT_YOU + "sex": {"f": ROW_LEFT_OUT},
        "position": {"agreed": NOT_AN_ANSWER},
    }
    told = meanings_in_words(unknown_values({"position": POSITION}, [], changed.as_plan(plan)))
    assert [meaning for _, meaning in told] == ["Leave the row out", "Not answered"]
