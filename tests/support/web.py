"""A browser of the cheap kind: Flask's test client, with real form tokens and real sign-in."""

from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from consult.accounts.models import Person
from consult.accounts.session_cookies import start_session
from consult.testing import Visitor


class FormClient(Visitor):
    """The test client that authors of plugins have too, in the session of a test.

    `shared` is the test's own session: what the test made is seen by the request, and what the request changed is
    read anew by the test.
    """

    shared: Session | None = None

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
