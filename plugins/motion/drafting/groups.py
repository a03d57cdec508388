"""What the process for open connections does with the database: group commit, news, and who may still be there.

What several people sent of one draft at the same moment is stored in one transaction, each under their own name.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.sdk.access import Actor, actors_of_connections
from consult.sdk.database import Database, clock
from consult.sdk.errors import DomainError, NotFound, SignInNeeded
from plugins.motion.drafting.document import Document
from plugins.motion.drafting.log import Sent, take_group
from plugins.motion.drafting.models import DraftDocument, DraftUpdate
from plugins.motion.drafting.presence import Present, everybody_in, note_presence
from plugins.motion.drafting.queries import news_since, read_document
from plugins.motion.models import Motion
from plugins.motion.services.moves import hold_draft


@dataclass(frozen=True)
class Batch:
    """What one connection sent at once; `secret` is of the session that it came with."""

    secret: str
    updates: Sequence[bytes]


@dataclass(frozen=True)
class Writer:
    """Somebody with an open connection, and the clause in which they write, if it is to be noted."""

    secret: str
    editing: str | None


@dataclass(frozen=True)
class Entry:
    """An entry of the log."""

    seq: int
    content: bytes


class Copy:
    """A draft in memory, with the newest entry that is in it; it spares reading the log again for each group.

    It is taken out while a group is stored, and put back after the commit: whatever goes wrong, the next group reads
    the draft from the database.
    """

    def __init__(self) -> None:
        self._held: tuple[Document, int] | None = None

    def take(self, session: Session, motion: Motion) -> tuple[Document, int]:
        """Return the draft as the log makes it now, and its newest entry."""
        held, self._held = self._held, None
        if held is None:
            return read_document(session, motion)
        document, seq = held
        for entry in entries_after(session, motion.id, seq):
            document.follow(entry.content)
            seq = entry.seq
        return document, seq

    def put_back(self, document: Document, seq: int) -> None:
        """Keep what was committed."""
        self._held = document, seq


def admitted(
    session: Session, motion: Motion | None, secrets: Sequence[str], *, is_noted: bool = False
) -> list[Actor | DomainError]:
    """Return for each connection who is behind it, if they may write the draft at this moment.

    For the others it is what a page answers them: `SignInNeeded`, `NotFound`, `Forbidden` or `NotADraft`.
    """
    actors = actors_of_connections(session, secrets, at=clock.now(), is_noted=is_noted)
    found: list[Actor | DomainError] = []
    for secret in secrets:
        try:
            found.append(_require_writer(actors.get(secret), motion))
        except DomainError as refused:
            found.append(refused)
    return found


def _require_writer(actor: Actor | None, motion: Motion | None) -> Actor:
    if actor is None:
        raise SignInNeeded
    if motion is None or not actor.can("motion.read_draft", motion):
        raise NotFound
    actor.permissions["motion.edit"].require(actor, motion)
    return actor


def entries_after(session: Session, motion_id: int, seq: int) -> list[Entry]:
    """Return the entries of a log after one of them, in their order."""
    query = select(DraftUpdate.seq, DraftUpdate.content)
    rows = session.execute(
        query.where(DraftUpdate.motion_id == motion_id, DraftUpdate.seq > seq).order_by(DraftUpdate.seq)
    )
    return [Entry(row.seq, row.content) for row in rows]


def store_group(database: Database, copy: Copy, motion_id: int, batches: Sequence[Batch], *, after: int) -> list[Entry]:
    """Store what was sent, all of it or nothing, and return the entries after one of them once they are on the disk."""

    def work(session: Session) -> tuple[Document, int, list[Entry]]:
        motion = session.get(Motion, motion_id)
        if motion is None:
            raise NotFound
        hold_draft(session, motion)
        # Asked once it is held: whoever was taken off the draft before stores nothing any more.
        sent = []
        for who, batch in zip(admitted(session, motion, [one.secret for one in batches]), batches, strict=True):
            if isinstance(who, DomainError):
                raise who
            sent.append(Sent(who, batch.updates))
        document, seq = copy.take(session, motion)
        seq = take_group(session, motion, document, seq, sent)
        return document, seq, entries_after(session, motion_id, after)

    document, seq, entries = database.write(work)
    copy.put_back(document, seq)
    return entries


def open_draft(database: Database, motion_id: int, secret: str) -> tuple[Actor, int]:
    """Return who asks for a connection, if they may write the draft, and the newest entry of its log."""
    with database.reading() as session:
        (who,) = admitted(session, session.get(Motion, motion_id), [secret])
        if isinstance(who, DomainError):
            raise who
        return who, newest_entries(database, [motion_id]).get(motion_id, 0)


def newest_entries(database: Database, motion_ids: Collection[int]) -> dict[int, int]:
    """Return the newest entry of each of these logs, whoever wrote it."""
    query = select(DraftDocument.motion_id, DraftDocument.seq).where(DraftDocument.motion_id.in_(motion_ids))
    with database.reading() as session:
        return {row.motion_id: row.seq for row in session.execute(query)}


def read_news(database: Database, motion_id: int, after: int) -> tuple[list[bytes], int]:
    """Return what was written after an entry, and the newest entry; to one far behind, the whole draft."""
    with database.reading() as session:
        return news_since(session, session.get_one(Motion, motion_id), after)


def read_entries(database: Database, motion_id: int, after: int) -> list[Entry]:
    """Return the entries of a log after one of them, in their order."""
    with database.reading() as session:
        return entries_after(session, motion_id, after)


def look_after(
    database: Database, motion_id: int, writers: Sequence[Writer], gone: Sequence[Actor]
) -> list[Sequence[Present] | DomainError]:
    """Note who writes where, and return for each connection who else does, or why it must be closed.

    `gone` are people who have no connection any more.
    """
    with database.reading() as session:
        motion = session.get(Motion, motion_id)
        found = admitted(session, motion, [writer.secret for writer in writers], is_noted=True)
    places = {actor.person_id: (actor, "") for actor in gone}
    for writer, who in zip(writers, found, strict=True):
        if writer.editing is not None and isinstance(who, Actor):
            places[who.person_id] = who, writer.editing or places.get(who.person_id, (who, ""))[1]
    if places:
        database.write(lambda session: _note_places(session, motion_id, list(places.values())))
    with database.reading() as session:
        motion = session.get(Motion, motion_id)
        people = everybody_in(session, motion) if motion is not None else []
    return [
        who if isinstance(who, DomainError) else [one for one in people if one.person_id != who.person_id]
        for who in found
    ]


def _note_places(session: Session, motion_id: int, places: Sequence[tuple[Actor, str]]) -> None:
    motion = session.get(Motion, motion_id)
    if motion is None:
        return
    # Always in the same order, so that two drafts with the same writers do not wait for each other.
    for actor, clause in sorted(places, key=lambda one: one[0].person_id or 0):
        note_presence(session, actor, motion, clause)
