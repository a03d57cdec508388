"""Writing clauses by forms: every save names the entry of the log it began from, and no words are ever lost."""

from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.errors import ChangedMeanwhile, Invalid
from consult.sdk.messages import gettext as _
from consult.sdk.texts import clean_text
from plugins.motion.canonical import Section
from plugins.motion.drafting.document import MAX_CHARACTERS, MAX_CLAUSES, Document, Written
from plugins.motion.drafting.log import write_draft
from plugins.motion.drafting.models import Clause
from plugins.motion.drafting.queries import DraftClause, all_clauses, clauses_now, document_at
from plugins.motion.merging import joined_words
from plugins.motion.models import Motion
from plugins.motion.services.moves import hold_draft

Direction = Literal["up", "down"]


class ClauseChanged(ChangedMeanwhile):
    """Somebody changed the same words or deleted the clause since the page was opened; `clause` is as it stands now.

    `base` is the text that the writer began from.
    """

    def __init__(self, clause: DraftClause, base: str) -> None:
        super().__init__()
        self.clause = clause
        self.base = base


def add_clause(session: Session, actor: Actor, motion: Motion, *, key: str, section: Section, text: str) -> DraftClause:
    """Add a clause at the end of a section; sending the same new clause twice adds one."""
    hold_draft(session, motion)
    found = session.scalar(select(Clause).where(Clause.key == key))
    if found is not None and found.motion_id != motion.id:
        raise Invalid(_("This clause could not be added. Reload the page and add it again."))
    if found is not None:
        return _now(session, motion, key)
    if len(clauses_now(session, motion)) >= MAX_CLAUSES:
        raise Invalid(_("A motion can have up to %(most_clauses)s clauses.", most_clauses=MAX_CLAUSES))
    words = _checked(text)
    write_draft(session, actor, motion, lambda document: document.add(key, section, words))
    return _now(session, motion, key)


def save_clause(session: Session, actor: Actor, clause: DraftClause, *, text: str, version: int) -> DraftClause:
    """Save a clause as it was changed since `version`; what others changed of it meanwhile is kept.

    Raises `ClauseChanged` where both changed the same words, or somebody deleted the clause. Saving the words that
    already stand changes nothing, so a repeated request is harmless. Saving on top of a deletion that the writer has
    seen (its version) puts the clause back.
    """
    words = _checked(text)
    motion = hold_draft(session, clause.motion)
    now = _now(session, motion, clause.key)
    if now.text == words and not now.is_deleted:
        return now
    base = _as_it_was(session, motion, clause.key, version) if version != now.version else None
    if base is not None and (base.is_deleted, base.text) != (now.is_deleted, now.text):
        words = _joined(base, now, words)

    def work(document: Document) -> None:
        document.write(clause.key, words)
        if now.is_deleted:
            document.mark(clause.key, is_deleted=False)

    write_draft(session, actor, motion, work)
    return _now(session, motion, clause.key)


def _joined(base: Written, now: DraftClause, words: str) -> str:
    both = joined_words(base.text, now.text, words)
    if both is None or now.is_deleted:
        raise ClauseChanged(now, base.text)
    return both


def delete_clause(session: Session, actor: Actor, clause: DraftClause, *, version: int) -> None:
    """Delete a clause, whose words stay; raises `ClauseChanged` when its words were changed since `version`."""
    motion = hold_draft(session, clause.motion)
    now = _now(session, motion, clause.key)
    if now.is_deleted:
        return
    if version != now.version:
        base = _as_it_was(session, motion, clause.key, version)
        if base.is_deleted or base.text != now.text:
            raise ClauseChanged(now, base.text)
    write_draft(session, actor, motion, lambda document: document.mark(clause.key, is_deleted=True))


def restore_clause(session: Session, actor: Actor, clause: DraftClause) -> None:
    """Put a deleted clause back where it stood."""
    motion = hold_draft(session, clause.motion)
    if _now(session, motion, clause.key).is_deleted:
        write_draft(session, actor, motion, lambda document: document.mark(clause.key, is_deleted=False))


def move_clause(session: Session, actor: Actor, clause: DraftClause, *, direction: Direction, position: str) -> None:
    """Move a clause one place up or down in its section, unless it has left `position` since the page was opened."""
    motion = hold_draft(session, clause.motion)
    now = _now(session, motion, clause.key)
    if now.is_deleted or now.position != position:
        return
    step = -1 if direction == "up" else 1
    write_draft(session, actor, motion, lambda document: document.move(clause.key, step))


def _now(session: Session, motion: Motion, key: str) -> DraftClause:
    return next(clause for clause in all_clauses(session, motion) if clause.key == key)


def _as_it_was(session: Session, motion: Motion, key: str, version: int) -> Written:
    """Return a clause at an entry of the log; one that was not there yet is without words."""
    found = document_at(session, motion, version).clauses
    absent = Written(key, Section.NOTES, "", "", is_deleted=False)
    return next((clause for clause in found if clause.key == key), absent)


def _checked(text: str) -> str:
    text = clean_text(text).strip()
    if not text:
        raise Invalid(_("Enter the text of the clause"), {"text": _("Enter the text of the clause")})
    if len(text) > MAX_CHARACTERS:
        sentence = _("Text must be %(maximum_characters)s characters or less", maximum_characters=f"{MAX_CHARACTERS:,}")
        raise Invalid(sentence, {"text": sentence})
    return text
