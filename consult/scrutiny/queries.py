"""Finding the steps that were late or whose record is thin."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.citations.queries import reference_kinds, visible_rows
from consult.contract.deployment import deployment_of
from consult.contract.references import Link
from consult.contract.scrutiny import ThinRecordSource
from consult.deadlines.models import Deadline
from consult.kernel import clock
from consult.kernel.authz import Actor
from consult.kernel.db import database_now
from consult.kernel.messages import lazy_gettext as _l

LATE = "late"
LATE_TITLE = _l("A step was taken after the day on which it was due, or is overdue")
FIRST, LAST = date(1970, 1, 2), date(9999, 1, 1)


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which steps somebody wants to see; what is left out does not narrow. `month` is its first day."""

    kind: str = ""
    ward: str = ""
    month: date | None = None

    @property
    def days(self) -> tuple[date, date]:
        """The first day that counts, and the first that counts no more."""
        if self.month is None:
            return FIRST, LAST
        return self.month, (self.month + timedelta(days=31)).replace(day=1)


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A step to look at: the rule that found it, what it is, when, and for one that was late by when it was due."""

    kind: str
    rule: str
    title: str
    link: Link | None
    on: date
    ward: str
    due_on: date | None = None
    done_on: date | None = None


def thin_record_sources(session: Session) -> Sequence[ThinRecordSource]:
    """Return every rule by which a record is thin."""
    return list(deployment_of(session).registry.thin_records.values())


def findings(session: Session, actor: Actor, wanted: Wanted) -> list[Finding]:
    """Return the steps that were late or whose record is thin, the newest first."""
    found = [*_late(session, actor, wanted), *_thin(session, wanted)]
    chosen = [finding for finding in found if not wanted.ward or finding.ward.casefold() == wanted.ward.casefold()]
    return sorted(chosen, key=lambda finding: finding.on, reverse=True)


def _late(session: Session, actor: Actor, wanted: Wanted) -> Iterator[Finding]:
    if wanted.kind not in ("", LATE):
        return
    since, until = wanted.days
    today = clock.london(database_now(session)).date()
    due = select(Deadline).where(Deadline.due_on >= since, Deadline.due_on < min(until, today))
    late = [
        row for row in session.scalars(due.order_by(Deadline.id)) if row.met_at is None or _done_on(row) > row.due_on
    ]
    kinds = reference_kinds(session)
    rows = visible_rows(session, actor, {deadline.reference for deadline in late})
    for deadline in late:
        row, kind = rows.get(deadline.reference), kinds.get(deadline.kind)
        link = kind.link(session, actor, row) if kind and row is not None else None
        yield Finding(
            kind=LATE,
            rule=LATE_TITLE,
            title=deadline.text,
            link=link,
            on=deadline.due_on,
            ward=kind.ward(row) if kind and kind.ward and row is not None else "",
            due_on=deadline.due_on,
            done_on=_done_on(deadline) if deadline.met_at else None,
        )


def _done_on(deadline: Deadline) -> date:
    return clock.london(deadline.met_at).date() if deadline.met_at else date.max


def _thin(session: Session, wanted: Wanted) -> Iterator[Finding]:
    since, until = (_midnight(day) for day in wanted.days)
    for source in thin_record_sources(session):
        if wanted.kind in ("", source.name):
            for record in source.found(session, since, until):
                yield Finding(
                    kind=source.name,
                    rule=source.title,
                    title=record.link.title,
                    link=record.link,
                    on=clock.london(record.at).date(),
                    ward=record.ward,
                )


def _midnight(day: date) -> datetime:
    if day == LAST:
        return datetime(LAST.year, LAST.month, LAST.day, tzinfo=UTC)
    return clock.from_london(datetime.combine(day, time()))
