"""A sum that is shared out, by a number for each option."""

import pytest
from werkzeug.datastructures import MultiDict

from consult.web.forms import Form, ShareField, choice
from tests.support.pages import faults_of, parsed


class Sample(Form):
    class Meta:
        csrf = False

    money = ShareField("Where should it go?", choices=[choice(c, hint="About it") for c in "abc"], so_far="{sum} of 9")


def sent(**typed: str) -> Sample:
    """Return the form as if it had been sent."""
    return Sample(formdata=MultiDict({f"money-{code}": number for code, number in typed.items()}))


def test_numbers_are_read_by_option_and_empty_boxes_left_out() -> None:
    form = sent(a=" £1,000 ", b="0", c="")
    assert form.validate()
    assert form.money.data == {"a": 1000, "b": 0}
    assert sent().validate()
    assert sent().money.data == {}


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"a": "5", "b": "some"}, "“b” must be a whole number, like 15"),
        ({"a": "5", "b": "2.5"}, "“b” must be a whole number, like 15"),
        ({"a": "5", "b": "-3"}, "“b” must be 0 or more"),
    ],
)
def test_what_is_no_whole_number_is_refused_and_stays_as_it_was_typed(typed: dict[str, str], sentence: str) -> None:
    form = sent(**typed)
    assert not form.validate()
    assert form.money.errors == [sentence]
    assert form.money.focus_id() == "money-b"
    page = str(form.money())
    assert page.count("govuk-input--error") == 1
    assert all(f'value="{number}"' in page for number in typed.values())


def test_the_present_numbers_are_shown_and_every_box_has_its_label() -> None:
    page = str(Sample(data={"money": {"a": 4, "c": 5}}).money())
    assert page.count('value="') == 2
    assert page.count("<label") == page.count("<input") == 3
    assert 'data-so-far="{sum} of 9"' in page
    assert faults_of(parsed(page)) == []
