"""Browsers in which somebody has signed in before: they keep an allowance of attempts that strangers cannot use up."""

from datetime import timedelta

from flask import Response, current_app, request
from itsdangerous import BadData, URLSafeTimedSerializer

from consult.kernel import tokens
from consult.web.transactions import database

KNOWN_FOR = timedelta(days=180)
_MAX_ACCOUNTS = 5


def known_browser(email: str) -> str:
    """Return the name of this browser when the account has been signed in to in it, else nothing."""
    name, accounts = _read()
    return name if set(accounts) & set(_digests(email)) else ""


def remember_browser(response: Response, email: str) -> None:
    """Let the browser show later that this account was signed in to in it; the cookie does not tell which."""
    name, accounts = _read()
    newest = _digests(email)[0]
    kept = [newest, *(digest for digest in accounts if digest != newest)][:_MAX_ACCOUNTS]
    response.set_cookie(
        cookie_name(),
        _signer().dumps([name or tokens.new_secret()[:22], kept]),
        max_age=KNOWN_FOR,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )


def cookie_name() -> str:
    """Return what the cookie is called; `__Host-` binds it to this site alone."""
    return f"{current_app.config['SESSION_COOKIE_NAME']}-browser"


def _read() -> tuple[str, list[str]]:
    try:
        name, accounts = _signer().loads(request.cookies.get(cookie_name(), ""), max_age=int(KNOWN_FOR.total_seconds()))
    except BadData:
        return "", []
    return name, accounts


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt="known-browser")


def _digests(email: str) -> list[str]:
    return [digest[:32] for digest in database().keys.digests("known-browser", email.strip().casefold())]
