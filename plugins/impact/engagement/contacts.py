"""The list of bodies that can be invited: entered one by one or from a file, changed and removed."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.database import database_now, lock_row, lock_table
from consult.sdk.errors import Compared, Invalid, require_version
from consult.sdk.events import record
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.texts import clean_line, folded
from plugins.impact.engagement.events import ContactRemoved, ContactSaved
from plugins.impact.engagement.models import Contact


@dataclass(frozen=True, kw_only=True)
class ContactFacts:
    """What is known of a body: its name and kind, whom it speaks for, and where it is written to."""

    name: str
    kind: str
    wards: list[str]
    characteristics: list[str]
    communities: list[str]
    contact_name: str = ""
    email: str = ""


def save_contact(
    session: Session, actor: Actor, contact: Contact | None, facts: ContactFacts, *, seen: int = 0
) -> Contact:
    """Enter a body, or change what is known of it; raises `ChangedMeanwhile` when somebody else changed it."""
    # Each name is on the list once.
    lock_table(session, Contact)
    same = next((other for other in session.scalars(select(Contact)) if folded(other.name) == folded(facts.name)), None)
    if same is not None and same is not contact:
        raise Invalid(_("There is a contact of this name."), {"name": _("A contact has this name already")})
    if contact is None:
        contact = Contact(added_at=database_now(session), added_by_id=actor.person_id)
        session.add(contact)
    else:
        lock_row(session, contact)
        compared = [
            Compared(label, getattr(contact, key), value)
            for (key, value), label in zip(asdict(facts).items(), LABELS, strict=True)
        ]
        require_version(contact.version, seen, *compared)
    write_facts(contact, asdict(facts), database_now(session))
    session.flush()
    record(session, ContactSaved(contact_id=contact.id), by=actor)
    return contact


LABELS = (
    _l("Name"),
    _l("Kind"),
    _l("Wards"),
    _l("Protected characteristics"),
    _l("Communities"),
    _l("Who is written to"),
    _l("Email address"),
)


def write_facts(contact: Contact, facts: Mapping[str, object], at: datetime) -> bool:
    """Put what is known at a moment into a contact, and return whether that changed it."""
    contact.saved_at = at
    before = {key: getattr(contact, key) for key in facts}
    for key, value in facts.items():
        setattr(contact, key, clean_line(value) if isinstance(value, str) else value)
    return before != {key: getattr(contact, key) for key in facts}


def remove_contact(session: Session, actor: Actor, contact: Contact) -> None:
    """Take a body from the list, with its address and invitations; what it said stays under its name."""
    number = contact.id
    lock_row(session, contact)
    session.delete(contact)
    session.flush()
    record(session, ContactRemoved(contact_id=number), by=actor)


def matching(contacts: Sequence[Contact], kind: str = "", ward: str = "", characteristic: str = "") -> list[Contact]:
    """Return the contacts of a kind, of a ward and for a characteristic, as far as each is asked for."""
    return [
        contact
        for contact in contacts
        if (not kind or contact.kind == kind)
        and (not ward or ward in contact.wards)
        and (not characteristic or characteristic in contact.characteristics)
    ]
