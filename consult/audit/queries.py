"""Reading the audit log."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import Select, select

from consult.audit.models import AuditEntry
from consult.kernel.clock import from_london


@dataclass(frozen=True)
class Subject:
    """One row that entries tell of: the fact that holds its number, and the events that have this fact."""

    fact: str
    number: int
    events: Collection[str]


@dataclass(frozen=True)
class Wanted:
    """Which entries somebody wants to read; what is left out does not narrow."""

    consultation_id: int | None = None
    kind: str = ""
    person: str = ""
    since: date | None = None
    until: date | None = None
    about: Subject | None = None


def entries(wanted: Wanted) -> Select[AuditEntry]:
    """Select entries of the audit log, the newest first; `kind` is an event's name or the feature before its dot."""
    query = select(AuditEntry).order_by(AuditEntry.id.desc())
    if wanted.consultation_id is not None:
        query = query.where(AuditEntry.consultation_id == wanted.consultation_id)
    if "." in wanted.kind:
        query = query.where(AuditEntry.name == wanted.kind)
    elif wanted.kind:
        query = query.where(AuditEntry.name.startswith(f"{wanted.kind}.", autoescape=True))
    if wanted.person:
        query = query.where(AuditEntry.actor_name.icontains(wanted.person, autoescape=True))
    if wanted.since is not None:
        query = query.where(AuditEntry.at >= _midnight(wanted.since))
    if wanted.until is not None:
        query = query.where(AuditEntry.at < _midnight(wanted.until + timedelta(days=1)))
    if wanted.about is not None:
        query = query.where(
            AuditEntry.name.in_(wanted.about.events),
            AuditEntry.facts[wanted.about.fact].as_integer() == wanted.about.number,
        )
    return query


def older_than(query: Select[AuditEntry], entry_id: int) -> Select[AuditEntry]:
    """Go on behind an entry."""
    return query.where(AuditEntry.id < entry_id)


def newer_than(query: Select[AuditEntry], entry_id: int) -> Select[AuditEntry]:
    """Go back before an entry; the oldest of what is newer comes first."""
    return query.where(AuditEntry.id > entry_id).order_by(None).order_by(AuditEntry.id)


def consultations_in_audit_log() -> Select[int | None]:
    """Select the consultations that the audit log tells of."""
    return select(AuditEntry.consultation_id).where(AuditEntry.consultation_id.is_not(None)).distinct()


def _midnight(day: date) -> datetime:
    return from_london(datetime.combine(day, time()))
