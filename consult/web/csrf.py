"""Protection against forged requests: on for every form, for everybody, always."""

from flask import Flask, abort, current_app, request
from flask import session as cookie
from flask_wtf.csrf import CSRFProtect, generate_csrf

from consult.web.guard import is_same_site
from consult.web.transactions import UNSAFE

MAXIMUM = 10_000


class RememberingProtection(CSRFProtect):  # type: ignore[misc]  # Flask-WTF ships no types
    """Flask-WTF's protection; the token of a visitor that this process signed or found good is not checked again."""

    def protect(self, apply_exemptions: bool = False) -> None:
        """Refuse a request that changes something without this visitor's token."""
        if request.method not in UNSAFE:
            return
        secret, sent = cookie.get("csrf_token", ""), request.form.get("csrf_token")
        if secret and sent and _signed().get(secret) == sent:
            return
        super().protect(apply_exemptions=apply_exemptions)
        if secret and sent:
            _remember(secret, sent)


def form_token() -> str:
    """Return the token of this visitor's forms: their cookie's secret, signed once and remembered."""
    token = _signed().get(cookie.get("csrf_token", ""))
    if token is None:
        token = generate_csrf()
        _remember(cookie["csrf_token"], token)
    return token


def _signed() -> dict[str, str]:
    signed: dict[str, str] = current_app.extensions.setdefault("form_tokens", {})
    return signed


def _remember(secret: str, token: str) -> None:
    signed = _signed()
    if len(signed) >= MAXIMUM:
        signed.clear()
    signed.setdefault(secret, token)


def init_csrf(app: Flask) -> None:
    """Require the form token on every unsafe request, and refuse what a browser says came from another site."""
    app.config.setdefault("WTF_CSRF_TIME_LIMIT", None)
    app.config.setdefault("WTF_CSRF_SSL_STRICT", False)
    RememberingProtection(app)

    @app.before_request
    def _same_site() -> None:
        if request.method in UNSAFE and not is_same_site():
            abort(400)
