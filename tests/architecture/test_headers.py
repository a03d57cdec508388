"""Every answer, whatever it is, carries the same guard against the browser being turned on its user."""

import re

import pytest
from flask import Flask, abort
from werkzeug.routing import Rule

from consult.app import create_app
from consult.config import Settings
from consult.contract.registry import Registry
from consult.kernel.db import Database
from tests.support.web import FormClient

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
STATUSES = (400, 401, 403, 404, 405, 409, 410, 413, 414, 415, 422, 429, 500, 503)


def address_of(rule: Rule) -> str:
    """Return an address that fits the rule, of something that does not exist."""
    numbered = re.sub(r"<(int|float)[^>]*>", "2147483000", rule.rule)
    numbered = re.sub(r"<any\(([^,)]+)[^>]*>", r"\1", numbered)
    return re.sub(r"<[^>]+>", "nothing-of-that-name", numbered)


def policy_of(header: str) -> dict[str, str]:
    """Return the directives of a content security policy."""
    return dict(part.strip().partition(" ")[::2] for part in header.split(";"))


def test_every_page_of_the_site_is_guarded(application: Flask, client: FormClient) -> None:
    for rule in application.url_map.iter_rules():
        for method in sorted((rule.methods or set()) & {"GET", "POST"}):
            answer = client.open(address_of(rule), method=method)
            found = {name: answer.headers.get(name) for name in ALWAYS}
            assert found == ALWAYS, (method, rule.rule)
            policy = policy_of(answer.headers["Content-Security-Policy"])
            assert policy["default-src"] == "'none'", rule.rule
            assert "unsafe" not in answer.headers["Content-Security-Policy"], rule.rule
            assert policy["frame-ancestors"] == "'none'" or "sandbox" in policy, rule.rule


@pytest.fixture
def failing(settings: Settings, registry: Registry, database: Database) -> FormClient:
    """A client of an application that fails on request."""
    made = create_app(settings, database=database, registry=registry)
    made.test_client_class = FormClient

    @made.get("/fail/<int:status>")
    def fail(status: int) -> str:
        if status == 500:
            raise RuntimeError("on request")
        abort(status)

    client = made.test_client()
    assert isinstance(client, FormClient)
    return client


@pytest.mark.parametrize("status", STATUSES)
def test_every_error_page_is_guarded_and_says_what_to_do(failing: FormClient, status: int) -> None:
    answer = failing.get(f"/fail/{status}")
    assert answer.status_code == status
    assert {name: answer.headers.get(name) for name in ALWAYS} == ALWAYS
    assert policy_of(answer.headers["Content-Security-Policy"])["default-src"] == "'none'"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "on request" not in answer.text
    assert len(re.findall(r"<h1", answer.text)) == 1
