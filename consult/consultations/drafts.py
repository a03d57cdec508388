"""What only a draft allows: another address of its page, and going without a trace but in the audit log."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.audit.services import record
from consult.citations.queries import reference_to
from consult.consultations.events import ConsultationDeleted, ConsultationEdited
from consult.consultations.models import Consultation, State
from consult.kernel.authz import Actor
from consult.kernel.comparison import require_version
from consult.kernel.db import lock_row
from consult.kernel.errors import Compared, Conflict, Invalid
from consult.kernel.messages import gettext as _
from consult.kernel.text import clean_line, slug_from
from consult.steps.services import forget_steps

RESERVED = frozenset({"new"})
"""Addresses that pages of the desk have."""


def choose_address(session: Session, actor: Actor, consultation: Consultation, typed: str, seen_version: int) -> None:
    """Give the page of a draft another address.

    Raises `Conflict` once the consultation was announced, `Invalid` for an address that is taken or is none, and
    `ChangedMeanwhile` when somebody else saved the draft first.
    """
    lock_row(session, consultation)
    require_draft(consultation, _("Its page was announced under this address, so the address stays."))
    wanted = clean_line(typed).strip("/").lower()
    require_version(consultation.version, seen_version, Compared("Address", consultation.slug, wanted))
    if wanted == consultation.slug:
        return
    if not wanted or slug_from(wanted) != wanted:
        raise Invalid(fields={"slug": _("Address must be small letters, numbers and dashes, like city-plan-2027")})
    taken = session.scalar(select(Consultation.id).where(Consultation.slug == wanted))
    if taken is not None or wanted in RESERVED:
        raise Invalid(fields={"slug": _("Another page has this address. Enter another one")})
    consultation.slug = wanted
    session.flush()
    record(session, ConsultationEdited(consultation_id=consultation.id, fields="slug"), by=actor)


def delete_draft(session: Session, actor: Actor, consultation: Consultation) -> None:
    """Delete a draft with everything prepared for it; the audit log says that there was one.

    Raises `Conflict` once the consultation was announced.
    """
    lock_row(session, consultation)
    require_draft(
        consultation, _("Only a draft can be deleted. Take it back to draft first, as long as it has not opened.")
    )
    number = consultation.id
    forget_steps(session, reference_to(consultation))
    session.delete(consultation)
    session.flush()
    record(session, ConsultationDeleted(consultation_id=number), by=actor)


def require_draft(consultation: Consultation, sentence: str) -> None:
    """Raise `Conflict` with the sentence unless the consultation is a draft."""
    if consultation.state != State.DRAFT:
        raise Conflict(sentence)
