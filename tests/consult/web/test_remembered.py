"""A page remembered for strangers is new in what must be new, and never shown to somebody it was not made for."""

import re
from collections.abc import Callable
from itertools import count

import pytest
from flask import Flask, flash
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.app import create_app
from consult.config import Settings
from consult.contract.registry import Registry
from consult.kernel.db import Database
from consult.web import remembered as memory
from consult.web.forms import csrf
from consult.web.guard import public
from consult.web.headers import csp_nonce, show_pictures_from
from consult.web.remembered import remembered
from tests.factories import make_person
from tests.support.web import FormClient

SOMETHING = object()
OTHER = object()
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@pytest.fixture
def application(settings: Settings, registry: Registry, database: Database) -> Flask:
    """An application with a page that counts how often it was rendered."""
    made = create_app(settings, database=database, registry=registry)
    made.test_client_class = FormClient
    rendered = count(1)

    def page(key: str, of: object) -> str:
        nonce = csp_nonce()
        return remembered(key, of, lambda: f'{next(rendered)} {csrf()} <script nonce="{nonce}"></script>{csrf()}')

    @made.get("/counted/<key>")
    @public
    def counted(key: str) -> str:
        return page(key, SOMETHING)

    @made.get("/counted/<key>/changed")
    @public
    def changed(key: str) -> str:
        return page(key, OTHER)

    @made.get("/pictured")
    @public
    def pictured() -> str:
        def rendering() -> str:
            show_pictures_from("https://tiles.example")
            return "a map"

        return remembered("pictured", SOMETHING, rendering)

    @made.get("/told")
    @public
    def told() -> str:
        flash("Saved")
        return ""

    return made


def number(answer: str) -> int:
    """Return which rendering this is."""
    return int(answer.split(" ", 1)[0])


def test_it_is_rendered_once_with_a_token_and_a_nonce_for_each_visitor(application: Flask) -> None:
    first, second = application.test_client(), application.test_client()
    one, two = first.get("/counted/a"), second.get("/counted/a")
    assert number(one.text) == number(two.text) == 1
    for answer in (one, two):
        (nonce,) = re.findall(r'nonce="([^"]+)"', answer.text)
        assert f"'nonce-{nonce}'" in answer.headers["Content-Security-Policy"]
        assert len(set(TOKEN.findall(answer.text))) == 1
    assert TOKEN.findall(one.text) != TOKEN.findall(two.text)
    assert re.findall(r'nonce="([^"]+)"', one.text) != re.findall(r'nonce="([^"]+)"', two.text)


def test_the_token_is_the_visitor_s_own(application: Flask) -> None:
    @application.post("/sent")
    @public
    def sent() -> str:
        return "taken"

    first, second = application.test_client(), application.test_client()
    mine = TOKEN.findall(first.get("/counted/a").text)[0]
    its = TOKEN.findall(second.get("/counted/a").text)[0]
    assert second.post("/sent", data={"csrf_token": its}).text == "taken"
    assert second.post("/sent", data={"csrf_token": mine}).status_code == 400


def test_another_key_and_another_thing_are_rendered_anew(application: Flask) -> None:
    client = application.test_client()
    addresses = ("/counted/a", "/counted/b", "/counted/a/changed", "/counted/a")
    assert [number(client.get(address).text) for address in addresses] == [1, 2, 3, 4]


def test_whoever_is_signed_in_gets_a_page_of_their_own(
    application: Flask, session: Session, sign_in: Callable[[FlaskClient, Person], None]
) -> None:
    client = application.test_client()
    assert number(client.get("/counted/a").text) == 1
    sign_in(client, make_person(session))
    assert [number(client.get("/counted/a").text) for _ in range(2)] == [2, 3]


def test_whoever_is_to_be_told_something_gets_a_page_of_their_own(application: Flask) -> None:
    client = application.test_client()
    assert number(client.get("/counted/a").text) == 1
    client.get("/told")
    assert number(client.get("/counted/a").text) == 2
    assert number(application.test_client().get("/counted/a").text) == 1


def test_where_its_pictures_come_from_is_remembered_with_a_page(application: Flask) -> None:
    for visitor in (application.test_client(), application.test_client()):
        assert "https://tiles.example" in visitor.get("/pictured").headers["Content-Security-Policy"]
        assert "https://tiles.example" not in visitor.get("/counted/a").headers["Content-Security-Policy"]


def test_the_memory_is_bounded(application: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "MAXIMUM", 3)
    client = application.test_client()
    for key in "abcdefgh":
        client.get(f"/counted/{key}")
        assert len(application.extensions["remembered"]) <= 3
