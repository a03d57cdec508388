"""What authors of plugins are given for their tests works on a plugin of ours."""

import multiprocessing
import signal
from typing import Any
from urllib.request import urlopen

import flask
import pytest
from flask import Flask, request_started
from pytest_flask.live_server import LiveServer
from sqlalchemy import inspect

from consult import testing
from consult.contract.plugin import Plugin
from consult.kernel.authz import Role
from consult.kernel.db import Database
from plugins.motion import plugin
from tests.factories import make_consultation

# The fixtures of a plugin’s `conftest.py`, in this module alone.
consult_app, consult_database, consult_visitor = testing.consult_app, testing.consult_database, testing.consult_visitor
client, live_server = testing.client, testing.live_server


@pytest.fixture
def consult_plugin() -> Plugin:
    """The plugin under test."""
    return plugin


def test_only_the_plugin_under_test_is_there(consult_app: Flask, consult_database: Database) -> None:
    assert [one.name for one in consult_app.extensions["registry"].plugins] == ["motion"]
    tables = set(inspect(consult_database.engine).get_table_names())
    assert {"motion_vote", "person"} <= tables
    assert "survey_version" not in tables


def test_visitors_come_with_roles_and_send_forms_as_browsers_do(consult_visitor: testing.Visitors) -> None:
    resident, councillor, officer = consult_visitor(), consult_visitor(Role.COUNCILLOR), consult_visitor(Role.OFFICER)
    assert [visitor.get("/motions/").status_code for visitor in (resident, councillor, officer)] == [200, 200, 200]
    assert [visitor.get("/staff/motions/").status_code for visitor in (resident, councillor, officer)] == [
        303,
        403,
        200,
    ]
    assert councillor.post("/motions/drafts/new", data={}).status_code == 400
    assert councillor.post_form("/motions/drafts/new", {}).status_code == 422


def test_what_pytest_flask_accepts_goes_with_the_client(
    client: testing.Visitor, accept_json: list[tuple[str, str]], accept_any: list[tuple[str, str]]
) -> None:
    assert client.get("/motions/nowhere", headers=accept_json).content_type == "application/problem+json"
    assert client.get("/motions/nowhere", headers=accept_any).mimetype == "text/html"


def test_a_live_server_answers_on_a_socket(live_server: LiveServer, consult_database: Database) -> None:
    with consult_database.unit_of_work() as session:
        make_consultation(session, title="Cameras in the streets")
    with urlopen(live_server.url("/consultations")) as page:  # noqa: S310 (our own address)
        assert page.status == 200
        assert "Cameras in the streets" in page.read().decode()


def test_a_live_server_ends_where_the_clean_signal_is_ignored(request: pytest.FixtureRequest) -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    request.addfinalizer(lambda: signal.signal(signal.SIGINT, before))
    started: LiveServer = request.getfixturevalue("live_server")
    assert multiprocessing.active_children()
    started.stop()
    for child in multiprocessing.active_children():
        child.join(10)
    assert multiprocessing.active_children() == []


def test_requests_share_no_g(client: testing.Visitor, consult_app: Flask) -> None:
    seen: list[Any] = []
    with request_started.connected_to(lambda *_, **__: seen.append(flask.g._get_current_object()), consult_app):
        assert [client.get("/motions/").status_code for _ in range(2)] == [200, 200]
    first, second = seen
    assert first is not second


def test_a_request_inside_a_context_that_would_share_g_is_refused(client: testing.Visitor, consult_app: Flask) -> None:
    with consult_app.app_context(), pytest.raises(AssertionError, match="Leave the application context first"):
        client.get("/motions/")
    assert client.get("/motions/").status_code == 200
