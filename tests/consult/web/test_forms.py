"""A form that is wrong comes back with everything typed, a summary that leads to the fields, and 422."""

from typing import Any

import pytest
from flask import Flask, request
from flask_wtf.csrf import CSRFProtect
from werkzeug.datastructures import MultiDict

from consult.kernel.errors import ChangedMeanwhile, Closed, Compared, Invalid, SavedOtherwise
from consult.web.forms import (
    BooleanField,
    DataRequired,
    DateField,
    FieldList,
    FileField,
    Form,
    FormField,
    HiddenField,
    OnceForm,
    QueryForm,
    RadioField,
    SelectMultipleField,
    StringField,
    VersionedForm,
    choice,
    csrf,
    error_summary,
    faults,
    field,
    hidden,
    render_form,
    render_options,
)
from tests.support.pages import HOSTILE, faults_of, parsed, small_app, words_in


class Part(Form):
    class Meta:
        csrf = False

    name = StringField("Name", [DataRequired("Enter a name")])


class Sample(Form):
    version = HiddenField()
    title = StringField("Title", [DataRequired("Enter a title")])
    kind = RadioField("Kind", [DataRequired("Select a kind")], choices=[choice("a"), choice("b")])
    topics = SelectMultipleField("Topics", [DataRequired("Choose topics")], choices=[choice("x"), choice("y")])
    on = DateField("Date", [DataRequired("Enter a date")])
    agree = BooleanField("I agree", [DataRequired("Say that you agree")])
    part = FormField(Part)
    parts = FieldList(FormField(Part), min_entries=2)


class Search(QueryForm):
    q = StringField("Search")
    mine = BooleanField("Only mine", default=True)


PAGE = """
{% from "components/form.html" import error_summary, field, form_block, submit %}
{% extends "base.html" %}
{% block title %}Sample{% endblock %}
{% block content %}
{{ error_summary(form) }}
<h1 class="govuk-heading-l">Sample</h1>
{% call form_block(form) %}
{% for shown in (form.title, form.kind, form.topics, form.on, form.agree, form.part.form.name) %}
{{ field(shown) }}
{% endfor %}
{% for part in form.parts %}{{ field(part.form.name) }}{% endfor %}
{{ submit("Save") }}
{% endcall %}
{% endblock %}
"""


@pytest.fixture
def application() -> Flask:
    """An application with one page that shows the form."""
    app = small_app()
    CSRFProtect(app)
    app.jinja_env.globals["page"] = PAGE

    @app.route("/", methods=["GET", "POST"])
    def page() -> Any:
        form = Sample()
        if form.validate_on_submit():
            return "saved"
        template = app.jinja_env.from_string(PAGE)
        return render_form(template, form)  # type: ignore[arg-type]  # a template object does as well

    return app


def token_on(page: str) -> str:
    """Return the CSRF token in a page."""
    return str(parsed(page, is_page=True).find(".//input[@name='csrf_token']").get("value"))


def test_empty_form_is_a_sound_page(application: Flask) -> None:
    answer = application.test_client().get("/")
    assert answer.status_code == 200
    page = parsed(answer.text, is_page=True)
    assert faults_of(page) == []
    assert page.find(".//title").text == "Sample – Newham Council"
    assert page.find(".//*[@class='govuk-hint']") is None
    assert page.find(".//*[@class='govuk-error-summary']") is None


def test_wrong_form_is_422_and_each_fault_leads_to_a_control(application: Flask) -> None:
    client = application.test_client()
    sent = {"csrf_token": token_on(client.get("/").text), "title": " ", "part-name": HOSTILE}
    answer = client.post("/", data=sent)
    assert answer.status_code == 422
    page = parsed(answer.text, is_page=True)
    assert faults_of(page) == []
    assert page.find(".//title").text == "Error: Sample – Newham Council"
    links = page.findall(".//div[@class='govuk-error-summary']//a")
    assert [link.text for link in links] == [
        "Enter a title",
        "Select a kind",
        "Choose topics",
        "Enter a date",
        "Say that you agree",
        "Enter a name",
        "Enter a name",
    ]
    controls = {element.get("id"): element.tag for element in page.iter() if element.get("id")}
    for link in links:
        assert controls[link.get("href").removeprefix("#")] in {"input", "textarea", "select"}
    assert page.find(".//input[@id='part-name']").get("value") == HOSTILE


def test_right_form_is_taken(application: Flask) -> None:
    client = application.test_client()
    sent = {
        "csrf_token": token_on(client.get("/").text),
        "title": "T",
        "kind": "a",
        "topics": ["x", "y"],
        "on-day": "1",
        "on-month": "2",
        "on-year": "2027",
        "agree": "yes",
        "part-name": "N",
        "parts-0-name": "N",
        "parts-1-name": "N",
    }
    assert client.post("/", data=sent).text == "saved"


def test_form_without_its_token_is_refused(application: Flask) -> None:
    assert application.test_client().post("/", data={"title": "T"}).status_code == 400


def test_hidden_fields_have_no_ids_and_csrf_is_among_them(application: Flask) -> None:
    with application.test_request_context():
        form = Sample(formdata=None, data={"version": HOSTILE})
        html = hidden(form)
        assert {box.get("name") for box in parsed(html).iter("input")} == {"csrf_token", "version"}
        assert all(box.get("id") is None for box in parsed(html + csrf()).iter("input"))
        assert parsed(html).find("input[@name='version']").get("value") == HOSTILE


