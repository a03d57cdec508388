"""The test kit itself: what a test writes is seen by a request, and nothing lasts."""

import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Page
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.kernel.authz import Role
from consult.kernel.db import Database
from tests.factories import make_person
from tests.support.server import ROOT, Server
from tests.support.web import FormClient

SignIn = Callable[[FormClient, Person], None]


def test_a_committed_row_is_gone_in_the_next_test(session: Session) -> None:
    assert session.scalar(select(func.count(Person.id))) == 0
    make_person(session)
    session.commit()


def test_the_row_committed_by_another_test_is_gone(session: Session) -> None:
    assert session.scalar(select(func.count(Person.id))) == 0
    make_person(session)
    session.commit()


def test_a_form_without_its_token_is_refused(client: FormClient) -> None:
    assert client.post("/sign-in", data={}).status_code == 400
    assert client.post_form("/sign-in", {}).status_code == 422


def test_a_signed_in_person_stays_signed_in_on_one_client_only(
    client: FormClient, session: Session, sign_in: SignIn
) -> None:
    sign_in(client, make_person(session, Role.ADMINISTRATOR, name="Ada Stone"))
    assert "Ada Stone" in client.get("/account").text
    other = client.application.test_client()
    assert other.get("/account").status_code == 303


def test_statements_are_counted_without_bookkeeping(
    session: Session, count_queries: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    with count_queries() as statements:
        session.scalars(select(Person)).all()
        session.commit()
    assert len(statements) == 1


def test_the_live_database_is_empty_and_really_commits(live_database: Database) -> None:
    with live_database.unit_of_work() as session:
        make_person(session)
    with live_database.reading() as session:
        assert session.scalar(select(func.count(Person.id))) == 1


def test_the_real_server_shows_an_accessible_page(live_server: Server, page: Page, axe: Callable[[Page], None]) -> None:
    page.goto(f"{live_server.url}/sign-in")
    assert page.locator("h1").count() == 1
    axe(page)


@pytest.mark.parametrize("is_required", [False, True])
def test_without_a_browser_one_loud_line_says_how_to_get_it(tmp_path: Path, is_required: bool) -> None:
    environment = {"PATH": str(tmp_path), "CONSULT_REQUIRE_BROWSER": "1"} if is_required else {"PATH": str(tmp_path)}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", "-p", "no:cacheprovider"]
    chosen = "tests/journeys/test_scripts.py"
    done = subprocess.run([*command, chosen], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == (1 if is_required else 0)
    loud = [line for line in done.stdout.splitlines() if "NO CHROMIUM WAS FOUND" in line]
    assert all("apt install chromium" in line for line in loud)
    assert is_required or len(loud) == 1
    assert is_required or loud[0].startswith("***")
