"""The signed cookie of a visitor: checked once, not again while the same one comes back."""

import time
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from flask import Flask, Request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.http import parse_cookie

from consult.web.programs import is_for_programs

MAXIMUM = 10_000

# Nobody who writes has to hurry: less than 20 hours would be a time limit (WCAG 2.2, 2.2.1). Whoever is signed in is
# signed out sooner, by the row of the session.
COOKIE_LASTS = timedelta(hours=24)


def cookie_name(*, is_secure: bool) -> str:
    """Return what the cookie is called; `__Host-` binds it to this site alone."""
    return "__Host-consult" if is_secure else "consult"


def read_cookie(header: str, secret_key: str, *, is_secure: bool) -> dict[str, Any]:
    """Return what our cookie in a request's header of cookies holds, for what answers without Flask's requests."""
    found = parse_cookie(header).get(cookie_name(is_secure=is_secure), "")
    flask = SecureCookieSessionInterface
    signer = URLSafeTimedSerializer(
        secret_key,
        salt=flask.salt,
        serializer=flask.serializer,
        signer_kwargs={"key_derivation": flask.key_derivation, "digest_method": flask.digest_method},
    )
    try:
        held = signer.loads(found, max_age=int(COOKIE_LASTS.total_seconds()))
    except BadSignature:
        return {}
    return dict(held)


class RememberingCookies(SecureCookieSessionInterface):
    """Flask's own signed cookie; a value whose signature was found good is remembered until it runs out.

    Only what a process cannot change by accident is remembered: texts, and texts by name.
    """

    def __init__(self) -> None:
        self._good: dict[str, tuple[float, dict[str, Any]]] = {}
        self._signer: URLSafeTimedSerializer | None = None

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """Return what signs: Flask makes it anew each time, which costs as much as signing."""
        if self._signer is None:
            self._signer = super().get_signing_serializer(app)
        return self._signer

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession:
        """Return what the cookie holds; nothing when it was altered or has run out, or when a program asks."""
        if is_for_programs(request.path):
            return self.session_class()
        value = request.cookies.get(self.get_cookie_name(app), "")
        until, held = self._good.get(value, (0.0, {}))
        if time.time() < until:
            return self.session_class(_copied(held))
        signer, lasts = self.get_signing_serializer(app), app.permanent_session_lifetime.total_seconds()
        if not value or signer is None:
            return self.session_class()
        try:
            opened, signed_at = signer.loads(value, max_age=int(lasts), return_timestamp=True)
        except BadSignature:
            return self.session_class()
        if all(isinstance(item, str | bool | dict) for item in opened.values()):
            if len(self._good) >= MAXIMUM:
                self._good.clear()
            self._good[value] = (signed_at.timestamp() + lasts, _copied(opened))
        return self.session_class(opened)


def _copied(held: Mapping[str, object]) -> dict[str, object]:
    # What a request does to its own cookie must not reach the next one.
    return {name: dict(one) if isinstance(one, dict) else one for name, one in held.items()}
