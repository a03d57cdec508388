"""Protection against forged requests: on for every form, for everybody, always."""

from flask import Flask, abort, current_app, request
from flask import session as cookie
from flask_wtf.csrf import CSRFProtect, generate_csrf

from consult.web.guard import is_same_site
from consult.web.transactions import UNSAFE

MAXIMUM = 10_000


def form_token() -> str:
    """Return the token of this visitor's forms: their cookie's secret, signed once and remembered."""
    signed: dict[str, str] = current_app.extensions.setdefault("form_tokens", {})
    token = signed.get(cookie.get("csrf_token", ""))
    if token is None:
        if len(signed) >= MAXIMUM:
            signed.clear()
        token = generate_csrf()
        signed[cookie["csrf_token"]] = token
    return token


def init_csrf(app: Flask) -> None:
    """Require the form token on every unsafe request, and refuse what a browser says came from another site."""
    app.config.setdefault("WTF_CSRF_TIME_LIMIT", None)
    app.config.setdefault("WTF_CSRF_SSL_STRICT", False)
    CSRFProtect(app)

    @app.before_request
    def _same_site() -> None:
        if request.method in UNSAFE and not is_same_site():
            abort(400)
