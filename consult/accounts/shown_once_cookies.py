"""Secrets that the next page shows, this once: sealed in the cookie, so that nobody reads them there."""

from flask import session as cookie

from consult.kernel.crypto import Unreadable
from consult.web.transactions import database


def show_next(name: str, person_id: int, secret: str) -> None:
    """Keep a secret for the next page, which is the only one that can show it."""
    cookie[name] = database().keys.seal_text(secret, table="cookie", row=str(person_id), column=name)


def shown_now(name: str, person_id: int) -> str:
    """Return the secret that was kept for this page, and forget it; an empty text where there is none."""
    kept = cookie.pop(name, "")
    try:
        return database().keys.open_text(kept, table="cookie", row=str(person_id), column=name)
    except Unreadable:
        return ""
