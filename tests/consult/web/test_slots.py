"""Plugins add to pages of the core where the page has a place for it, and nowhere else."""

import re
from typing import Any

import pytest
from flask import Flask, render_template_string
from markupsafe import Markup
from sqlalchemy.orm import Session

from consult.app import build_registry, create_app
from consult.config import Settings
from consult.consultations.models import State
from consult.consultations.places import CONSULTATION_OUTCOME
from consult.contract.places import Slot
from consult.contract.plugin import CONTRACT, Plugin
from consult.contract.references import Link
from consult.kernel.authz import Role
from consult.kernel.db import Database
from consult.web.slots import render_links
from tests.factories import XSS, make_consultation, make_person
from tests.support.web import FormClient, sign_in


def plugin(name: str, *slots: Slot[Any]) -> Plugin:
    return Plugin(name=name, title=name.title(), package="tests.consult.web", api=CONTRACT, slots=slots)


def app_with(settings: Settings, database: Database, *plugins: Plugin) -> Flask:
    names = tuple(one.name for one in plugins)
    registry = build_registry(names, {one.name: one for one in plugins})
    app = create_app(settings, database=database, registry=registry)
    app.test_client_class = FormClient
    return app


def visitor(app: Flask, session: Session) -> FormClient:
    client = app.test_client()
    assert isinstance(client, FormClient)
    client.shared = session
    return client


def test_a_plugin_speaks_about_the_consultation_on_the_page_and_only_in_its_place(
    settings: Settings, database: Database, session: Session
) -> None:
    slot = CONSULTATION_OUTCOME.slot(lambda consultation: Markup("<p>Parking near {}</p>").format(consultation.slug))
    app = app_with(settings, database, plugin("parking", slot))
    make_consultation(session, state=State.CLOSED, slug="cameras")
    client = visitor(app, session)
    assert "<p>Parking near cameras</p>" in client.get("/consultations/cameras").text
    sign_in(client, session, make_person(session, Role.OFFICER))
    assert "Parking near" not in client.get("/staff/consultations/cameras").text


def test_several_plugins_speak_in_the_order_in_which_they_are_enabled(
    settings: Settings, database: Database, session: Session
) -> None:
    first = plugin("zebra", CONSULTATION_OUTCOME.slot(lambda _: "<p>from zebra</p>"))
    second = plugin("apple", CONSULTATION_OUTCOME.slot(lambda _: "<p>from apple</p>"))
    make_consultation(session, slug="cameras")
    page = visitor(app_with(settings, database, first, second), session).get("/consultations/cameras").text
    assert page.index("from zebra") < page.index("from apple")


@pytest.mark.parametrize("nothing", [None, ""])
def test_a_plugin_with_nothing_to_say_leaves_nothing_behind(
    settings: Settings, database: Database, session: Session, nothing: str | None
) -> None:
    make_consultation(session, slug="cameras")
    silent = plugin("silent", CONSULTATION_OUTCOME.slot(lambda _: nothing))
    said = [
        re.sub(r'(nonce|value)="[^"]+"', "", visitor(app, session).get("/consultations/cameras").text)
        for app in (app_with(settings, database), app_with(settings, database, silent))
    ]
    assert said[0] == said[1]


def test_what_a_plugin_says_of_one_consultation_is_not_said_of_another(
    settings: Settings, database: Database, session: Session
) -> None:
    slot = CONSULTATION_OUTCOME.slot(
        lambda consultation: "<p>Only here</p>" if consultation.slug == "cameras" else None
    )
    client = visitor(app_with(settings, database, plugin("parking", slot)), session)
    make_consultation(session, slug="cameras")
    make_consultation(session, slug="parks")
    assert "Only here" in client.get("/consultations/cameras").text
    assert "Only here" not in client.get("/consultations/parks").text


def test_what_a_person_typed_stays_text_in_what_a_plugin_renders(
    settings: Settings, database: Database, session: Session
) -> None:
    slot = CONSULTATION_OUTCOME.slot(
        lambda consultation: render_template_string("<p>About {{ one.title }}</p>", one=consultation)
    )
    make_consultation(session, slug="cameras", title=XSS)
    page = visitor(app_with(settings, database, plugin("parking", slot)), session).get("/consultations/cameras").text
    assert "<p>About &lt;script&gt;" in page
    assert "<script>alert" not in page


def test_links_are_a_heading_with_a_list_and_nothing_without_one(application: Flask) -> None:
    with application.test_request_context():
        shown = render_links("Motions", [Link(title=XSS, endpoint="pages.home")]) or ""
        assert render_links("Motions", []) is None
    assert '<h2 class="govuk-heading-m">Motions</h2>' in shown
    assert '<a class="govuk-link" href="/">&lt;script&gt;' in shown
