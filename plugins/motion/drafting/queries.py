"""Reading a draft: the document now or at an entry of its log, its clauses, and what was written before."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from consult.sdk.access import Actor
from consult.sdk.database import read_once
from consult.sdk.errors import NotFound
from consult.sdk.people import Person
from consult.sdk.texts import clean_line, clean_text
from plugins.motion.canonical import ClauseText, Section
from plugins.motion.drafting.document import Document, Written
from plugins.motion.drafting.models import Clause, DraftDocument, DraftUpdate
from plugins.motion.models import Motion
from plugins.motion.queries import find_draft

PAUSE = timedelta(minutes=10)
"""Whoever writes again after a longer time begins another version."""


@dataclass(frozen=True)
class DraftClause:
    """A clause of a draft as it was read: `version` is the newest entry of the log that it was read from."""

    motion: Motion
    key: str
    section: Section
    position: str
    text: str
    is_deleted: bool
    version: int
    changed_at: datetime
    changed_by: Person | None


@dataclass(frozen=True)
class ClauseVersion:
    """The words of a clause as somebody left them; no version is ever lost."""

    key: str
    number: int
    text: str
    is_deletion: bool
    saved_at: datetime
    saved_by: Person | None


def read_document(session: Session, motion: Motion) -> tuple[Document, int]:
    """Return the draft as the log makes it now, and its newest entry; an empty one where none was begun."""

    def read() -> tuple[Document, int]:
        kept = session.get(DraftDocument, motion.id, populate_existing=True)
        if kept is None:
            return Document(), 0
        newer = select(DraftUpdate.seq, DraftUpdate.content).where(DraftUpdate.motion_id == motion.id)
        rest = session.execute(newer.where(DraftUpdate.seq > kept.snapshot_seq).order_by(DraftUpdate.seq)).all()
        parts = (content for content in (kept.snapshot, *(entry.content for entry in rest)) if content)
        return Document(parts), rest[-1].seq if rest else kept.snapshot_seq

    return read_once(session, ("motion.document", motion.id), read)


def news_since(session: Session, motion: Motion, seq: int) -> tuple[list[bytes], int]:
    """Return what was written after an entry that a page has, and the newest entry; to one far behind, the whole."""
    kept = session.get(DraftDocument, motion.id, populate_existing=True)
    if kept is not None and not kept.snapshot_seq <= seq <= kept.seq:
        document, newest = read_document(session, motion)
        return [document.whole()], newest
    rest = entries(session, motion, after=seq)
    return [entry.content for entry in rest], rest[-1].seq if rest else seq


def document_at(session: Session, motion: Motion, seq: int) -> Document:
    """Return the draft as it was at an entry of its log."""
    query = select(DraftUpdate.content).where(DraftUpdate.motion_id == motion.id, DraftUpdate.seq <= seq)
    return Document(session.scalars(query.order_by(DraftUpdate.seq)))


def entries(session: Session, motion: Motion, *, after: int = 0) -> Sequence[DraftUpdate]:
    """Return the entries of the log after one of them, in their order."""
    query = select(DraftUpdate).where(DraftUpdate.motion_id == motion.id, DraftUpdate.seq > after)
    return session.scalars(query.order_by(DraftUpdate.seq)).all()


def all_clauses(session: Session, motion: Motion) -> list[DraftClause]:
    """Read the clauses in their order, those that were deleted too, as the database has them at this moment."""
    document, seq = read_document(session, motion)
    query = select(Clause).where(Clause.motion_id == motion.id).options(joinedload(Clause.changed_by))
    known = {clause.key: clause for clause in session.scalars(query.execution_options(populate_existing=True))}
    return [_read(motion, written, known[written.key], seq) for written in document.clauses]


def _read(motion: Motion, written: Written, known: Clause, seq: int) -> DraftClause:
    return DraftClause(
        motion,
        written.key,
        written.section,
        written.position,
        written.text,
        written.is_deleted,
        seq,
        known.changed_at,
        known.changed_by,
    )


def clauses_now(session: Session, motion: Motion) -> list[DraftClause]:
    """Read the clauses that stand, in their order."""
    return [clause for clause in all_clauses(session, motion) if not clause.is_deleted]


def newest_deleted(clauses: Sequence[DraftClause]) -> list[DraftClause]:
    """Return those of a draft's clauses that were deleted and can be put back, newest first."""
    return sorted((clause for clause in clauses if clause.is_deleted), key=lambda one: one.changed_at, reverse=True)


def find_clause(session: Session, motion_id: int, key: str, actor: Actor) -> DraftClause:
    """Return a clause of a motion the actor may know of, a deleted one too; raises `NotFound`."""
    motion = find_draft(session, motion_id, actor)
    wanted = clean_line(key)
    for clause in all_clauses(session, motion):
        if clause.key == wanted:
            return clause
    raise NotFound


def draft_text(session: Session, motion: Motion) -> list[ClauseText]:
    """Return the words of the draft as they would be frozen now; a clause without words is left out."""
    document, _seq = read_document(session, motion)
    words = ((clause, clean_text(clause.text).strip()) for clause in document.clauses if not clause.is_deleted)
    return [ClauseText(clause.key, clause.section, text) for clause, text in words if text]


def changed_at(session: Session, motion: Motion) -> datetime | None:
    """Return when a clause of the draft was last changed."""
    return session.scalar(select(func.max(Clause.changed_at)).where(Clause.motion_id == motion.id))


def versions_of(session: Session, motion: Motion) -> Iterator[ClauseVersion]:
    """Yield what each clause said when somebody saved it, or stopped typing, oldest first."""
    query = select(DraftUpdate, Person).outerjoin(Person, Person.id == DraftUpdate.made_by_id)
    rows = session.execute(query.where(DraftUpdate.motion_id == motion.id).order_by(DraftUpdate.seq)).all()
    document = Document()
    before: dict[str, tuple[str, bool]] = {}
    counts: dict[str, int] = {}
    for place, (entry, person) in enumerate(rows):
        document.follow(entry.content)
        if place + 1 < len(rows) and not _ends_version(entry, rows[place + 1][0]):
            continue
        now = {clause.key: (clause.text, clause.is_deleted) for clause in document.clauses}
        for key, (text, is_deleted) in now.items():
            if before.get(key) != (text, is_deleted):
                counts[key] = counts.get(key, 0) + 1
                yield ClauseVersion(key, counts[key], text, is_deleted, entry.made_at, person)
        before = now


def _ends_version(entry: DraftUpdate, following: DraftUpdate) -> bool:
    is_other = entry.made_by_id != following.made_by_id
    return entry.is_saved or following.is_saved or is_other or following.made_at - entry.made_at > PAUSE
