"""The chain of the audit log: each place holds the hash of its entry together with that of the place before.

Entries are chained a few seconds after they were written, by the worker: writers that had to wait for each other's
place would be six to nine times slower on PostgreSQL.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from consult.audit.models import AuditEntry, AuditLink
from consult.contract.deployment import find_deployment
from consult.kernel.db import Database, begin_write, database_now
from consult.kernel.messages import gettext as _
from consult.kernel.private_files import write_privately

NOTE = "audit-head"
_ONE_AT_A_TIME = 0x436861696E  # the number of our lock on PostgreSQL: "Chain" in ASCII
_BEGINNING = "0" * 64
# An entry may be committed after some that were numbered later; it is looked for among so many numbers.
_BEHIND = 10_000
_AT_ONCE = 5_000
# No transaction lasts so long: an entry that is chained later than this was not written when it says.
_LATE = timedelta(hours=3)
_CONTENT = (
    AuditEntry.id,
    AuditEntry.at,
    AuditEntry.name,
    AuditEntry.actor_id,
    AuditEntry.actor_name,
    AuditEntry.consultation_id,
    AuditEntry.facts,
)


@dataclass(frozen=True)
class Head:
    """The last place of the chain: whoever keeps it elsewhere can tell later that nothing before it was changed."""

    place: int = 0
    hash: str = _BEGINNING

    def __str__(self) -> str:
        return f"{self.place}:{self.hash}"


@dataclass
class Findings:
    """What a check of the chain found."""

    head: Head = Head()
    waiting: int = 0
    faults: list[str] = field(default_factory=list)


def chain_entries(session: Session, *, behind: int | None = _BEHIND) -> int:
    """Give every entry that has none its place in the chain, and return how many."""
    if session.scalar(_unchained(session, behind).limit(1)) is None:
        return 0
    begin_write(session)
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(_ONE_AT_A_TIME)))
    at, head, added = database_now(session), head_of(session), 0
    entries = select(*_CONTENT).where(AuditEntry.id.in_(_unchained(session, behind).limit(_AT_ONCE)))
    for entry in session.execute(entries.order_by(AuditEntry.id)).all():
        place = head.place + 1
        head = Head(place, _hash(head.hash, place, at, entry))
        session.add(AuditLink(id=place, entry_id=entry.id, sealed_at=at, hash=head.hash))
        added += 1
    session.flush()
    return added


def head_of(session: Session) -> Head:
    """Return the last place of the chain."""
    found = session.execute(select(AuditLink.id, AuditLink.hash).order_by(AuditLink.id.desc()).limit(1)).one_or_none()
    return Head(*found) if found else Head()


def keep_chain(database: Database, *, behind: int | None = _BEHIND) -> None:
    """Chain what is new, and note the head beside the database, where whoever changes the database does not reach."""
    note = _note_of(database)
    with database.unit_of_work() as session:
        head = head_of(session)
        if note is not None and head.place and str(head) != _read(note):
            write_privately(note, str(head))
        while chain_entries(session, behind=behind) == _AT_ONCE:
            session.commit()  # so that nobody who writes waits for all of a large import's entries


def check_chain(database: Database, kept: str = "") -> Findings:
    """Recompute the whole chain; `kept` is a head that somebody wrote down."""
    found = Findings()
    note = _note_of(database)
    noted = _read(note) if note is not None else ""
    heads = ((_("the head that you kept"), kept), (_("the head noted in the data folder"), noted))
    wanted = {told: head for told, head in heads if head}
    with database.reading() as session:
        _walk(session, found, wanted)
        found.faults += [
            _("The chain does not lead through %(told)s: entries are missing at its end.", told=told) for told in wanted
        ]
        unchained = select(AuditEntry.id, AuditEntry.at).where(AuditEntry.id.in_(_unchained(session, None)))
        newest = session.scalar(select(func.max(AuditLink.sealed_at)))
        for entry in session.execute(unchained.order_by(AuditEntry.id)):
            found.waiting += 1
            if newest is not None and entry.at < newest - _LATE:
                found.faults.append(_("Entry %(id)s was added later than it says.", id=entry.id))
    return found


def _walk(session: Session, found: Findings, wanted: dict[str, str]) -> None:
    links = select(AuditLink.id.label("place"), AuditLink.entry_id, AuditLink.sealed_at, AuditLink.hash, *_CONTENT)
    rows = links.outerjoin(AuditEntry, AuditEntry.id == AuditLink.entry_id).order_by(AuditLink.id)
    batch_before = batch = datetime.min.replace(tzinfo=UTC)
    for row in session.execute(rows.execution_options(yield_per=1_000)):
        if row.place != found.head.place + 1:
            found.faults.append(
                _(
                    "Places %(place)s to %(place_2)s of the chain are missing.",
                    place=f"{found.head.place + 1:,}",
                    place_2=f"{row.place - 1:,}",
                )
            )
        if row.sealed_at > batch:
            batch_before, batch = batch, row.sealed_at
        entry: tuple[Any, ...] = row[4:]
        if entry[0] is None:
            found.faults.append(_("Entry %(entry_id)s was deleted.", entry_id=row.entry_id))
        elif _hash(found.head.hash, row.place, row.sealed_at, entry) != row.hash:
            found.faults.append(
                _("Entry %(entry_id)s was changed, or its place in the chain was.", entry_id=row.entry_id)
            )
        elif batch_before.year > 1 and entry[1] < batch_before - _LATE:
            found.faults.append(_("Entry %(entry_id)s was added later than it says.", entry_id=row.entry_id))
        found.head = Head(row.place, row.hash)
        for told in [told for told, head in wanted.items() if head == str(found.head)]:
            del wanted[told]


def _hash(before: str, place: int, sealed_at: datetime, entry: Sequence[Any]) -> str:
    number, at, *rest = entry
    content = [before, place, _told(sealed_at), number, _told(at), *rest]
    return hashlib.sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).hexdigest()


def _told(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _unchained(session: Session, behind: int | None) -> Select[int]:
    found = select(AuditEntry.id).where(~select(AuditLink.id).where(AuditLink.entry_id == AuditEntry.id).exists())
    if behind is not None:
        newest = session.scalar(select(func.max(AuditLink.entry_id))) or 0
        found = found.where(AuditEntry.id > newest - behind)
    return found.order_by(AuditEntry.id)


def _note_of(database: Database) -> Path | None:
    deployment = find_deployment(database)
    return None if deployment is None else Path(deployment.settings.data) / NOTE


def _read(note: Path) -> str:
    return note.read_text().strip() if note.exists() else ""
