"""A remembered cookie is as good as a checked one, and no better: altered or run out, it counts for nothing."""

import time
from datetime import timedelta

import pytest
from flask import Flask, flash
from flask import session as cookie
from flask.testing import FlaskClient

from consult.app import create_app
from consult.config import Settings
from consult.contract.registry import Registry
from consult.kernel.db import Database
from consult.web import cookies
from consult.web.cookies import COOKIE_LASTS
from consult.web.guard import public


@pytest.fixture
def application(settings: Settings, registry: Registry, database: Database) -> Flask:
    """An application that says what its cookie holds, and changes it."""
    made = create_app(settings, database=database, registry=registry)

    @made.get("/held")
    @public
    def held() -> dict[str, object]:
        return {"codes": cookie.get("codes", {}), "told": cookie.get("_flashes", [])}

    @made.get("/keep/<code>")
    @public
    def keep(code: str) -> str:
        cookie["codes"] = {"1": code}
        return ""

    @made.get("/spoil")
    @public
    def spoil() -> str:
        cookie["codes"]["2"] = "changed in place, and not saved"
        return ""

    @made.get("/told")
    @public
    def told() -> str:
        flash("Saved.")
        return ""

    return made


def value_of(client: FlaskClient) -> str:
    """Return the cookie as the browser holds it."""
    found = client.get_cookie("consult")
    assert found is not None
    return found.value


def held_by(app: Flask, value: str) -> dict[str, object]:
    """Return what the application takes a cookie to hold, for a browser that has no other."""
    client = app.test_client()
    client.set_cookie("consult", value)
    found: dict[str, object] = client.get("/held").get_json()
    return found


def test_the_same_cookie_holds_the_same_each_time(application: Flask) -> None:
    client = application.test_client()
    client.get("/keep/7F3K")
    assert [held_by(application, value_of(client))["codes"] for _ in range(3)] == [{"1": "7F3K"}] * 3


def test_an_altered_cookie_holds_nothing_beside_a_good_one_that_is_remembered(application: Flask) -> None:
    client = application.test_client()
    client.get("/keep/7F3K")
    good = value_of(client)
    assert held_by(application, good)["codes"] == {"1": "7F3K"}
    middle = len(good) // 2
    for altered in (good[:-1], good + "x", good[:middle] + chr(ord(good[middle]) ^ 1) + good[middle + 1 :], ""):
        assert held_by(application, altered)["codes"] == {}
    assert held_by(application, good)["codes"] == {"1": "7F3K"}


def test_a_remembered_cookie_runs_out_when_it_would_have_anyway(
    application: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = application.test_client()
    client.get("/keep/7F3K")
    value, now = value_of(client), time.time()
    assert held_by(application, value)["codes"] == {"1": "7F3K"}
    monkeypatch.setattr(time, "time", lambda: now + (COOKIE_LASTS - timedelta(minutes=1)).total_seconds())
    assert held_by(application, value)["codes"] == {"1": "7F3K"}
    monkeypatch.setattr(time, "time", lambda: now + (COOKIE_LASTS + timedelta(minutes=1)).total_seconds())
    assert held_by(application, value)["codes"] == {}


def test_nobody_has_to_finish_in_less_than_twenty_hours() -> None:
    assert timedelta(hours=20) <= COOKIE_LASTS


def test_what_a_request_changes_without_saving_is_not_there_in_the_next(application: Flask) -> None:
    client = application.test_client()
    client.get("/keep/7F3K")
    value = value_of(client)
    for _ in range(2):
        again = application.test_client()
        again.set_cookie("consult", value)
        again.get("/spoil")
    assert held_by(application, value)["codes"] == {"1": "7F3K"}


def test_what_is_to_be_told_is_told_by_its_own_cookie_alone(application: Flask) -> None:
    client = application.test_client()
    client.get("/keep/7F3K")
    before = value_of(client)
    client.get("/told")
    assert held_by(application, value_of(client))["told"] == [["message", "Saved."]]
    assert held_by(application, before)["told"] == []


def test_the_memory_is_bounded(application: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cookies, "MAXIMUM", 3)
    for number in range(8):
        client = application.test_client()
        client.get(f"/keep/{number}")
        assert held_by(application, value_of(client))["codes"] == {"1": str(number)}
        assert isinstance(application.session_interface, cookies.RememberingCookies)
        assert len(application.session_interface._good) <= 3
