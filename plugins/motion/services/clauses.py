"""Writing clauses together: every save names the version it began from, and no words are ever lost."""

from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.database import database_now
from consult.sdk.errors import ChangedMeanwhile, Invalid
from consult.sdk.messages import gettext as _
from consult.sdk.texts import clean_text
from plugins.motion.canonical import Section
from plugins.motion.models import Clause, ClauseVersion, Drafter, Motion
from plugins.motion.positions import between, evenly
from plugins.motion.queries import clauses_now
from plugins.motion.services.consents import void_consents
from plugins.motion.services.moves import hold_draft

MAX_CLAUSES = 200
MAX_CHARACTERS = 5_000
LONGEST_POSITION = 120

Direction = Literal["up", "down"]


class ClauseChanged(ChangedMeanwhile):
    """Somebody saved or deleted the clause since the page was opened; `clause` is as it stands now.

    `base` is the text that the writer began from.
    """

    def __init__(self, clause: Clause, seen: int) -> None:
        super().__init__()
        self.clause = clause
        self.base = next((version.text for version in clause.versions if version.number == seen), "")


def add_clause(session: Session, actor: Actor, motion: Motion, *, key: str, section: Section, text: str) -> Clause:
    """Add a clause at the end of a section; sending the same new clause twice adds one."""
    hold_draft(session, motion)
    found = session.scalar(select(Clause).where(Clause.key == key))
    if found is not None and found.motion_id != motion.id:
        raise Invalid(_("This clause could not be added. Reload the page and add it again."))
    if found is not None:
        return found
    standing = clauses_now(session, motion)
    if len(standing) >= MAX_CLAUSES:
        raise Invalid(_("A motion can have up to %(most_clauses)s clauses.", most_clauses=MAX_CLAUSES))
    last = [clause.position for clause in standing if clause.section == section][-1:]
    clause = Clause(
        motion_id=motion.id,
        key=key,
        section=section,
        position=between(last[0] if last else "", ""),
        text="",
        version=0,
    )
    session.add(clause)
    _write(session, actor, clause, _checked(text))
    return clause


def save_clause(session: Session, actor: Actor, clause: Clause, *, text: str, version: int) -> Clause:
    """Save a clause; raises `ClauseChanged` when somebody else saved or deleted it since `version`.

    Saving the words that already stand changes nothing, so a repeated request is harmless. Saving on top of a
    deletion that the writer has seen (its version) puts the clause back.
    """
    text = _checked(text)
    hold_draft(session, clause.motion)
    session.refresh(clause)
    if clause.text == text and clause.deleted_at is None:
        return clause
    if clause.version != version:
        raise ClauseChanged(clause, version)
    _write(session, actor, clause, text)
    return clause


def delete_clause(session: Session, actor: Actor, clause: Clause, *, version: int) -> None:
    """Delete a clause, leaving a tombstone; raises `ClauseChanged` when it was saved since `version`."""
    hold_draft(session, clause.motion)
    session.refresh(clause)
    if clause.deleted_at is not None:
        return
    if clause.version != version:
        raise ClauseChanged(clause, version)
    _write(session, actor, clause, clause.text, is_deletion=True)


def restore_clause(session: Session, actor: Actor, clause: Clause) -> None:
    """Put a deleted clause back where it stood."""
    hold_draft(session, clause.motion)
    session.refresh(clause)
    if clause.deleted_at is not None:
        _write(session, actor, clause, clause.text)


def move_clause(session: Session, actor: Actor, clause: Clause, *, direction: Direction, position: str) -> None:
    """Move a clause one place up or down in its section, unless it has left `position` since the page was opened."""
    hold_draft(session, clause.motion)
    standing = [other for other in clauses_now(session, clause.motion) if other.section == clause.section]
    if clause not in standing or clause.position != position:
        return
    place = standing.index(clause)
    target = place - 1 if direction == "up" else place + 1
    if not 0 <= target < len(standing):
        return
    standing.insert(target, standing.pop(place))
    positions = ["", *(other.position for other in standing), ""]
    clause.position = between(positions[target], positions[target + 2])
    void_consents(session, actor, clause.motion)
    if len(clause.position) > LONGEST_POSITION:
        for one, fresh in zip(standing, evenly(len(standing)), strict=True):
            one.position = fresh
    session.flush()


def _checked(text: str) -> str:
    text = clean_text(text).strip()
    if not text:
        raise Invalid(_("Enter the text of the clause"), {"text": _("Enter the text of the clause")})
    if len(text) > MAX_CHARACTERS:
        sentence = _("Text must be %(maximum_characters)s characters or less", maximum_characters=f"{MAX_CHARACTERS:,}")
        raise Invalid(sentence, {"text": sentence})
    return text


def _write(session: Session, actor: Actor, clause: Clause, text: str, *, is_deletion: bool = False) -> None:
    at = database_now(session)
    clause.text = text
    clause.version += 1
    clause.changed_at, clause.changed_by_id = at, actor.person_id
    clause.deleted_at = at if is_deletion else None
    session.flush()
    session.add(
        ClauseVersion(
            clause_id=clause.id,
            number=clause.version,
            text=text,
            is_deletion=is_deletion,
            saved_at=at,
            saved_by_id=actor.person_id,
        )
    )
    session.flush()
    drafter = session.get(Drafter, (clause.motion_id, actor.person_id))
    if drafter is not None and drafter.joined_at is None:
        drafter.joined_at = at
    void_consents(session, actor, session.get_one(Motion, clause.motion_id))
