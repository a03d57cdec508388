"""Fields of text, numbers and files read what was typed and give it back."""

from decimal import Decimal
from enum import StrEnum
from io import BytesIO

import pytest
from werkzeug.datastructures import FileStorage, MultiDict

from consult.web.forms import (
    DecimalField,
    EmailField,
    FileField,
    Form,
    IntegerField,
    Length,
    MaxWords,
    PasswordField,
    StringField,
    TextAreaField,
    render_options,
)
from tests.support.pages import HOSTILE, parsed


class Mood(StrEnum):
    GLAD = "glad"


class Sample(Form):
    class Meta:
        csrf = False

    name = StringField("Name", description="As on the letter", render_kw=render_options(width=20, autocomplete="name"))
    story = TextAreaField("Story", [MaxWords(5)], render_kw=render_options(rows=9))
    note = TextAreaField("Note", [Length(max=10)])
    email = EmailField("Email")
    password = PasswordField("Password")
    share = DecimalField("Share", minimum=0, maximum=100, render_kw=render_options(suffix="%"))
    count = IntegerField("Count", maximum=144_366)
    paper = FileField("Paper", render_kw=render_options(accept=".csv"))


def sent(**values: object) -> Sample:
    """Return the form as if it had been sent."""
    return Sample(formdata=MultiDict(values))


def test_text_is_trimmed_and_made_plain() -> None:
    form = sent(name="  Ada \u0000\u202e Lovelace ", story=" one\r\n\r\n two ")
    assert form.name.data == "Ada Lovelace"
    assert form.story.data == "one\n\n two"


def test_what_was_not_sent_is_empty() -> None:
    form = sent(other="x")
    assert (form.name.data, form.story.data, form.share.data, form.count.data) == ("", "", None, None)
    assert form.paper.data is None
    assert form.validate()


def test_present_values_are_shown_and_enumerations_by_their_value() -> None:
    form = Sample(formdata=None, data={"name": Mood.GLAD, "count": 3, "story": None})
    assert 'value="glad"' in form.name()
    assert 'value="3"' in form.count()
    assert form.story.data == ""


def test_typed_markup_is_shown_as_typed() -> None:
    form = sent(name=HOSTILE, story=HOSTILE)
    assert parsed(form.name()).find(".//input").get("value") == HOSTILE
    assert parsed(form.story()).find(".//textarea").text == HOSTILE


def test_look_of_the_template_comes_before_that_of_the_form() -> None:
    box = parsed(Sample(formdata=None).name(width=10, hint="", label="Full name", optional=True))
    assert "govuk-input--width-10" in box.find(".//input").get("class")
    assert box.find(".//label").text == "Full name (optional)"
    assert box.find(".//input").get("aria-describedby") is None
    assert box.find(".//input").get("autocomplete") == "name"


def test_page_heading_and_hidden_label() -> None:
    form = Sample(formdata=None)
    assert parsed(form.name(page_heading=True)).find(".//h1/label").get("class").endswith("govuk-label--l")
    assert "govuk-visually-hidden" in parsed(form.name(hide_label=True)).find(".//label").get("class")


def test_textarea_counts_by_its_limit_unless_told_not_to() -> None:
    form = Sample(formdata=None)
    assert "You can enter up to 5 words" in form.story()
    assert "You can enter up to 10 characters" in form.note()
    assert "govuk-character-count" not in form.note(count=False)
    assert parsed(form.story()).find(".//textarea").get("rows") == "9"


def test_limits_are_checked() -> None:
    form = sent(story="one two three four five six", note="12345678901")
    assert not form.validate()
    assert form.story.errors == ["Story must be 5 words or less"]
    assert form.note.errors == ["Note must be 10 characters or less"]


@pytest.mark.parametrize("address", ["a@b.example", "first.last+tag@mail.council.example"])
def test_email_addresses_are_taken(address: str) -> None:
    assert sent(email=f" {address} ").validate()


@pytest.mark.parametrize(
    "address",
    ["a", "@b.example", "a@b", "a b@c.example", f"{'a' * 250}@b.example", "a@.b.", "a@b@c.example", "a@b..example"],
)
def test_what_is_no_email_address_is_refused(address: str) -> None:
    form = sent(email=address)
    assert not form.validate()
    assert form.email.errors == ["Enter an email address in the correct format, like name@example.com"]


def test_password_is_taken_as_typed_and_never_shown() -> None:
    form = sent(password="  secret phrase ")
    assert form.password.data == "  secret phrase "
    assert "secret" not in form.password(autocomplete="new-password")


@pytest.mark.parametrize(
    ("typed", "number"),
    [("1,204", 1204), (" 7 ", 7), ("−3", -3), ("2.0", 2), ("", None), ("0", 0), ("1 000", 1000)],
)
def test_whole_numbers_are_read_as_people_type_them(typed: str, number: int | None) -> None:
    form = sent(count=typed)
    assert form.validate()
    assert form.count.data == number


@pytest.mark.parametrize("typed", ["two", "2.5", "1e5", "1e999999999", "1_000", "NaN", "--1"])
def test_what_is_no_whole_number_is_refused_and_stays_in_the_box(typed: str) -> None:
    form = sent(count=typed)
    assert not form.validate()
    assert form.count.errors == ["Count must be a whole number, like 15"]
    assert parsed(form.count()).find(".//input").get("value") == typed


def test_numbers_keep_to_their_bounds() -> None:
    form = sent(share="-0.5", count="144,367")
    assert not form.validate()
    assert form.share.errors == ["Share must be 0 or more"]
    assert form.count.errors == ["Count must be 144,366 or less"]
    assert sent(share="99.95").share.data == Decimal("99.95")
    assert sent(share="100.5").validate() is False


def test_a_limit_is_met_as_it_is_written() -> None:
    class Capped(Form):
        class Meta:
            csrf = False

        cap = DecimalField("Cap", minimum=1.1, maximum=2.2)

    assert [Capped(formdata=MultiDict({"cap": typed})).validate() for typed in ("1.1", "2.2", "1.09", "2.21")] == [
        True,
        True,
        False,
        False,
    ]


def test_file_is_taken_when_one_was_chosen() -> None:
    file = FileStorage(BytesIO(b"a,b"), filename="a.csv")
    assert sent(paper=file).paper.data is file
    assert sent(paper=FileStorage(BytesIO(), filename="")).paper.data is None
    assert 'accept=".csv"' in sent().paper()


def test_sentences_about_a_question_do_not_repeat_it() -> None:
    class Asked(Form):
        class Meta:
            csrf = False

        cars = IntegerField("How many cars do you own?", maximum=9)
        why = StringField("Why", [Length(max=2)])

    form = Asked(formdata=MultiDict({"cars": "10", "why": "xxx"}))
    assert not form.validate()
    assert form.errors == {
        "cars": ["Your answer must be 9 or less"],
        "why": ["Why must be 2 characters or less"],
    }
