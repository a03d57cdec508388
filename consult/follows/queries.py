"""What can be followed, and by whom it is."""

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from consult.citations.queries import links
from consult.contract.deployment import deployment_of
from consult.contract.references import Link, Reference
from consult.follows.models import Follow
from consult.kernel import tokens
from consult.kernel.authz import ANONYMOUS
from consult.kernel.db import database_of
from consult.kernel.errors import NotFound
from consult.kernel.messages import gettext as _

Followed = tuple[Reference, Link]


def find_followable(session: Session, kind: str, number: int) -> Followed:
    """Return a row that everybody may read and follow, and what it is called; raises `NotFound` for any other."""
    declared = deployment_of(session).registry.references.get(kind)
    reference = Reference(kind, number)
    link = public_link(session, reference) if declared is not None and declared.may_be_followed else None
    if link is None:
        raise NotFound
    return reference, link


def public_link(session: Session, reference: Reference) -> Link | None:
    """Return what everybody may call a row and where they read it; `None` for a row that is not public."""
    return links(session, ANONYMOUS, [reference]).get(reference)


def find_follow(session: Session, token: str) -> Follow:
    """Return the follow that a link in our mail belongs to; raises `NotFound` for any other token."""
    found = session.scalar(select(Follow).where(Follow.stop_hash == tokens.digest(token)))
    if found is None:
        raise NotFound(
            _("This link is not one of ours, or the address was deleted already. You get no emails because of it.")
        )
    return found


def followers_of(reference: Reference, after: str) -> Select[Follow]:
    """Select who follows a row and confirmed it, in an order for batches."""
    running = (Follow.confirmed_at.is_not(None), Follow.stopped_at.is_(None), Follow.id > after)
    of_row = (Follow.kind == reference.kind, Follow.subject_id == reference.id)
    return select(Follow).where(*of_row, *running).order_by(Follow.id)


def address_hashes(session: Session, email: str) -> list[str]:
    """Return the digests under which an address may be kept, the newest first."""
    return database_of(session).keys.digests("follow", email.strip().lower())
