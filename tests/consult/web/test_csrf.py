"""A form is taken from our own pages alone: a forged one changes nothing, and a slow browser is not shut out."""

import re
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from flask_wtf.csrf import CSRFProtect
from itsdangerous import TimestampSigner, URLSafeTimedSerializer
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.app import create_app
from consult.config import Settings
from consult.contract.registry import Registry
from consult.journey.contacts import ask_for_news
from consult.kernel.db import Database
from consult.mail.sealed_addresses import stop_secret
from consult.submissions.models import Participation
from consult.web import csrf
from tests.factories import make_activity, make_consultation, make_person
from tests.support.web import FormClient


class SignedLongAgo(TimestampSigner):
    """Signs as it would have been done twelve hours ago."""

    def get_timestamp(self) -> int:
        """Return the moment of signing."""
        return int(time.time() - timedelta(hours=12).total_seconds())


@pytest.fixture
def participation(session: Session) -> Participation:
    """Somebody who gets news until a form is sent that stops it."""
    ask_for_news(session, make_activity(session, make_consultation(session)).id, "amara@people.example")
    return session.scalars(select(Participation)).one()


@pytest.fixture
def address(session: Session, participation: Participation) -> str:
    """The page with the form that stops the news."""
    return f"/stop/{stop_secret(session, participation.id)}"


def aged(client: FormClient) -> str:
    """Return a token that this client was given half a day ago."""
    client.form_token()
    with client.session_transaction() as cookie:
        raw = cookie["csrf_token"]
    signer = URLSafeTimedSerializer(str(client.application.secret_key), salt="wtf-csrf-token", signer=SignedLongAgo)
    return str(signer.dumps(raw))


@pytest.mark.parametrize("token", [{}, {"csrf_token": ""}, {"csrf_token": "made-up"}], ids=["none", "empty", "made-up"])
def test_a_forged_form_changes_nothing_and_the_person_reads_what_to_do(
    client: FormClient, address: str, participation: Participation, token: dict[str, str]
) -> None:
    client.form_token()
    refused = client.post(address, data=token)
    assert refused.status_code == 400
    assert "Go back, reload it and send it again." in refused.text
    assert participation.stopped_at is None


def test_who_sends_no_cookie_reads_why_and_how_else_to_answer(client: FormClient) -> None:
    refused = client.application.test_client().post("/take-part/return", data={"csrf_token": client.form_token()})
    assert refused.status_code == 400
    assert "Your browser sent no cookie" in refused.text
    assert "reload it" not in refused.text
    assert "mailto:" in refused.text
    assert 'href="/take-part/return"' in refused.text


def test_a_token_of_another_visitor_opens_nothing(
    client: FormClient, address: str, participation: Participation
) -> None:
    attacker = client.application.test_client()
    assert isinstance(attacker, FormClient)
    stolen = attacker.form_token()
    client.form_token()
    assert client.post(address, data={"csrf_token": stolen}).status_code == 400
    assert participation.stopped_at is None


def test_a_token_in_the_address_counts_for_nothing(
    client: FormClient, address: str, participation: Participation
) -> None:
    assert client.post(f"{address}?csrf_token={client.form_token()}").status_code == 400
    assert participation.stopped_at is None


@pytest.mark.parametrize("site", ["cross-site", "same-site", "Same-Origin", "anything"])
def test_what_the_browser_says_came_from_elsewhere_changes_nothing_even_with_a_good_token(
    client: FormClient, address: str, participation: Participation, site: str
) -> None:
    assert client.post_form(address, headers={"Sec-Fetch-Site": site}).status_code == 400
    assert participation.stopped_at is None


@pytest.mark.parametrize("headers", [{}, {"Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"}])
def test_our_own_pages_and_browsers_that_say_nothing_are_heard(
    client: FormClient, address: str, participation: Participation, headers: dict[str, str]
) -> None:
    assert client.post_form(address, headers=headers).status_code == 200
    assert participation.stopped_at is not None


def test_whoever_takes_half_a_day_over_a_page_may_still_send_it(
    client: FormClient, address: str, participation: Participation
) -> None:
    assert client.post(address, data={"csrf_token": aged(client)}).status_code == 200
    assert participation.stopped_at is not None


def test_over_https_a_browser_that_withholds_the_referrer_is_heard(
    settings: Settings, registry: Registry, database: Database, address: str, participation: Participation
) -> None:
    # Our own pages forbid the browser to send one.
    secure = replace(settings, base_url="https://localhost", is_secure=True)
    app = create_app(secure, database=database, registry=registry)
    app.test_client_class = FormClient
    client = app.test_client()
    with client.session_transaction(base_url="https://localhost") as cookie:
        cookie["csrf_token"] = "0" * 40
    token = URLSafeTimedSerializer(settings.secret_key, salt="wtf-csrf-token").dumps("0" * 40)
    sent = client.post(address, data={"csrf_token": token}, base_url="https://localhost")
    assert sent.status_code == 200


def test_a_cross_site_visit_to_a_page_is_no_offence(client: FormClient, address: str) -> None:
    # People come from a newspaper's site; only what changes something is refused.
    assert client.get(address, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200


def test_a_link_from_another_site_cannot_sign_somebody_out(
    client: FormClient, session: Session, sign_in: Callable[..., None]
) -> None:
    sign_in(client, make_person(session))
    client.get("/sign-out", headers={"Sec-Fetch-Site": "cross-site"})
    assert client.get("/account").status_code == 200


def test_each_visitor_has_a_token_of_their_own_that_opens_their_forms_alone(
    client: FormClient, address: str, participation: Participation
) -> None:
    def token_of(visitor: FlaskClient) -> str:
        found = re.search(r'name="csrf_token" value="([^"]+)"', visitor.get(address).text)
        assert found is not None
        return found[1]

    other = client.application.test_client()
    mine, again, its = token_of(client), token_of(client), token_of(other)
    assert mine == again != its
    assert other.post(address, data={"csrf_token": mine}).status_code == 400
    assert participation.stopped_at is None
    assert other.post(address, data={"csrf_token": its}).status_code == 200


def test_the_memory_of_tokens_is_bounded(client: FormClient, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csrf, "MAXIMUM", 3)
    client.application.extensions["form_tokens"] = {}
    for _ in range(8):
        client.application.test_client().get(address)
        assert len(client.application.extensions["form_tokens"]) <= 3


def test_a_token_that_another_process_signed_is_as_good_and_only_for_its_visitor(
    client: FormClient, address: str, participation: Participation
) -> None:
    client.get(address)
    with client.session_transaction() as cookie:
        secret = cookie["csrf_token"]
    elsewhere = URLSafeTimedSerializer(str(client.application.secret_key), salt="wtf-csrf-token", signer=SignedLongAgo)
    token = str(elsewhere.dumps(secret))
    for _ in range(2):
        assert client.post(address, data={"csrf_token": token}).status_code == 200
        assert client.post(address, data={"csrf_token": f"{token}x"}).status_code == 400
        assert client.application.test_client().post(address, data={"csrf_token": token}).status_code == 400


def test_a_token_is_checked_once_and_not_again_while_the_visitor_sends_it(
    client: FormClient, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[object] = []
    monkeypatch.setattr(CSRFProtect, "protect", lambda _self, **_options: checked.append(True))
    with client.session_transaction() as cookie:
        cookie["csrf_token"] = "0" * 40
    for _ in range(3):
        assert client.post(address, data={"csrf_token": "said to be good"}).status_code == 200
    assert len(checked) == 1
