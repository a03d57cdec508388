"""The codes that a device holds, sealed in the cookie of its browser."""

from flask import session as cookie
from sqlalchemy.orm import Session

from consult.kernel import tokens
from consult.kernel.crypto import Unreadable
from consult.kernel.db import database_of

CODES = "codes"


def code_kept(session: Session, activity_id: int) -> str | None:
    """Return the code that this device holds for an activity: sealed, so that nobody reads it in the cookie."""
    codes: dict[str, str] = cookie.get(CODES, {})
    kept = codes.get(str(activity_id))
    # A cookie from before codes were sealed holds the code itself.
    if kept is None or tokens.is_private_code(kept):
        return kept
    try:
        return database_of(session).keys.open_text(kept, table="cookie", row=str(activity_id), column="code")
    except Unreadable:
        return None


def keep_code(session: Session, activity_id: int, code: str) -> None:
    """Let this device hold the code."""
    kept = database_of(session).keys.seal_text(code, table="cookie", row=str(activity_id), column="code")
    cookie[CODES] = {**cookie.get(CODES, {}), str(activity_id): kept}


def forget_codes() -> None:
    """Let this device hold no code any longer."""
    cookie.pop(CODES, None)
