"""The menu shows each person what they can use, and nothing they cannot."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy.orm import Session

from consult.app import build_registry, create_app
from consult.config import Settings
from consult.kernel.authz import Role
from consult.kernel.db import Database
from tests.factories import make_person
from tests.support.web import FormClient

SignIn = Callable[..., None]
ITEM = re.compile(r'govuk-service-navigation__link" href="([^"]+)"( aria-current="page")?')


def menu(page: str) -> dict[str, bool]:
    """Return where the menu of a page leads, and whether that is where one is."""
    return {href: bool(current) for href, current in ITEM.findall(page)}


@pytest.fixture
def everything(client: FormClient, session: Session, sign_in: SignIn) -> set[str]:
    """All that stands in the menu of anybody."""
    found: set[str] = set()
    for role in Role:
        sign_in(client, make_person(session, role))
        found |= set(menu(client.get("/").text))
    return found


@pytest.mark.parametrize("role", [None, *Role])
def test_what_is_shown_opens_and_what_is_not_shown_does_not(
    client: FormClient, session: Session, sign_in: SignIn, everything: set[str], role: Role | None
) -> None:
    stranger = client.application.test_client()
    assert isinstance(stranger, FormClient)
    stranger.shared = session
    if role is not None:
        sign_in(stranger, make_person(session, role))
    shown = set(menu(stranger.get("/").text))
    assert "/" in shown
    assert {href for href in everything if stranger.get(href).status_code == 200} == shown


def test_the_menu_says_where_one_is(client: FormClient, session: Session, sign_in: SignIn) -> None:
    sign_in(client, make_person(session, Role.ADMINISTRATOR, Role.OFFICER))
    for href in menu(client.get("/").text):
        assert [place for place, is_here in menu(client.get(href).text).items() if is_here] == [href]


def test_a_page_of_the_core_is_found_from_an_error_page_too(
    client: FormClient, session: Session, sign_in: SignIn
) -> None:
    sign_in(client, make_person(session, Role.OFFICER))
    assert "/staff/consultations" in menu(client.get("/nowhere").text)


def test_the_menu_asks_the_database_nothing_of_its_own(
    client: FormClient, count_queries: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    with count_queries() as statements:
        assert client.get("/cookies").status_code == 200
    assert statements == []


def test_a_plugin_that_is_not_enabled_is_not_in_the_menu(
    settings: Settings, database: Database, session: Session, sign_in: SignIn, everything: set[str]
) -> None:
    app = create_app(settings, database=database, registry=build_registry((), {}))
    app.test_client_class = FormClient
    client = app.test_client()
    assert isinstance(client, FormClient)
    client.shared = session
    shown: set[str] = set()
    for role in Role:
        sign_in(client, make_person(session, role))
        shown |= set(menu(client.get("/").text))
    assert shown < everything
    assert {href for href in shown if client.get(href).status_code == 404} == set()


@pytest.mark.parametrize(
    "address", ["/staff/authorisation/", "/staff/impact/assessments", "/waiting", "/staff/consultations"]
)
def test_what_waits_is_asked_for_once_on_each_page(
    client: FormClient,
    session: Session,
    sign_in: SignIn,
    count_queries: Callable[[], AbstractContextManager[list[str]]],
    address: str,
) -> None:
    sign_in(client, make_person(session, Role.OFFICER))
    client.get(address)
    with count_queries() as asked:
        assert client.get(address).status_code == 200
    of_deadlines = [text for text in asked if "deadline.due_on <= " in text]
    of_evidence = [text for text in asked if "min(impact_evidence.submitted_at)" in text]
    of_conditions = [text for text in asked if "count(authorisation_condition.id)" in text]
    assert [len(of_deadlines), len(of_evidence), len(of_conditions)] == [1, 1, 1]
