"""Answers that are keyed by their codes."""

from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from consult.web.code_fields import FEW
from consult.web.forms import CodeField, Form, choice
from tests.support.pages import parsed

CODES = {"1": choice("yes", "Yes"), "2": choice("no", "No"), "3": choice("1", "Once"), "R": choice("no_answer", "<R>")}


class Sample(Form):
    class Meta:
        csrf = False

    one = CodeField("Which?", codes=CODES)
    many = CodeField("Which of these?", codes=CODES, takes_several=True)


def sent(typed: str, before: Any = None) -> Sample:
    """Return the form as if this had been typed in both boxes."""
    return Sample(formdata=MultiDict({"one": typed, "many": typed}), data={"one": before, "many": before})


@pytest.mark.parametrize(
    ("typed", "one", "many"),
    [
        ("", None, []),
        (" 2 ", "no", ["no"]),
        ("r", "no_answer", ["no_answer"]),
        ("2 1 2", ["yes", "no"], ["yes", "no"]),
        ("R;1,3", ["yes", "1", "no_answer"], ["yes", "1", "no_answer"]),
        ("no", "no", ["no"]),
        # What is printed goes before what is not.
        ("1", "yes", ["yes"]),
    ],
)
def test_codes_give_the_values_in_the_order_of_the_form(typed: str, one: object, many: object) -> None:
    form = sent(typed)
    assert form.validate()
    assert (form.one.data, form.many.data) == (one, many)
    form.one.clear()
    assert (form.one.data, form.one.typed) == (None, "")


@pytest.mark.parametrize(("before", "typed"), [(None, ""), ("no", "2"), (["no_answer", "1"], "R 3"), ("gone", "gone")])
def test_an_answer_is_shown_by_its_codes(application: Flask, before: object, typed: str) -> None:
    form = Sample(data={"one": before})
    assert form.one.typed == typed
    with application.test_request_context():
        page = parsed(str(form.one()))
    assert [box.get("value") for box in page.iter("input")] == [typed or None]
    said = ["".join(one.itertext()) for one in page.iter("output")]
    assert said == [{"2": "No", "R 3": "Once; <R>"}.get(typed, "")]


def test_what_is_no_code_is_named_and_stays_in_its_box() -> None:
    form = sent("2 7")
    assert not form.validate()
    assert form.one.error() == "“7” is not a code of this question. Its codes are 1, 2, 3, R"
    assert form.one.typed == "2 7"


@pytest.mark.parametrize(("number", "is_folded"), [(FEW, False), (FEW + 1, True)])
def test_many_answers_open_by_themselves(application: Flask, number: int, is_folded: bool) -> None:
    class Long(Form):
        one = CodeField("Which?", codes={str(each): choice(f"c{each}") for each in range(number)})

    with application.test_request_context():
        html = str(Long().one())
        form = Long(formdata=MultiDict({"one": "x"}))
        form.validate()
    assert ("<details" in html) is is_folded
    assert ("Its codes are 0, 1, …, 25" in form.one.error()) is is_folded
    assert html.count("<li") == number
