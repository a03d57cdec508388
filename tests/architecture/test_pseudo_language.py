"""A whole journey in a language that nobody speaks: what it does not translate stands out."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from consult.app import create_app, read_languages
from consult.config import Settings
from consult.consultations.models import Activity, State
from consult.contract.registry import Registry
from consult.kernel.db import Database
from tests.factories import make_activity, make_consultation
from tests.support.deployments import change_deployment
from tests.support.pages import parsed
from tests.support.pseudo import accented, write_pseudo_catalogue
from tests.support.web import FormClient

pytestmark = [pytest.mark.crawl, pytest.mark.xdist_group("pseudo-language")]  # one worker makes the language
STORED = re.compile(
    r"We want to know what you think\.|Tell us why\.|Do you support the proposal\?|Why we ask|Cabinet"
    r"|The police plan to use cameras\.|Not at all, with limits, or as proposed\."
    r"|Exampleton Council|A question of the test|Somebody decides|Tell us your view|Written by people"
    r"|Abbey|Beckton|Canning Town|consultations@council\.example|JavaScript|consult(?:-browser)?$"
    r"|English|CN-[0-9A-Z-]+|[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}|E16 1DR|\d+(?::\d+)?(?:am|pm)"
)
"""What people wrote, names, codes and times, which are the same in every language."""


@pytest.fixture(scope="module")
def theme(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A theme that brings the language."""
    folder = tmp_path_factory.mktemp("theme")
    write_pseudo_catalogue(folder)
    return folder


@pytest.fixture
def speaker(theme: Path, settings: Settings, registry: Registry, database: Database, session: Session) -> FormClient:
    """Somebody who reads the site in that language."""
    spoken = replace(settings, theme=theme, languages=("en-GB", "ar-XB"))
    change_deployment(database, settings=spoken, languages=read_languages(spoken, registry))
    app: Flask = create_app(spoken, database=database, registry=registry)
    app.test_client_class = FormClient
    client = app.test_client()
    assert isinstance(client, FormClient)
    client.shared = session
    return client


@pytest.fixture
def activity(session: Session) -> Activity:
    """An open consultation with a written response that asks for everything there is."""
    consultation = make_consultation(
        session, state=State.OPEN, slug="test", title="A question of the test", summary="Written by people"
    )
    return make_activity(session, consultation, title="Tell us your view")


def texts_of(element: Any) -> Iterator[str]:
    """Yield what is read of a page: its texts, and its attributes that are read out."""
    if not isinstance(element.tag, str) or element.tag in {"script", "style"}:
        return
    yield from (element.get(name, "") for name in ("aria-label", "title", "alt", "placeholder"))
    yield element.text or ""
    for child in element:
        yield from texts_of(child)
        yield child.tail or ""


def untranslated(html: str) -> list[str]:
    """Return the texts of a page in which a letter has no accent."""
    bare = (STORED.sub("", text).strip() for text in texts_of(parsed(html, is_page=True)))
    return [text for text in bare if re.search("[A-Za-z]", text)]


@pytest.mark.parametrize(
    "path", ["/", "/help", "/cookies", "/accessibility", "/privacy", "/sign-in", "/take-part/return", "/nothing"]
)
def test_every_sentence_of_a_page_for_everybody_is_translated(
    speaker: FormClient, activity: Activity, path: str
) -> None:
    page = speaker.get(f"/ar-xb{path}")
    assert 'lang="ar-XB" dir="rtl"' in page.text
    assert untranslated(page.text) == []


def test_every_sentence_of_a_journey_is_translated(speaker: FormClient, activity: Activity) -> None:
    base = f"/ar-xb/take-part/{activity.id}"
    seen = [speaker.get("/ar-xb/consultations/test"), speaker.get(base), speaker.get(f"{base}/form")]
    place = speaker.post_form(f"{base}/start").location
    answers = {"position": "support", "reasons": "Written by people", "ward": "Beckton", "willing": "yes"}
    seen.append(speaker.post_form(f"{base}/question/where-you-live", {"district": "ZZ13 9AB"}))
    while not place.endswith("/check"):
        seen.append(speaker.get(place))
        place = speaker.post_form(place, answers).location
        assert place.startswith(base)
    seen.append(speaker.get(place))
    seen.append(speaker.get(f"{base}/save"))
    seen.append(speaker.get(speaker.post_form(place).location))
    assert {page.status_code for page in seen} <= {200, 422}
    assert [(page.request.path, text) for page in seen for text in untranslated(page.text)] == []


def test_what_is_not_translated_is_found() -> None:
    page = "<!DOCTYPE html><html><head><title>{0}</title></head><body><p>{0} <b>{1}</b></p></body></html>"
    assert untranslated(page.format(accented("Send it"), "Beckton")) == []
    assert untranslated(page.format(accented("Send it"), "Now")) == ["Now"]
