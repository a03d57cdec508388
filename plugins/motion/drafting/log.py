"""Adding to the log of a draft: under the lock of its motion, one entry at a time, and nothing that is no draft."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.database import database_now
from consult.sdk.errors import TooMany
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.texts import clean_line
from plugins.motion.drafting.document import Document, Refused, Written
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


def begin_document(session: Session, motion: Motion, actor: Actor) -> None:
    """Write the first entry of a draft's log: its title and its meeting."""
    document = Document()

    def seed() -> None:
        document.set_title(motion.title)
        document.set_meeting(motion.meeting_on)

    content = document.change(seed)
    session.add(DraftDocument(motion_id=motion.id, seq=0, snapshot=b"", snapshot_seq=0))
    session.flush()
    _add(session, actor, motion, document, content, is_saved=True)


def take_updates(session: Session, actor: Actor, motion: Motion, updates: Sequence[bytes]) -> int:
    """Add what somebody's page sent to the log, and return its newest entry; what is known already adds nothing.

    Raises `NotADraft` when the draft was frozen meanwhile, `Refused` for what is no change of a draft, `TooFast` for
    more than a person types.
    """
    hold_draft(session, motion)
    document, seq = read_document(session, motion)
    return take_into(session, actor, motion, document, seq, updates)


def take_into(
    session: Session, actor: Actor, motion: Motion, document: Document, seq: int, updates: Sequence[bytes]
) -> int:
    """Add what somebody's page sent to the log of a draft that is held and was read up to the entry `seq`.

    The document is changed too; where this raises, it is not to be used again.
    """
    _require_pace(session, actor, motion, seq)
    return _append(session, actor, motion, document, lambda: document.take(updates), is_saved=False)


def write_draft(session: Session, actor: Actor, motion: Motion, work: Callable[[Document], None]) -> int:
    """Change a draft that is held, as one who pressed a button, and return the newest entry of its log."""
    document, _seq = read_document(session, motion)
    return _append(session, actor, motion, document, lambda: document.change(lambda: work(document)), is_saved=True)


def write_details(session: Session, actor: Actor, motion: Motion, *, title: str, meeting_on: date | None) -> None:
    """Change title and meeting of a draft that is held."""

    def work(document: Document) -> None:
        document.set_title(title)
        document.set_meeting(meeting_on)

    write_draft(session, actor, motion, work)


def write_meeting(session: Session, actor: Actor, motion: Motion, meeting_on: date | None) -> None:
    """Let a draft go where an officer moved its meeting, or have none when that is cancelled."""
    document, _seq = read_document(session, motion)
    content = document.change(lambda: document.set_meeting(meeting_on))
    if not content:
        return
    _add(session, actor, motion, document, content, is_saved=True)
    motion.meeting_on = meeting_on
    session.flush()
    void_consents(session, actor, motion)


def _append(
    session: Session, actor: Actor, motion: Motion, document: Document, work: Callable[[], bytes], *, is_saved: bool
) -> int:
    clauses, details = document.clauses, (document.title, document.meeting_on)
    content = work()
    if not content:
        return session.get_one(DraftDocument, motion.id).seq
    is_other = (document.title, document.meeting_on) != details
    if is_other and actor.person_id != motion.proposer_id:
        raise NotTheirs
    seq = _add(session, actor, motion, document, content, is_saved=is_saved)
    is_changed = _note_changes(session, actor, motion, clauses, document.clauses) or is_other
    if is_other:
        if document.meeting_on not in (None, motion.meeting_on):
            require_meeting(session, document.meeting_on)
        motion.title, motion.meeting_on = clean_line(document.title) or motion.title, document.meeting_on
        session.flush()
    drafter = session.get(Drafter, (motion.id, actor.person_id)) if actor.person_id else None
    if drafter is not None and drafter.joined_at is None:
        drafter.joined_at = database_now(session)
    if is_changed:
        void_consents(session, actor, motion)
    return seq


def _add(session: Session, actor: Actor, motion: Motion, document: Document, content: bytes, *, is_saved: bool) -> int:
    kept = session.get_one(DraftDocument, motion.id, populate_existing=True, with_for_update=True)
    kept.seq += 1
    entry = DraftUpdate(
        motion_id=motion.id,
        seq=kept.seq,
        content=content,
        made_at=database_now(session),
        made_by_id=actor.person_id,
        is_saved=is_saved,
    )
    session.add(entry)
    if kept.seq - kept.snapshot_seq >= SNAPSHOT_EVERY:
        kept.snapshot, kept.snapshot_seq = document.whole(), kept.seq
    session.flush()
    return kept.seq


def _note_changes(
    session: Session, actor: Actor, motion: Motion, before: Sequence[Written], after: Sequence[Written]
) -> bool:
    """Write down who changed which clauses, and take the ids of new ones; raises `Refused` for the id of another's."""
    unchanged = set(before)
    changed = [clause.key for clause in after if clause not in unchanged]
    if len(after) < len(before) or {clause.key for clause in before} - {clause.key for clause in after}:
        raise Refused
    known = {clause.key: clause for clause in session.scalars(select(Clause).where(Clause.key.in_(changed)))}
    at = database_now(session)
    for key in changed:
        clause = known.get(key) or Clause(motion_id=motion.id, key=key)
        if clause.motion_id != motion.id:
            raise Refused
        clause.changed_at, clause.changed_by_id = at, actor.person_id
        session.add(clause)
    session.flush()
    return bool(changed)


def _require_pace(session: Session, actor: Actor, motion: Motion, seq: int) -> None:
    recent = select(func.count()).select_from(DraftUpdate)
    theirs = recent.where(
        DraftUpdate.motion_id == motion.id,
        DraftUpdate.seq > seq - 10 * MOST_AT_ONCE,
        DraftUpdate.made_by_id == actor.person_id,
        DraftUpdate.made_at > database_now(session) - AT_ONCE,
    )
    if (session.scalar(theirs) or 0) >= MOST_AT_ONCE:
        raise TooFast
