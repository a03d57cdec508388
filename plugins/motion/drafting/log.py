"""Adding to the log of a draft: under the lock of its motion, one entry at a time, and nothing that is no draft."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.database import database_now
from consult.sdk.errors import TooMany
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.texts import clean_line
from plugins.motion.drafting.document import Document, Made, Refused
from plugins.motion.drafting.models import Clause, DraftDocument, DraftUpdate
from plugins.motion.drafting.queries import read_document
from plugins.motion.meeting_queries import require_meeting
from plugins.motion.models import Drafter, Motion
from plugins.motion.services.consents import void_consents
from plugins.motion.services.moves import hold_draft

SNAPSHOT_EVERY = 100
MOST_AT_ONCE = 60
AT_ONCE = timedelta(seconds=10)


class TooFast(TooMany):
    """One person sends more changes than anybody types."""

    default = _l("You send changes faster than anybody types. Your words are kept on this page and are sent again.")


class NotTheirs(Refused):
    """Title and meeting are changed by the proposer alone."""

    default = _l("Only the proposer can change the title and the meeting. Load the page again.")


@dataclass(frozen=True)
class Sent:
    """What somebody's page sent at once."""

    actor: Actor
    updates: Sequence[bytes]


@dataclass(frozen=True)
class _Change:
    actor: Actor
    made: Made


def begin_document(session: Session, motion: Motion, actor: Actor) -> None:
    """Write the first entry of a draft's log: its title and its meeting."""
    document = Document()

    def seed() -> None:
        document.set_title(motion.title)
        document.set_meeting(motion.meeting_on)

    made = document.make(seed)
    session.add(DraftDocument(motion_id=motion.id, seq=0, snapshot=b"", snapshot_seq=0))
    session.flush()
    _add(session, motion, document, [_Change(actor, made)], is_saved=True)


def take_updates(session: Session, actor: Actor, motion: Motion, updates: Sequence[bytes]) -> int:
    """Add what somebody's page sent to the log, and return its newest entry; what is known already adds nothing.

    Raises `NotADraft` when the draft was frozen meanwhile, `Refused` for what is no change of a draft, `TooFast` for
    more than a person types.
    """
    hold_draft(session, motion)
    document, seq = read_document(session, motion)
    return take_group(session, motion, document, seq, [Sent(actor, updates)])


def take_group(session: Session, motion: Motion, document: Document, seq: int, sent: Sequence[Sent]) -> int:
    """Add what several people sent to the log of a draft that is held and was read up to the entry `seq`.

    The document is changed too; where this raises, it is not to be used again.
    """
    _require_pace(session, motion, seq, [one.actor for one in sent])
    changes = [_Change(one.actor, document.take(one.updates)) for one in sent]
    return _append(session, motion, document, changes, is_saved=False)


def write_draft(session: Session, actor: Actor, motion: Motion, work: Callable[[Document], None]) -> int:
    """Change a draft that is held, as one who pressed a button, and return the newest entry of its log."""
    document, _seq = read_document(session, motion)
    made = document.make(lambda: work(document))
    return _append(session, motion, document, [_Change(actor, made)], is_saved=True)


def write_details(session: Session, actor: Actor, motion: Motion, *, title: str, meeting_on: date | None) -> None:
    """Change title and meeting of a draft that is held."""

    def work(document: Document) -> None:
        document.set_title(title)
        document.set_meeting(meeting_on)

    write_draft(session, actor, motion, work)


def write_meeting(session: Session, actor: Actor, motion: Motion, meeting_on: date | None) -> None:
    """Let a draft go where an officer moved its meeting, or have none when that is cancelled."""
    document, _seq = read_document(session, motion)
    made = document.make(lambda: document.set_meeting(meeting_on))
    if not made.update:
        return
    _add(session, motion, document, [_Change(actor, made)], is_saved=True)
    motion.meeting_on = meeting_on
    session.flush()
    void_consents(session, actor, motion)


def _append(session: Session, motion: Motion, document: Document, changes: Sequence[_Change], *, is_saved: bool) -> int:
    changes = [change for change in changes if change.made.update]
    if not changes:
        return session.get_one(DraftDocument, motion.id).seq
    is_other = [change for change in changes if change.made.is_about]
    if any(change.actor.person_id != motion.proposer_id for change in is_other):
        raise NotTheirs
    seq = _add(session, motion, document, changes, is_saved=is_saved)
    _note_changes(session, motion, document, changes)
    if is_other:
        _follow_details(session, motion, document)
    actors = [change.actor for change in changes]
    _note_joined(session, motion, actors)
    void_consents(session, actors[0], motion)
    return seq


def _follow_details(session: Session, motion: Motion, document: Document) -> None:
    if document.meeting_on not in (None, motion.meeting_on):
        require_meeting(session, document.meeting_on)
    motion.title, motion.meeting_on = clean_line(document.title) or motion.title, document.meeting_on
    session.flush()


def _note_joined(session: Session, motion: Motion, actors: Sequence[Actor]) -> None:
    for actor in actors:
        drafter = session.get(Drafter, (motion.id, actor.person_id)) if actor.person_id else None
        if drafter is not None and drafter.joined_at is None:
            drafter.joined_at = database_now(session)


def _add(session: Session, motion: Motion, document: Document, changes: Sequence[_Change], *, is_saved: bool) -> int:
    kept = session.get_one(DraftDocument, motion.id, populate_existing=True, with_for_update=True)
    at = database_now(session)
    rows = [
        {
            "motion_id": motion.id,
            "seq": kept.seq + place,
            "content": change.made.update,
            "made_at": at,
            "made_by_id": change.actor.person_id,
            "is_saved": is_saved,
        }
        for place, change in enumerate(changes, start=1)
    ]
    session.execute(insert(DraftUpdate), rows)
    kept.seq += len(rows)
    if kept.seq - kept.snapshot_seq >= SNAPSHOT_EVERY:
        kept.snapshot, kept.snapshot_seq = document.whole(), kept.seq
    session.flush()
    return kept.seq


def _note_changes(session: Session, motion: Motion, document: Document, changes: Sequence[_Change]) -> None:
    """Write down who changed which clauses, and take the ids of new ones; raises `Refused` for the id of another's."""
    by = {key: change.actor.person_id for change in changes for key in change.made.keys}
    if not all(document.has(key) for key in by):
        raise Refused
    known = {clause.key: clause for clause in session.scalars(select(Clause).where(Clause.key.in_(by)))}
    at = database_now(session)
    for key, person_id in by.items():
        clause = known.get(key) or Clause(motion_id=motion.id, key=key)
        if clause.motion_id != motion.id:
            raise Refused
        clause.changed_at, clause.changed_by_id = at, person_id
        session.add(clause)
    session.flush()


def _require_pace(session: Session, motion: Motion, seq: int, actors: Sequence[Actor]) -> None:
    """Raise `TooFast` when one of them sends more than anybody types."""
    theirs = select(func.count()).where(
        DraftUpdate.motion_id == motion.id,
        DraftUpdate.seq > seq - 10 * MOST_AT_ONCE,
        DraftUpdate.made_by_id.in_({actor.person_id for actor in actors}),
        DraftUpdate.made_at > database_now(session) - AT_ONCE,
    )
    if any(count >= MOST_AT_ONCE for count in session.scalars(theirs.group_by(DraftUpdate.made_by_id))):
        raise TooFast
