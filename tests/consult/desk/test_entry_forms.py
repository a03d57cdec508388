"""The forms for what came another way: letters typed in with any key, and answers keyed by their codes."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.desk.entry_forms import CheckForm, EntryForm, NewEntryForm, entry_form
from consult.desk.filters import require_questionnaire
from consult.kernel.authz import Role
from consult.submissions.item_codes import option_codes
from consult.submissions.models import Channel, Submission
from consult.submissions.questionnaires import known_kinds
from tests.consult.desk.test_transcription_views import letter
from tests.factories import make_person
from tests.support.forms import faults, filled
from tests.support.web import FormClient

TAMPERED = ["", "x" * 5_000, "a\x00b", "a b"]


def form_of(made: type[EntryForm], session: Session, activity: Activity) -> Any:
    """Return one of the forms with the questions of an activity."""
    asked, codes = require_questionnaire(session, activity), option_codes(session, activity)
    return entry_form(made, asked, known_kinds(session), codes, ("Abbey",))


def entry(session: Session, activity: Activity) -> Any:
    """Return the form to enter a response; a fresh key stands in it."""
    form = form_of(NewEntryForm, session, activity)
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
    form = form_of(CheckForm, session, activity)
    with application.test_request_context():
        assert {"channel", "received_on", "ward", "district", "about_sex", "version"} <= set(form()._fields)


def test_what_is_ticked_is_keyed_by_its_code_and_two_ticks_by_two(
    application: Flask, session: Session, activity: Activity
) -> None:
    for typed, answer in {"4": "oppose", "oppose": "oppose", "4, 2": ["support", "oppose"], "": None}.items():
        form = filled(application, entry(session, activity), letter(answer_position=typed))
        assert (form["answer_position"].data, faults(form)) == (answer, {})


def test_of_an_equality_question_one_answer_is_kept(application: Flask, session: Session, activity: Activity) -> None:
    form = filled(application, entry(session, activity), letter(about_sex="1 2"))
    assert faults(form) == {"about_sex": ["Enter one code here. If two answers are ticked, leave it empty"]}
    assert faults(filled(application, entry(session, activity), letter(about_sex="1"))) == {}
