"""What is asked, of whom and by when has to be said, and only what is on offer can be selected."""

from datetime import date

from flask import Flask

from consult.decisions.advice import Asked
from consult.decisions.advice_forms import AdviceForm, AskForm
from consult.decisions.models import Expertise
from tests.support.forms import faults, filled

WHOLE = {
    "expertise": "lawyer",
    "adviser": "7",
    "about": "",
    "question": "May we?",
    **{"due_on-day": "16", "due_on-month": "1", "due_on-year": "2027"},
}


def asking(application: Flask, sent: dict[str, str]) -> AskForm:
    with application.test_request_context(method="POST", data=sent):
        form = AskForm()
        form.offer({7: "Ada Stone"}, {3: "Point 1"})
        form.validate()
    return form


def test_what_is_asked_is_read(application: Flask) -> None:
    asked = asking(application, {**WHOLE, "about": "3", "form_key": "k"}).asked()
    assert asked == Asked(7, Expertise.LAWYER, "May we?", date(2027, 1, 16), 3, "k")
    assert asking(application, WHOLE).asked().passage_id is None


def test_each_thing_that_is_missing_or_not_on_offer_is_named(application: Flask) -> None:
    empty = asking(application, {"question": " "})
    assert set(empty.errors) - {None} == {"expertise", "adviser", "question", "due_on"}
    wrong = asking(application, {**WHOLE, "adviser": "8", "about": "4"})
    assert set(wrong.errors) - {None} == {"adviser", "about"}


def test_advice_needs_words(application: Flask) -> None:
    assert set(faults(filled(application, AdviceForm, {"said": "  "}))) == {"said"}
    assert faults(filled(application, AdviceForm, {"said": "You may."})) == {}
