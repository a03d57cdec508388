"""What the headers promise on real answers; tests/architecture/test_headers.py asks every address for them."""

import io
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask, Response
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from consult.app import create_app
from consult.config import Settings
from consult.consultations.documents import add_document
from consult.consultations.models import State
from consult.contract.registry import Registry
from consult.kernel.authz import Role
from consult.kernel.db import Database
from consult.web.headers import connect_to, pictures_from, show_pictures_from
from tests.factories import make_activity, make_actor, make_consultation, make_person, make_submission
from tests.support.documents import small_pdf
from tests.support.web import FormClient

GUARDED = ("Content-Security-Policy", "X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy")


def directives(answer: TestResponse) -> dict[str, str]:
    header: str = answer.headers["Content-Security-Policy"]
    return dict(part.strip().partition(" ")[::2] for part in header.split(";"))


def test_every_script_on_a_page_carries_the_nonce_of_this_answer_and_no_other(client: FormClient) -> None:
    first, second = client.get("/"), client.get("/")
    for page in (first, second):
        scripts = re.findall(r"<script[^>]*>", page.text)
        (nonce,) = re.findall(r"'nonce-([^']+)'", directives(page)["script-src"])
        assert scripts
        assert all(f'nonce="{nonce}"' in script for script in scripts)
        assert len(nonce) >= 22
    assert directives(first)["script-src"] != directives(second)["script-src"]


def test_an_answer_without_scripts_of_ours_names_no_nonce(client: FormClient) -> None:
    assert directives(client.get("/healthz"))["script-src"] == "'self'"


@pytest.mark.parametrize(
    ("path", "more"),
    [
        ("/staff/consultations", {}),
        ("/nowhere", {"headers": {"Accept": "application/json"}}),
        ("/", {"headers": {"Host": "evil.example"}}),
        ("/", {"method": "HEAD"}),
        ("/", {"method": "OPTIONS"}),
        ("/", {"method": "TRACE"}),
        ("/sign-out", {"method": "POST"}),
    ],
    ids=["redirect", "document", "foreign host", "head", "options", "unknown method", "forged form"],
)
def test_no_way_of_asking_gets_an_unguarded_answer(client: FormClient, path: str, more: dict[str, Any]) -> None:
    answer = client.open(path, **more)
    assert [name for name in GUARDED if name not in answer.headers] == []
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_file_that_is_streamed_is_guarded_and_kept_in_no_cache(
    client: FormClient, session: Session, sign_in: Callable[..., None]
) -> None:
    activity = make_activity(session, make_consultation(session, state=State.CLOSED, slug="cameras"))
    make_submission(session, activity)
    sign_in(client, make_person(session, Role.OFFICER))
    form = {"what": f"responses:{activity.id}", "file_format": "csv", "audience": "officer"}
    sent = client.post_form("/staff/consultations/cameras/export", form)
    assert sent.mimetype == "text/csv"
    assert [name for name in GUARDED if name not in sent.headers] == []
    assert sent.headers["Cache-Control"] == "no-store"


def test_styles_may_be_kept_so_that_a_phone_loads_them_once(client: FormClient) -> None:
    page = client.get("/").text
    sheets = re.findall(r'<link rel="stylesheet" href="([^"]+)"', page)
    assert sheets
    for sheet in sheets:
        sent = client.get(sheet)
        assert sent.status_code == 200
        assert "no-store" not in sent.headers["Cache-Control"]
        assert sent.headers["X-Content-Type-Options"] == "nosniff"


def test_a_file_of_the_council_keeps_the_stricter_rules_of_its_own(client: FormClient, session: Session) -> None:
    consultation = make_consultation(session, state=State.DRAFT)
    made = add_document(
        session,
        make_actor(session, Role.OFFICER),
        consultation,
        title="The plan",
        name="plan.pdf",
        content=io.BytesIO(small_pdf()),
        reason="",
        is_material=False,
    )
    consultation.state = State.OPEN
    sent = client.get(f"/files/{made.file.key}/{made.file.name}")
    assert sent.status_code == 200
    assert "sandbox" in directives(sent)
    assert "script-src" not in directives(sent)
    assert sent.headers["X-Frame-Options"] == "DENY"
    sent.close()


@pytest.mark.parametrize("is_secure", [True, False])
def test_browsers_are_told_to_stay_with_https_where_there_is_https(
    settings: Settings, registry: Registry, database: Database, is_secure: bool
) -> None:
    app = create_app(replace(settings, is_secure=is_secure), database=database, registry=registry)
    for path in ("/", "/nowhere"):
        told = app.test_client().get(path).headers.get("Strict-Transport-Security", "")
        assert ("max-age=31536000" in told) is is_secure


def test_a_page_connects_to_the_address_that_it_names_and_no_other_page_does(application: Flask) -> None:
    with application.test_request_context():
        assert connect_to("wss://council.example/motions/together/4") == "wss://council.example/motions/together/4"
        policy = application.process_response(Response()).headers["Content-Security-Policy"]
        assert "connect-src 'self' wss://council.example;" in policy
    with application.test_request_context():
        assert "connect-src 'self';" in application.process_response(Response()).headers["Content-Security-Policy"]


def test_a_page_loads_pictures_from_the_server_that_it_names_and_no_other_page_does(application: Flask) -> None:
    with application.test_request_context():
        show_pictures_from("https://tiles.example")
        assert pictures_from() == "https://tiles.example"
        policy = application.process_response(Response()).headers["Content-Security-Policy"]
        assert "img-src 'self' https://tiles.example;" in policy
    with application.test_request_context():
        assert pictures_from() == ""
        assert "img-src 'self';" in application.process_response(Response()).headers["Content-Security-Policy"]
