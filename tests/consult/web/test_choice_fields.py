"""Choices: only what is on offer is taken, and what a choice reveals counts only with it."""

from werkzeug.datastructures import MultiDict

from consult.web.forms import (
    BooleanField,
    DataRequired,
    Form,
    Length,
    RadioField,
    RequiredIf,
    SelectField,
    SelectMultipleField,
    StringField,
    choice,
)
from tests.support.pages import HOSTILE, faults_of, parsed


class Sample(Form):
    class Meta:
        csrf = False

    way = RadioField(
        "How should we write to you?",
        [DataRequired("Select how we should write to you")],
        choices=[
            choice("email", "Email", hint="Quickest", reveals="address"),
            choice("post", "Post"),
            choice("none", "Do not write", divider="or"),
        ],
    )
    address = StringField(
        "Email address", [RequiredIf("way", "email", message="Enter your email address"), Length(max=20)]
    )
    topics = SelectMultipleField(
        "Topics", choices=[choice("bins"), choice("trees"), choice("no", "None of these", exclusive=True)]
    )
    ward = SelectField("Ward", choices=[choice("", "Choose"), choice(7, "Beckton", group="South")])
    agree = BooleanField("I agree", description="Really")


def sent(**values: object) -> Sample:
    """Return the form as if it had been sent."""
    return Sample(formdata=MultiDict(values))


def test_what_is_on_offer_is_taken() -> None:
    form = sent(way="post", topics=["trees", "bins", "trees"], ward="7", agree="yes")
    assert form.validate()
    assert (form.way.data, form.topics.data, form.ward.data, form.agree.data) == (
        "post",
        ["trees", "bins"],
        "7",
        True,
    )


def test_what_is_not_on_offer_is_refused() -> None:
    form = sent(way=HOSTILE, topics=["bins", "other"], ward="8")
    assert not form.validate()
    for field in (form.way, form.topics, form.ward):
        assert field.errors == ["Select from the options shown"]
    assert HOSTILE not in form.way()


def test_nothing_chosen_is_nothing() -> None:
    form = sent(x="1")
    assert not form.validate()
    assert form.way.errors == ["Select how we should write to you"]
    assert (form.way.data, form.topics.data, form.ward.data, form.agree.data) == (None, [], None, False)


def test_exclusive_choice_stands_alone() -> None:
    form = sent(way="post", topics=["bins", "no"])
    assert not form.validate()
    assert form.topics.errors == ["Select either “None of these” or the other options, not both"]
    assert sent(way="post", topics="no").validate()


def test_chosen_items_are_checked_again() -> None:
    form = sent(way="post", topics=["trees"], ward="7", agree="yes")
    checked = {
        box.get("value")
        for box in parsed(form.way() + form.topics() + form.agree()).iter("input")
        if box.get("checked") is not None
    }
    assert checked == {"post", "trees", "yes"}
    assert parsed(form.ward()).find(".//option[@selected]").get("value") == "7"


def test_present_values_are_shown() -> None:
    form = Sample(formdata=None, data={"way": "email", "topics": ["bins"], "ward": 7, "agree": 1})
    assert (form.way.data, form.topics.data, form.ward.data, form.agree.data) == ("email", ["bins"], "7", True)


def test_revealed_field_stands_under_its_choice_and_can_be_reached() -> None:
    form = sent(way="email")
    assert not form.validate()
    tree = parsed(form.way())
    revealed = tree.find(".//div[@id='conditional-way']")
    assert revealed.find(".//input").get("id") == "address"
    assert revealed.find(".//p").get("id") == "address-error"
    assert "hidden" not in revealed.get("class")
    assert faults_of(tree) == []


def test_what_belongs_to_a_choice_nobody_made_is_neither_checked_nor_kept() -> None:
    form = sent(way="post", address="far too long for an address@example.com")
    assert form.validate()
    assert form.address.data == ""
    assert list(form._fields) == ["way", "address", "topics", "ward", "agree"]


def test_what_belongs_to_a_choice_nobody_made_stays_typed_when_the_form_is_shown_again() -> None:
    form = sent(way="post", address="someone@example.com", ward="8")
    assert not form.validate()
    assert list(form.errors) == ["ward"]
    assert form.address.data == "someone@example.com"


def test_single_box_has_no_fieldset_and_its_hint_is_read_with_it() -> None:
    tree = parsed(sent().agree())
    assert tree.find(".//fieldset") is None
    assert tree.find(".//input").get("aria-describedby") == "agree-item-hint"


def test_select_without_a_choice_shows_the_empty_one() -> None:
    assert parsed(sent().ward()).find(".//option[@selected]").get("value") == ""
