"""Protection against forged requests: on for every form, for everybody, always."""

from flask import Flask, abort, request
from flask_wtf.csrf import CSRFProtect

from consult.web.guard import is_same_site
from consult.web.transactions import UNSAFE


def init_csrf(app: Flask) -> None:
    """Require the form token on every unsafe request, and refuse what a browser says came from another site."""
    app.config.setdefault("WTF_CSRF_TIME_LIMIT", None)
    app.config.setdefault("WTF_CSRF_SSL_STRICT", False)
    CSRFProtect(app)

    @app.before_request
    def _same_site() -> None:
        if request.method in UNSAFE and not is_same_site():
            abort(400)
