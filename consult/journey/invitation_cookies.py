"""The invitations that a device holds, sealed in the cookie of its browser, as codes are."""

import base64

from flask import session as cookie
from sqlalchemy.orm import Session

from consult.journey.admissions import Admitted
from consult.kernel.crypto import Unreadable
from consult.kernel.db import database_of
from consult.web.guard import actor

INVITATIONS = "invitations"


def admitted_here(session: Session, activity_id: int) -> Admitted:
    """Return with what whoever uses this device comes to an activity."""
    return Admitted(invitation=_invitation_kept(session, activity_id), person_id=actor().person_id)


def keep_invitation(session: Session, activity_id: int, code: str) -> None:
    """Let this device hold an invitation."""
    sealed = database_of(session).keys.seal(code.encode(), table="cookie", row=str(activity_id), column="invitation")
    kept = base64.urlsafe_b64encode(sealed).decode()
    cookie[INVITATIONS] = {**cookie.get(INVITATIONS, {}), str(activity_id): kept}


def forget_invitations() -> None:
    """Let this device hold no invitation any longer."""
    cookie.pop(INVITATIONS, None)


def _invitation_kept(session: Session, activity_id: int) -> str | None:
    kept: str | None = cookie.get(INVITATIONS, {}).get(str(activity_id))
    if kept is None:
        return None
    try:
        sealed = base64.urlsafe_b64decode(kept)
        opened = database_of(session).keys.open(sealed, table="cookie", row=str(activity_id), column="invitation")
    except (Unreadable, ValueError):
        return None
    return opened.decode()
