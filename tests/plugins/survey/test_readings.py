"""A resident reads a survey in the language of the page, and is told of what was not translated."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.app import create_app, read_languages
from consult.config import Settings
from consult.consultations.models import Activity, State
from consult.contract.registry import Registry
from consult.exports.responses import columns
from consult.exports.summary import summarise
from consult.kernel import clock
from consult.kernel.db import Database
from consult.submissions.models import Submission
from plugins.survey.definition import words
from plugins.survey.document import dump, read_definition
from plugins.survey.models import VersionStatus
from plugins.survey.queries import find_draft
from plugins.survey.readings import as_read
from tests.factories import make_activity, make_consultation
from tests.plugins.survey.conftest import PublishSurvey, item, page, survey
from tests.plugins.survey.test_entries import repeated
from tests.support.deployments import change_deployment
from tests.support.web import FormClient

FALLS_BACK = '<span lang="en-GB" dir="ltr">{}</span>'


def both(english: str, welsh: str) -> dict[str, str]:
    """Return a text in both languages."""
    return {"en-GB": english, "cy": welsh}


def option(code: str, english: str, welsh: str) -> dict[str, Any]:
    """Return an option in both languages."""
    return {"code": code, "label": both(english, welsh)}


BILINGUAL = survey(
    page(
        "p1",
        {
            **item("safe", "radios", required=True),
            "label": both("Do you feel safe?", "Ydych chi’n teimlo’n ddiogel?"),
            "hint": both("After dark", "Ar ôl iddi nosi"),
            "options": [option("yes", "Yes, I do", "Ydw"), option("no", "No, never", "Nac ydw")],
        },
    ),
    page(
        "p2",
        {**item("where"), "label": both("Where?", "Ble?")},
        {**item("which", "select"), "label": both("Which street?", "Pa stryd?")},
        title=both("Places", "Lleoedd"),
        text={"en-GB": "Only in **the borough**."},
        show_if={"q": "safe", "op": "eq", "value": "no"},
    ),
    languages=["en-GB", "cy"],
    title={"cy": "Arolwg diogelwch"},
    introduction=both("It takes a minute.", "Mae’n cymryd munud."),
    settings={"asks_area": False, "asks_about_you": False},
)


def publish_unfinished(session: Session, activity: Activity, definition: dict[str, Any]) -> None:
    """Publish a survey with texts that are not translated, as one could before all had to be."""
    draft = find_draft(session, activity.id)
    draft.definition = dump(read_definition(definition))
    draft.status, draft.published_at = VersionStatus.PUBLISHED, clock.now()
    activity.settings_version = draft.number
    session.flush()


def opened(session: Session, definition: dict[str, Any]) -> Activity:
    """Return an open survey that asks this."""
    begun = clock.now() - timedelta(days=7)
    made = make_activity(session, make_consultation(session, state=State.DRAFT, opens_at=begun), "survey")
    publish_unfinished(session, made, definition)
    made.consultation.state = State.OPEN
    session.flush()
    return made


@pytest.fixture
def activity(session: Session) -> Activity:
    """An open survey in English and Welsh, in which a page’s text and the streets were left out."""
    return opened(session, BILINGUAL)


@pytest.fixture
def speaker(settings: Settings, registry: Registry, database: Database, session: Session) -> FormClient:
    """Somebody on a site that speaks English and Welsh."""
    spoken = replace(settings, languages=("en-GB", "cy"))
    change_deployment(database, settings=spoken, languages=read_languages(spoken, registry))
    app: Flask = create_app(spoken, database=database, registry=registry)
    app.test_client_class = FormClient
    client = app.test_client()
    assert isinstance(client, FormClient)
    client.shared = session
    return client


def test_a_survey_is_answered_in_welsh(speaker: FormClient, session: Session, activity: Activity) -> None:
    base = f"/cy/take-part/{activity.id}"
    start = speaker.get(base).text
    assert re.search(r"<h1[^>]*>Arolwg diogelwch</h1>", start)
    assert "Mae’n cymryd munud." in start
    first = speaker.post_form(f"{base}/start").location
    asked = speaker.get(first).text
    for said in ("Ydych chi’n teimlo’n ddiogel?", "Ar ôl iddi nosi", "Nac ydw", "<title>Ydych chi’n teimlo’n ddiogel?"):
        assert said in asked
    assert "Do you feel safe" not in asked
    second = speaker.post_form(first, {"safe": "no"}).location
    asked = speaker.get(second).text
    assert re.search(r'<h1[^>]*>Lleoedd</h1>\s*<div lang="en-GB" dir="ltr"><p', asked)
    assert '<option value="a" lang="en-GB" dir="ltr">Answer a</option>' in asked
    check = speaker.post_form(second, {"where": "Stryd y Bont", "which": "a"}).location
    told = speaker.get(check).text
    assert "Nac ydw" in told
    assert '<p class="govuk-body" lang="en-GB" dir="ltr">Answer a</p>' in told
    done = speaker.get(speaker.post_form(check).location).text
    assert "Pa stryd?" in done
    assert "Which street?" not in done
    assert session.scalar(select(Submission.answers)) == {"safe": "no", "where": "Stryd y Bont", "which": "a"}


def test_what_is_added_again_is_asked_for_listed_and_checked_in_welsh(speaker: FormClient, session: Session) -> None:
    journeys = repeated("p1", {**item("place"), "label": both("Where to?", "I ble?")})
    journeys["repeat"]["entry"] = both("journey", "taith")
    journeys["repeat"]["another"]["label"] = both("Do you want to add another journey?", "Hoffech chi ychwanegu un?")
    definition = {**BILINGUAL, **survey(journeys, page("p2", item("last")))}
    base = f"/cy/take-part/{opened(session, definition).id}"
    first = speaker.post_form(f"{base}/start").location
    behind = speaker.post_form(first, {"place": "Stratford"}).location
    assert "Hoffech chi ychwanegu un?" in speaker.get(behind).text
    second = speaker.post_form(behind, {"another": "yes"}).location
    assert "I ble?" in speaker.get(second).text
    behind = speaker.post_form(second, {"place_2": "Beckton"}).location
    assert re.search(r"Taith 2\b", speaker.get(behind).text)
    last = speaker.post_form(behind, {"another_2": "no"}).location
    check = speaker.get(speaker.post_form(last, {"last": "Hwyl"}).location).text
    assert re.findall(r'<h2 class="govuk-summary-card__title" id="entry-\d+">([^<]*)</h2>', check) == [
        "Taith 1",
        "Taith 2",
    ]
    assert "I ble? (taith 2)" in check
    assert FALLS_BACK.format("Question last?") in check


def test_nothing_of_it_is_kept_for_who_reads_english(speaker: FormClient, activity: Activity) -> None:
    for prefix, said in (("/cy", "teimlo"), ("", "Do you feel"), ("/cy", "teimlo"), ("", "Do you feel")):
        base = f"{prefix}/take-part/{activity.id}"
        assert said in speaker.get(f"{base}/form").text
        place = speaker.post_form(f"{base}/start").location or f"{base}/question/p1"
        assert said in speaker.get(place if "question" in place else f"{base}/question/p1").text
    assert 'lang="en-GB" dir="ltr">' not in speaker.get(f"/take-part/{activity.id}/question/p1").text


def test_what_officers_and_files_say_stays_in_the_words_of_the_council(session: Session, activity: Activity) -> None:
    told = [found.question.label for found in summarise(session, activity).questions]
    assert told[0] == "Do you feel safe?"
    named = {column.name: column for column in columns(session, activity.id)}
    assert named["safe"].values["no"] == "No, never"


def test_the_form_on_paper_is_in_the_language_of_the_page(speaker: FormClient, activity: Activity) -> None:
    shown = speaker.get(f"/cy/take-part/{activity.id}/form").text
    assert "Nac ydw" in shown
    assert FALLS_BACK.format("Answer a") in shown
    assert speaker.get(f"/cy/take-part/{activity.id}/form.pdf").data.startswith(b"%PDF")


def test_a_survey_that_does_not_speak_the_language_says_of_each_text_what_it_is(
    speaker: FormClient, session: Session, publish: PublishSurvey
) -> None:
    made = make_activity(session, make_consultation(session, state=State.DRAFT), "survey")
    publish(made, {**BILINGUAL, "languages": ["en-GB"]})
    made.consultation.state, made.consultation.opens_at = State.OPEN, clock.now() - timedelta(days=1)
    session.flush()
    place = speaker.post_form(f"/cy/take-part/{made.id}/start").location
    asked = speaker.get(place).text
    assert FALLS_BACK.format("Do you feel safe?") in asked
    assert FALLS_BACK.format("No, never") in asked
    assert "<title>Do you feel safe?" in asked
    assert "ddiogel" not in asked


def test_a_condition_in_words_marks_what_was_not_translated(speaker: FormClient, activity: Activity) -> None:
    shown = speaker.get(f"/cy/take-part/{activity.id}/form").text
    assert "mai “Nac ydw” yw’r ateb i “Ydych chi’n teimlo’n ddiogel?”" in shown


def test_without_a_language_nothing_changes_and_with_one_each_text_has_one() -> None:
    definition = read_definition(BILINGUAL)
    assert as_read(definition, "") is definition
    read = as_read(definition, "cy")
    assert words(read.find_item("safe").label) == "Ydych chi’n teimlo’n ddiogel?"
    assert words(read.find_item("which").options[0].label) == "Answer a"
    assert [item.key for item in read.items] == [item.key for item in definition.items]
    assert dump(definition) == dump(read_definition(BILINGUAL))
