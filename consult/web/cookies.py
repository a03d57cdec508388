"""The signed cookie of a visitor: checked once, not again while the same one comes back."""

import time
from collections.abc import Mapping
from typing import Any, cast

from flask import Flask, Request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer

MAXIMUM = 10_000


class RememberingCookies(SecureCookieSessionInterface):
    """Flask's own signed cookie; a value whose signature was found good is remembered until it runs out.

    Only what a process cannot change by accident is remembered: texts, and texts by name.
    """

    def __init__(self) -> None:
        self._good: dict[str, tuple[float, dict[str, Any]]] = {}

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """Return what the cookie holds; nothing when it was altered or has run out."""
        value = request.cookies.get(self.get_cookie_name(app), "")
        until, held = self._good.get(value, (0.0, {}))
        if time.time() < until:
            return self.session_class(_copied(held))
        opened = super().open_session(app, request)
        if opened and all(isinstance(item, str | bool | dict) for item in opened.values()):
            self._remember(app, value, _copied(opened))
        return opened

    def _remember(self, app: Flask, value: str, held: dict[str, object]) -> None:
        signer = cast(URLSafeTimedSerializer, self.get_signing_serializer(app))
        _, signed_at = signer.loads(value, return_timestamp=True)
        if len(self._good) >= MAXIMUM:
            self._good.clear()
        self._good[value] = (signed_at.timestamp() + app.permanent_session_lifetime.total_seconds(), held)


def _copied(held: Mapping[str, object]) -> dict[str, object]:
    # What a request does to its own cookie must not reach the next one.
    return {name: dict(one) if isinstance(one, dict) else one for name, one in held.items()}
