"""What fields must fulfil is checked and said in one sentence; empty fields are left alone."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from werkzeug.datastructures import MultiDict

from consult.kernel.clock import set_clock
from consult.web.forms import (
    After,
    BooleanField,
    DataRequired,
    DateField,
    DateTimeField,
    EqualTo,
    Form,
    InFuture,
    IntegerField,
    Length,
    Regexp,
    RequiredIf,
    SelectMultipleField,
    StringField,
    choice,
)

NOON = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)


class Sample(Form):
    class Meta:
        csrf = False

    code = StringField("Code", [Length(min=4), Regexp("[a-z]+", message="Code must be small letters")])
    again = StringField("Again", [EqualTo("code", "Type the same code")])
    topics = SelectMultipleField("Topics", choices=[choice("other"), choice("bins")])
    other = StringField("Other", [RequiredIf("topics", "other", message="Say which")])
    why = StringField("Why", [RequiredIf("code", message="Say why")])
    starts = DateField("Starts", [InFuture("Start must be in the future")])
    opens = DateTimeField("Opens", [InFuture("Opening must be in the future")])
    closes = DateTimeField("Closes", [After("opens", "Closing must be after opening")])


def errors_of(**values: Any) -> dict[str, Any]:
    """Return what is wrong with these values."""
    form = Sample(formdata=None, data=values)
    with set_clock(NOON):
        form.validate()
    return {name: list(errors) for name, errors in form.errors.items()}


def test_empty_fields_are_left_alone() -> None:
    assert errors_of() == {}


def test_text_is_held_to_length_pattern_and_its_twin() -> None:
    assert errors_of(code="abc", again="abd", why="x") == {
        "code": ["Code must be 4 characters or more"],
        "again": ["Type the same code"],
    }
    assert errors_of(code="ABCD", again="ABCD", why="x") == {"code": ["Code must be small letters"]}


def test_an_answer_is_needed_when_another_calls_for_it() -> None:
    assert errors_of(topics=["other", "bins"]) == {"other": ["Say which"]}
    assert errors_of(topics=["bins"]) == {}
    assert errors_of(code="abcd", again="abcd") == {"why": ["Say why"]}


@pytest.mark.parametrize(("days", "is_fine"), [(0, False), (-1, False), (1, True)])
def test_dates_in_the_future(days: int, is_fine: bool) -> None:
    assert (errors_of(starts=date(2027, 3, 1) + timedelta(days)) == {}) is is_fine


@pytest.mark.parametrize(("minutes", "is_fine"), [(0, False), (-1, False), (1, True)])
def test_moments_in_the_future(minutes: int, is_fine: bool) -> None:
    assert (errors_of(opens=NOON + timedelta(minutes=minutes)) == {}) is is_fine


def test_closing_comes_after_opening() -> None:
    later = NOON + timedelta(days=1)
    assert errors_of(opens=later, closes=later) == {"closes": ["Closing must be after opening"]}
    assert errors_of(opens=later, closes=later + timedelta(minutes=1)) == {}
    assert errors_of(closes=later) == {}


class Needs(Form):
    class Meta:
        csrf = False

    text = StringField("Text", [DataRequired("a")])
    number = IntegerField("Number", [DataRequired("b")])
    agree = BooleanField("Agree", [DataRequired("c")])
    many = SelectMultipleField("Many", [DataRequired("d")], choices=[choice("x")])


def test_needed_refuses_what_is_empty_but_not_zero() -> None:
    empty = Needs(formdata=MultiDict({"text": "  "}))
    assert not empty.validate()
    assert [field.errors for field in empty] == [["a"], ["b"], ["c"], ["d"]]
    full = Needs(formdata=MultiDict({"text": "x", "number": "0", "agree": "yes", "many": "x"}))
    assert full.validate()


def test_a_wrong_number_is_not_also_called_missing() -> None:
    form = Needs(formdata=MultiDict({"number": "many"}))
    assert not form.validate()
    assert form.number.errors == ["Number must be a whole number, like 15"]