def test_errors_of_a_service_are_shown_at_their_fields_or_on_top(application: Flask) -> None:
    with application.test_request_context():
        form = Sample(formdata=MultiDict({"title": "T"}))
        form.take_errors(Invalid("Wrong", {"title": "Taken already", "gone": "No such field"}))
        form.take_errors(Closed("It is closed"))
        assert faults(form) == [("No such field", ""), ("It is closed", ""), ("Taken already", "title")]
        assert "Taken already" in field(form.title)
        assert parsed(error_summary(form)).findall(".//li")[1].text == "It is closed"
        assert form.errors


class Words(VersionedForm):
    title = StringField("Title")


def test_a_conflict_shows_both_texts_keeps_what_was_typed_and_lets_it_be_sent_knowingly(application: Flask) -> None:
    with application.test_request_context():
        form = Words(formdata=MultiDict({"title": "Mine", "version": "3"}))
        same = Compared("Ward", "Beckton", "Beckton")
        form.take_errors(ChangedMeanwhile(None, (Compared("Title", HOSTILE, "Mine"), same), 4))
        rest = {"title": "", "status": 409, "sentence": "", "typed": [], "ways": [], "compared": ""}
        page, status = render_form("errors/error.html", form, **rest)
        shown = error_summary(form)
    assert (status, form.seen_version(), form.title.data) == (409, 4, "Mine")
    assert [part.text for part in parsed(shown).iter("dt")] == ["What is saved", "What you typed"]
    assert [words_in(part) for part in parsed(shown).iter("dd")] == [" ".join(HOSTILE.split()), "Mine"]
    assert "Beckton" not in shown
    assert "<title>Error:" in page


def test_a_text_that_both_began_from_is_shown_with_what_each_changed(application: Flask) -> None:
    with application.test_request_context():
        form = Words(formdata=MultiDict({"title": "Mine"}))
        both = Compared("Title", "A red barn", "A blue house", before="A red house")
        form.take_errors(SavedOtherwise(None, [both]))
        shown = parsed(error_summary(form))
    marked = [
        [(part.tag, words_in(part)) for part in cell.iter() if part.tag in {"ins", "del"}] for cell in shown.iter("dd")
    ]
    assert marked == [
        [],
        [("del", "[removed] house [end of removed]"), ("ins", "[added] barn [end of added]")],
        [("del", "[removed] red [end of removed]"), ("ins", "[added] blue [end of added]")],
    ]


def test_summary_of_forms_without_errors_is_nothing(application: Flask) -> None:
    with application.test_request_context():
        assert error_summary(Sample(formdata=None), Sample(formdata=None, prefix="b")) == ""


def test_two_forms_on_a_page_share_no_ids_when_prefixed(application: Flask) -> None:
    with application.test_request_context():
        one, two = Sample(formdata=None, prefix="a"), Sample(formdata=None, prefix="b")
        html = "".join(field(shown) for form in (one, two) for shown in (form.title, form.kind, form.on))
        assert faults_of(parsed(html)) == []


def test_a_form_sent_empty_is_not_filled_from_the_present_values() -> None:
    app = small_app(WTF_CSRF_ENABLED=False)
    with app.test_request_context("/", method="POST"):
        form = Sample(data={"title": "Before"})
        assert form.title.data == ""


def test_look_given_in_the_form_is_used(application: Flask) -> None:
    class Looks(Form):
        name = StringField("Name", render_kw=render_options(hint="From the form", prefix="£"))

    with application.test_request_context():
        shown = field(Looks(formdata=None).name, hint="From the page")
        assert "From the page" in shown
        assert "£" in shown


@pytest.mark.parametrize(
    ("address", "typed", "mine"), [("/", "", True), ("/?q=+bins+", "bins", False), ("/?mine=yes", "", True)]
)
def test_query_form_reads_the_address(address: str, typed: str, mine: bool) -> None:
    app = small_app()
    with app.test_request_context(address):
        assert request.method == "GET"
        form = Search()
        assert form.validate()
        assert (form.q.data, form.mine.data) == (typed, mine)
        assert hidden(form) == ""


def test_a_form_with_a_file_is_sent_in_parts(application: Flask) -> None:
    class Chosen(Form):
        file = FileField("File")

    class WithFile(Form):
        part = FormField(Chosen)

    block = '{% from "components/form.html" import form_block %}{% call form_block(form) %}{% endcall %}'
    with application.test_request_context("/"):
        template = application.jinja_env.from_string(block)
        assert 'enctype="multipart/form-data"' in template.render(form=WithFile())
        assert "enctype" not in template.render(form=Sample())


def test_a_form_that_makes_something_has_a_key_of_its_own_on_every_page() -> None:
    with small_app().test_request_context("/"):
        first, second = OnceForm().seen_key(), OnceForm().seen_key()
    assert first
    assert second not in {None, first}


@pytest.mark.parametrize(
    ("sent", "seen"), [("k" * 64, "k" * 64), ("k" * 65, None), ("a\0b", None), ("é", None), ("", None)]
)
def test_a_key_that_was_tampered_with_is_none(sent: str, seen: str | None) -> None:
    with small_app().test_request_context("/", method="POST", data={"form_key": sent}):
        assert OnceForm().seen_key() == seen
