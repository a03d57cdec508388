"""The forms of the journey take what people mean, refuse what was not offered, and ask nobody for a whole postcode."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.contract.questions import Questionnaire
from consult.journey.forms import AboutYouForm, CodeForm, CopyForm, SaveForm, area_form, page_form, read_area
from consult.kernel.authz import SYSTEM
from consult.responses.questions import set_questions
from consult.submissions.about_you import QUESTIONS
from consult.submissions.questionnaires import known_kinds, questionnaire_of
from tests.factories import make_activity, make_consultation
from tests.support.forms import faults, filled

WARDS = ("Abbey", "Beckton")


@pytest.fixture
def activity(session: Session) -> Activity:
    """A written response."""
    return make_activity(session, make_consultation(session))


def asked(session: Session, activity: Activity) -> Questionnaire:
    found = questionnaire_of(session, activity)
    assert found is not None
    return found


def page(session: Session, activity: Activity, number: int = 0) -> Any:
    questions = asked(session, activity)
    return page_form(questions, questions.pages[number], known_kinds(session))


def test_a_page_asks_its_own_question_and_takes_only_what_it_offers(
    application: Flask, session: Session, activity: Activity
) -> None:
    form = page(session, activity)
    assert filled(application, form, {"position": "oppose", "reasons": "Not asked here"}).data.keys() == {"position"}
    assert set(faults(filled(application, form, {"position": "made_up"}))) == {"position"}
    assert faults(filled(application, form, {})) == {}


def test_a_new_version_of_the_questions_is_not_answered_on_the_form_of_the_old(
    application: Flask, session: Session, activity: Activity
) -> None:
    one = {"key": "position", "kind": "scale", "label": "Now?", "scale": "support", "required": True}
    set_questions(session, SYSTEM, activity, {"questions": [one]})
    form = page(session, activity)
    with application.test_request_context("/"):
        assert str(form()["position"].label.text) == "Now?"


def test_two_activities_never_share_a_form(application: Flask, session: Session, activity: Activity) -> None:
    one = {"key": "position", "kind": "scale", "label": "Another question?", "scale": "support"}
    other = make_activity(session, make_consultation(session), questions={"questions": [one]})
    with application.test_request_context("/"):
        labels = {page(session, each)()["position"].label.text for each in (activity, other)}
    assert labels == {"Do you support the proposal?", "Another question?"}


@pytest.mark.parametrize(
    ("typed", "area"),
    [
        ({}, ""),
        ({"ward": "Beckton"}, "Beckton"),
        ({"district": "e13"}, "E13"),
        ({"district": " SW1A "}, "SW1A"),
        ({"district": "E13 8AB"}, "E13"),
        ({"district": "\u200b"}, ""),
    ],
)
def test_where_somebody_lives_is_a_ward_or_half_a_postcode_or_nothing(
    application: Flask, typed: dict[str, str], area: str
) -> None:
    form = filled(application, area_form(WARDS), typed)
    assert faults(form) == {}
    assert read_area(form) == area


@pytest.mark.parametrize("district", ["ZZ99", "13", "Beckton", "E", "E99", "<b>"])
def test_what_is_no_postcode_is_refused(application: Flask, district: str) -> None:
    form = filled(application, area_form(WARDS), {"district": district})
    sentence = "Enter a UK postcode, like E16 1DR, or only the part before the space, like E16"
    assert faults(form) == {"district": [sentence]}


def test_two_places_are_asked_about_and_none_is_dropped_in_silence(application: Flask) -> None:
    form = filled(application, area_form(WARDS), {"ward": "Abbey", "district": "E13"})
    sentence = "Give either the ward or the postcode, not both, so that we know which to keep"
    assert faults(form) == {"district": [sentence]}


def test_a_ward_of_elsewhere_is_refused_and_a_council_without_wards_asks_for_none(application: Flask) -> None:
    assert set(faults(filled(application, area_form(WARDS), {"ward": "Atlantis"}))) == {"ward"}
    form = filled(application, area_form(()), {"district": "E6", "ward": "Atlantis"})
    assert faults(form) == {}
    assert read_area(form) == "E6"
    assert form.district.label.text == "Your postcode"
    assert area_form(WARDS)().district.label.text == "Or your postcode"


def test_nobody_has_to_say_who_they_are_and_may_decline_every_question(application: Flask) -> None:
    assert faults(filled(application, AboutYouForm, {})) == {}
    assert faults(filled(application, AboutYouForm, {question.key: "prefer_not" for question in QUESTIONS})) == {}


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda item: item.key)
def test_every_answer_that_is_counted_can_be_given_and_no_other(application: Flask, question: Any) -> None:
    for option in question.options:
        assert faults(filled(application, AboutYouForm, {question.key: option.code})) == {}
    assert set(faults(filled(application, AboutYouForm, {question.key: "made_up"}))) == {question.key}


@pytest.mark.parametrize(
    "typed", ["7F3K-92QX-B41T-0ZMC", "7f3k92qxb41t0zmc", " 7f3k 92qx b41t 0zmc ", "7F3K-92QX-B4IT-OZMC"]
)
def test_a_code_is_read_however_it_was_written_down(application: Flask, typed: str) -> None:
    form = filled(application, CodeForm, {"code": typed})
    assert faults(form) == {}
    assert form.read() == "7F3K-92QX-B41T-0ZMC"


@pytest.mark.parametrize("email", ["", "amara", "amara@people.example\nBcc: everybody@people.example"])
def test_a_code_or_copy_goes_to_one_address_that_can_be_one(application: Flask, email: str) -> None:
    assert set(faults(filled(application, SaveForm, {"email": email}))) == {"email"}
    assert set(faults(filled(application, CopyForm, {"email": email, "wanted": ["copy"]}))) == {"email"}
    assert set(faults(filled(application, CopyForm, {"email": "amara@people.example"}))) == {"wanted"}
