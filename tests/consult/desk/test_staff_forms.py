"""The officer's forms: what has to be said before something is taken out, and letters typed in with any key."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.desk.exclusions import EXCLUSION_REASONS
from consult.desk.filters import require_questionnaire
from consult.desk.staff_forms import (
    CheckForm,
    ExcludeForm,
    FilterForm,
    NewEntryForm,
    entry_form,
)
from consult.kernel.authz import Role
from consult.submissions.models import Channel, Submission
from consult.submissions.questionnaires import known_kinds
from consult.web.forms import Form
from tests.consult.desk.test_transcription_views import letter
from tests.factories import make_person
from tests.support.forms import faults, filled
from tests.support.web import FormClient

TAMPERED = ["", "x" * 5_000, "a\x00b", "a b"]


def entry(session: Session, activity: Activity) -> Any:
    """Return the form to enter a response; a fresh key stands in it."""
    form = entry_form(NewEntryForm, require_questionnaire(session, activity), known_kinds(session), ("Abbey",))
    return lambda **more: form(data={"key": "fresh"}, **more)


@pytest.mark.postgresql
@pytest.mark.parametrize("key", TAMPERED)
def test_a_key_that_no_page_shows_gives_way_to_the_fresh_one(
    application: Flask, session: Session, activity: Activity, key: str
) -> None:
    assert filled(application, entry(session, activity), letter(key=key))["key"].data == "fresh"
    assert filled(application, entry(session, activity), letter(key="0a1b"))["key"].data == "0a1b"


@pytest.mark.postgresql
@pytest.mark.parametrize("key", TAMPERED)
def test_a_letter_typed_in_is_not_lost_for_its_key(
    client: FormClient, session: Session, activity: Activity, sign_in: Any, key: str
) -> None:
    sign_in(client, make_person(session, Role.OFFICER))
    for reasons in ("The first.", "The second."):
        assert client.post_form(f"/staff/activities/{activity.id}/enter", letter(reasons, key=key)).status_code == 303
    assert len(session.scalars(select(Submission.idempotency_key)).all()) == 2


@pytest.mark.parametrize("channel", [*Channel])
def test_what_came_by_the_website_or_a_file_is_not_typed_in(
    application: Flask, session: Session, activity: Activity, channel: Channel
) -> None:
    is_typed = channel in {"paper", "phone", "email", "meeting"}
    found = faults(filled(application, entry(session, activity), {**letter(), "channel": channel}))
    assert ("channel" not in found) is is_typed


def test_an_entry_says_when_it_came_and_keeps_its_words_when_it_does_not(
    application: Flask, session: Session, activity: Activity
) -> None:
    typed = {"channel": "paper", "answer_reasons": "Kept words.", "answer_position": "oppose"}
    form = filled(application, entry(session, activity), typed)
    assert faults(form) == {"received_on": ["Enter the day on which it reached us"]}
    assert form["answer_reasons"].data == "Kept words."


def test_the_check_of_an_entry_shows_how_it_came_too(application: Flask, session: Session, activity: Activity) -> None:
    form = entry_form(CheckForm, require_questionnaire(session, activity), known_kinds(session), ("Abbey",))
    with application.test_request_context():
        assert {"channel", "received_on", "ward", "district", "about_sex", "version"} <= set(form()._fields)


@pytest.mark.parametrize(
    ("form", "typed", "fault"),
    [
        (ExcludeForm, {}, {"code": ["Select a reason"]}),
        (ExcludeForm, {"code": "dislike"}, {"code": ["Select from the options shown"]}),
    ],
)
def test_nothing_is_excluded_without_what_it_needs(
    application: Flask, form: type[Form], typed: dict[str, str], fault: dict[str, list[str]]
) -> None:
    assert faults(filled(application, form, typed)) == fault


def test_every_reason_there_is_can_be_chosen_and_notes_have_an_end(application: Flask) -> None:
    for code in EXCLUSION_REASONS:
        assert faults(filled(application, ExcludeForm, {"code": code, "note": "x" * 1_000})) == {}


def test_only_places_that_responses_came_from_are_offered(application: Flask) -> None:
    with application.test_request_context("/?area=Abbey&unread=yes"):
        form = FilterForm()
        form.offer_areas({"E13", "", "Abbey"})
        assert form.validate()
        assert [choice.value for choice in form.area.choices] == ["", "Abbey", "E13"]
        assert (form.area.data, form.unread.data) == ("Abbey", True)
