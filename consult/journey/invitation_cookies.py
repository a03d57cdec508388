"""The invitations and confirmed addresses that a device holds, sealed in the cookie of its browser, as codes are."""

from flask import session as cookie
from sqlalchemy.orm import Session

from consult.journey.admissions import Admitted
from consult.kernel.crypto import Unreadable
from consult.kernel.db import database_of
from consult.web.guard import actor

INVITATIONS = "invitations"
ADDRESSES = "addresses"


def admitted_here(session: Session, activity_id: int) -> Admitted:
    """Return with what whoever uses this device comes to an activity."""
    return Admitted(
        invitation=_kept(session, INVITATIONS, activity_id),
        person_id=actor().person_id,
        address=_kept(session, ADDRESSES, activity_id),
    )


def keep_invitation(session: Session, activity_id: int, code: str) -> None:
    """Let this device hold an invitation."""
    _keep(session, INVITATIONS, activity_id, code)


def keep_address(session: Session, activity_id: int, address: str) -> None:
    """Let this device hold an address that was confirmed."""
    _keep(session, ADDRESSES, activity_id, address)


def forget_invitations() -> None:
    """Let this device hold no invitation and no address any longer."""
    cookie.pop(INVITATIONS, None)
    cookie.pop(ADDRESSES, None)


def _keep(session: Session, name: str, activity_id: int, said: str) -> None:
    kept = database_of(session).keys.seal_text(said, table="cookie", row=str(activity_id), column=name)
    cookie[name] = {**cookie.get(name, {}), str(activity_id): kept}


def _kept(session: Session, name: str, activity_id: int) -> str | None:
    kept: str | None = cookie.get(name, {}).get(str(activity_id))
    if kept is None:
        return None
    try:
        return database_of(session).keys.open_text(kept, table="cookie", row=str(activity_id), column=name)
    except Unreadable:
        return None
