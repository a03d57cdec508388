"""Contacts from a file."""

from collections.abc import Callable, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.database import database_now, lock_table
from consult.sdk.events import record
from consult.sdk.files import FileColumn, FileImport, FileLine, LineOutcome, Outcome
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.texts import folded
from plugins.impact.engagement.contacts import write_facts
from plugins.impact.engagement.events import ContactsImported
from plugins.impact.engagement.models import Contact
from plugins.impact.engagement.terms import BODIES, PROTECTED


def take_contacts(session: Session, actor: Actor, lines: Sequence[FileLine]) -> list[LineOutcome]:
    """Enter each body of a file, or change what is known of it; a body is known by its name."""
    lock_table(session, Contact)
    there = {folded(contact.name): contact for contact in session.scalars(select(Contact))}
    at, told = database_now(session), []
    for line in lines:
        values = line.values
        if not values["name"] or not values["kind"]:
            told.append(line.told(Outcome.REFUSED, _("Enter the name and the kind of the body.")))
            continue
        name = folded(values["name"])
        contact = there.get(name)
        if contact is None:
            made = Contact(added_at=at, added_by_id=actor.person_id)
            write_facts(made, values, at)
            session.add(made)
            there[name] = made
            told.append(line.told(Outcome.NEW))
        else:
            told.append(line.told(Outcome.CHANGED if write_facts(contact, values, at) else Outcome.SAME))
    session.flush()
    record(session, ContactsImported(lines=len(lines)), by=actor)
    return told


def _code(words: Mapping[str, str]) -> Callable[[str], str]:
    def read(typed: str) -> str:
        if not typed.strip():
            return ""
        known = {folded(name): code for code, label in words.items() for name in (code, str(label))}
        if folded(typed) not in known:
            raise ValueError(
                _("“%(typed)s” is none of: %(known)s", typed=typed, known=", ".join(map(str, words.values())))
            )
        return known[folded(typed)]

    return read


def _codes(words: Mapping[str, str]) -> Callable[[str], list[str]]:
    read = _code(words)
    return lambda typed: [read(part) for part in _parts(typed)]


def _parts(typed: str) -> list[str]:
    return [part.strip() for part in typed.split(";") if part.strip()]


CONTACTS = FileImport(
    name="impact.contacts",
    title=_l("Bodies that can be invited"),
    summary=_l("One line for each body. Put a semicolon between several wards, characteristics or communities."),
    columns=(
        FileColumn(name="name", label=_l("Name"), is_needed=True),
        FileColumn(name="kind", label=_l("Kind"), is_needed=True, parse=_code(BODIES)),
        FileColumn(name="wards", label=_l("Wards"), other_names=("ward",), parse=_parts),
        FileColumn(name="characteristics", label=_l("Protected characteristics"), parse=_codes(PROTECTED)),
        FileColumn(name="communities", label=_l("Communities"), parse=_parts),
        FileColumn(name="contact_name", label=_l("Who is written to"), other_names=("contact",)),
        FileColumn(name="email", label=_l("Email address"), other_names=("mail", "e-mail")),
    ),
    take=take_contacts,
    max_lines=5_000,
    max_bytes=2_000_000,
)
FILE_IMPORTS = (CONTACTS,)
