"""Keeping the list of bodies in the browser."""

import io
from collections.abc import Callable

import pytest

from consult.accounts.models import Person
from tests.plugins.impact.engagement.conftest import Log
from tests.support.web import FormClient

SignIn = Callable[[FormClient, Person], None]
LIST = "/staff/impact/contacts"
TYPED = {"name": "Stratford Mosque", "kind": "faith", "wards": "Plashet\nMaryland", "characteristics": ["religion"]}


@pytest.fixture
def author(log: Log, client: FormClient, sign_in: SignIn) -> FormClient:
    """An author's browser."""
    sign_in(client, log.desk.author_person)
    return client


def test_a_body_is_entered_found_changed_and_removed(log: Log, author: FormClient) -> None:
    assert author.post_form(f"{LIST}/new", {"version": "0"}).status_code == 422
    assert author.post_form(f"{LIST}/new", {**TYPED, "version": "0"}).location == LIST
    assert "Plashet, Maryland" in author.get(f"{LIST}?kind=faith&ward=Plashet").text
    assert "No body is on the list." in author.get(f"{LIST}?kind=youth").text
    page = author.get(LIST).text
    address = f"{LIST}/" + page.split("Stratford Mosque")[0].rpartition(f"{LIST}/")[2].partition('"')[0]
    assert author.post_form(address, {**TYPED, "kind": "residents", "version": "1"}).status_code == 303
    assert author.post_form(address, {**TYPED, "kind": "other", "version": "1"}).status_code == 409
    assert author.post_form(f"{address}/remove", {}).location == LIST
    assert "Stratford Mosque" not in author.get(LIST).text.replace("Stratford Mosque</p>", "")


def test_a_file_is_taken(log: Log, author: FormClient) -> None:
    assert author.get(f"{LIST}/import").status_code == 200
    text = "name,kind\nMosque,faith\n"
    sent = author.post_form(f"{LIST}/import", {"file": (io.BytesIO(text.encode()), "list.csv")})
    assert sent.location == LIST
