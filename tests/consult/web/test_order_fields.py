"""Options put in order by a place for each."""

import pytest
from werkzeug.datastructures import MultiDict

from consult.web.forms import Form, OrderField, choice
from tests.support.pages import faults_of, parsed


class Sample(Form):
    class Meta:
        csrf = False

    first = OrderField("What matters most?", description="Give 1 to the first", choices=[choice(c) for c in "abc"])


def sent(**places: str) -> Sample:
    """Return the form as if it had been sent."""
    return Sample(formdata=MultiDict({f"first-{code}": place for code, place in places.items()}))


def test_places_become_an_order_and_some_may_have_none() -> None:
    form = sent(a="2", b="1", c="")
    assert form.validate()
    assert form.first.data == ["b", "a"]
    assert sent().validate()
    assert sent().first.data == []


@pytest.mark.parametrize(
    ("places", "sentence"),
    [
        ({"a": "1", "b": "1"}, "Give each place to one option: place 1 is given twice"),
        ({"a": "1", "b": "3"}, "Select an option for place 2"),
        ({"a": "4"}, "Select from the options shown"),
        ({"a": "first"}, "Select from the options shown"),
    ],
)
def test_what_is_no_order_is_refused_and_stays_as_it_was_chosen(places: dict[str, str], sentence: str) -> None:
    form = sent(**places)
    assert not form.validate()
    assert form.first.errors == [sentence]
    assert form.first.focus_id() == "first-a"
    page = str(form.first())
    for code, place in places.items():
        if place in {"1", "2", "3"}:
            assert f'<option value="{place}" selected' in page.split(f'id="first-{code}"')[1].split("</select>")[0]


def test_the_present_order_is_shown_and_every_list_has_its_label() -> None:
    page = str(Sample(data={"first": ["c", "a"]}).first())
    assert page.count("selected") == 2
    assert page.count("<label") == page.count("<select") == 3
    assert faults_of(parsed(page)) == []
