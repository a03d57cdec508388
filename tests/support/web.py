"""A browser of the cheap kind: Flask's test client, with real form tokens and real sign-in."""

import os
from collections.abc import Mapping
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from consult.accounts.models import Person
from consult.accounts.session_cookies import start_session


class FormClient(FlaskClient):
    """A test client that fills in the form token, so that the protection against forgery stays on in tests.

    `shared` is the test's own session: what the test made is seen by the request, and what the request changed is
    read anew by the test.
    """

    shared: Session | None = None

    def form_token(self) -> str:
        """Return a form token that is valid for this client's cookie."""
        with self.session_transaction() as cookie:
            raw = cookie.setdefault("csrf_token", os.urandom(20).hex())
        serializer = URLSafeTimedSerializer(str(self.application.secret_key), salt="wtf-csrf-token")
        return str(serializer.dumps(raw))

    def post_form(self, url: str, data: Mapping[str, Any] | None = None, **more: Any) -> TestResponse:
        """Send a form as a browser does: with its token, and from our own site."""
        fields = {"csrf_token": self.form_token(), **(data or {})}
        return self.post(url, data=fields, **more)

    def open(self, *args: Any, **more: Any) -> TestResponse:
        """Send a request in step with the test's own session."""
        if self.shared is not None:
            self.shared.flush()
        response = super().open(*args, **more)
        if self.shared is not None:
            self.shared.expire_all()
        return response


def sign_in(client: FlaskClient, session: Session, person: Person) -> None:
    """Sign a person in on this client, by a real session row and a real cookie."""
    app: Flask = client.application
    with app.app_context():
        signed_in = start_session(session, person)
    session.flush()
    with client.session_transaction() as cookie:
        cookie.clear()
        cookie["_user_id"] = signed_in.get_id()
        cookie["_fresh"] = True


def sign_out(client: FlaskClient) -> None:
    """Forget the cookie: the next request is anonymous."""
    with client.session_transaction() as cookie:
        cookie.clear()
