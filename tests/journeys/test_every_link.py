"""Everybody of the demonstration follows every link and presses every button that they are shown."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import html5lib
import pytest
from flask import Flask
from sqlalchemy import select

from consult.accounts.queries import person_by_email
from consult.app import create_app
from consult.config import Settings
from consult.consultations.models import Activity, Consultation
from consult.contract.deployment import deployment_of
from consult.contract.registry import Registry
from consult.demo import facial_recognition
from consult.demo.people import ACCOUNTS
from consult.kernel.db import Database
from tests.support import databases, web
from tests.support.crawl import Crawl, local, typed_fields
from tests.support.demonstration import built_demonstration

PEOPLE = tuple(account.key for account in ACCOUNTS if account.key != "second_officer")
RESIDENTS = ("resident", "resident with drafts", "resident who has answered")

pytestmark = pytest.mark.crawl


@pytest.fixture(scope="module")
def demonstration(
    tmp_path_factory: pytest.TempPathFactory, template: str, settings: Settings, registry: Registry
) -> Iterator[Database]:
    """The demonstration as a newcomer has it."""
    folder: Path = tmp_path_factory.mktemp("demonstration")
    with built_demonstration(folder, template, settings, registry) as (database, _):
        yield database


@pytest.fixture
def crawl_as(demonstration: Database) -> Iterator[Callable[[str], Crawl]]:
    """`crawl_as(who)` is ready to begin at the home page as that person."""
    with databases.rolled_back(demonstration) as database, database.sessions() as session:
        deployment = deployment_of(database)
        app: Flask = create_app(deployment.settings, database=database, registry=deployment.registry)
        app.test_client_class = web.FormClient

        def come(who: str) -> Crawl:
            browser = app.test_client()
            assert isinstance(browser, web.FormClient)
            browser.shared = session
            if who in PEOPLE:
                email = next(account.email for account in ACCOUNTS if account.key == who)
                web.sign_in(browser, session, session.scalars(person_by_email(email)).one())
            elif who != "resident":
                open_one = select(Activity).join(Consultation).where(Consultation.slug == facial_recognition.SLUG)
                for kind in ("response", "survey"):
                    # Of two surveys the first: the other one asks for sums and pairs, which take more than filling in.
                    activity = session.scalars(open_one.where(Activity.kind == kind).order_by(Activity.id)).all()[0]
                    check = answer(browser, activity.id)
                    if who == "resident who has answered":
                        assert browser.post_form(check).status_code == 303
            return Crawl(app, database, session, browser, who in PEOPLE)

        yield come


def answer(browser: web.FormClient, activity_id: int) -> str:
    """Answer one page after the other as a resident does, and return the page to check the answers on."""
    path = browser.post_form(f"/take-part/{activity_id}/start").location or ""
    while not path.endswith("/check"):
        page: Any = html5lib.parse(browser.get(path).text, namespaceHTMLElements=False)
        form = next(item for item in page.find(".//main").iter("form"))
        sent = browser.post_form(path, filled(form))
        assert sent.status_code == 303, f"{path}: {sent.status_code}"
        assert local(sent.location or "", path) != path
        path = sent.location or ""
    return path


def filled(form: Any) -> dict[str, str]:
    """Return a form of questions with something chosen, counted or told."""
    texts = {item.get("name") for item in form.iter("input") if item.get("type") in {None, "text"}}
    chosen = {name: value for name, value in typed_fields(form).items() if name not in texts}
    numbers = {item.get("name"): "3" for item in form.iter("input") if item.get("inputmode") == "numeric"}
    return {**chosen, **numbers, **{item.get("name"): "Tell people before." for item in form.iter("textarea")}}


@pytest.mark.parametrize("who", [*RESIDENTS, *PEOPLE])
def test_every_link_and_form_that_somebody_is_shown_works(crawl_as: Callable[[str], Crawl], who: str) -> None:
    crawl = crawl_as(who)
    crawl.walk()
    assert not crawl.faults, crawl.faults_told()
    assert len(crawl.pages) > 20, "the walk did not come far"
