"""Contacts of bodies, found and deleted by their email address; and who acted in office."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from consult.sdk.database import database_now
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.people import PersonalData, acts_in_office
from plugins.impact.engagement.models import (
    BodyInvitation,
    Contact,
    Engagement,
    EngagementWithholding,
    GapAnswer,
    Voice,
)


def collect_contacts(session: Session, email: str) -> Mapping[str, Any]:
    """Return what is kept of the contact at an address."""
    found = [
        {"body": contact.name, "name": contact.contact_name, "added_at": contact.added_at}
        for contact in session.scalars(_at(email))
    ]
    return {"contacts of bodies": found} if found else {}


def erase_contacts(session: Session, email: str) -> int:
    """Take name and address out of the list; the body stays on it."""
    found = session.scalars(_at(email)).all()
    for contact in found:
        contact.contact_name = contact.email = ""
    session.flush()
    return len(found)


def purge_contacts(session: Session) -> int:
    """Take out names and addresses that nobody saved, and nobody was invited at, for two years; the body stays."""
    before = database_now(session) - CONTACTS_KEPT
    invited = select(BodyInvitation.contact_id).where(BodyInvitation.invited_at >= before)
    unused = select(Contact).where(
        or_(Contact.email != "", Contact.contact_name != ""), Contact.saved_at < before, Contact.id.not_in(invited)
    )
    found = session.scalars(unused).all()
    for contact in found:
        contact.contact_name = contact.email = ""
    session.flush()
    return len(found)


def _at(email: str) -> Any:
    return select(Contact).where(func.lower(Contact.email) == email.strip().lower())


CONTACTS_KEPT = timedelta(days=730)
PERSONAL_DATA = (
    PersonalData(
        tables=("impact_contact",),
        collect_address=collect_contacts,
        erase_address=erase_contacts,
        purge=purge_contacts,
        kept=_l(
            "As long as the body is on the list of those who are asked about assessments, or until they ask us. Names "
            "and addresses go when nobody saved them, and nobody was invited there, for two years"
        ),
    ),
    acts_in_office(
        Contact.added_by_id,
        Engagement.made_by_id,
        Voice.noted_by_id,
        GapAnswer.by_id,
        EngagementWithholding.made_by_id,
        EngagementWithholding.lifted_by_id,
    ),
)
