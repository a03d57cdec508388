"""Saying something about a clause of a draft, answering it, and settling it."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.database import database_now
from consult.sdk.errors import Invalid, TooMany
from consult.sdk.events import record
from consult.sdk.messages import gettext as _
from consult.sdk.texts import clean_text
from plugins.motion import comment_events as events
from plugins.motion.drafting.comments import ClauseComment
from plugins.motion.models import Motion
from plugins.motion.services.moves import hold_draft

MOST = 500
LONGEST = 2_000


def comment_on(
    session: Session,
    actor: Actor,
    motion: Motion,
    clause_key: str,
    *,
    key: str,
    text: str,
    parent: ClauseComment | None = None,
) -> ClauseComment:
    """Say something about a clause, or answer what was said; sending the same form twice says it once.

    An answer to what was settled opens it again.
    """
    hold_draft(session, motion)
    found = session.scalar(select(ClauseComment).where(ClauseComment.key == key))
    if found is not None and found.motion_id == motion.id:
        return found
    words = clean_text(text).strip()
    if not words or found is not None:
        raise Invalid(fields={"text": _("Enter what you want to say")})
    many = session.scalar(select(func.count()).where(ClauseComment.motion_id == motion.id)) or 0
    if many >= MOST:
        raise TooMany(_("A draft can have up to %(most)s comments and replies.", most=MOST))
    made = ClauseComment(
        motion=motion,
        clause_key=clause_key,
        parent_id=parent.id if parent is not None else None,
        key=key,
        text=words,
        written_at=database_now(session),
        written_by_id=actor.person_id,
    )
    session.add(made)
    if parent is not None:
        parent.resolved_at = parent.resolved_by_id = None
    session.flush()
    record(session, events.ClauseCommented(motion_id=motion.id, comment_id=made.id), by=actor)
    return made


def settle_comment(session: Session, actor: Actor, comment: ClauseComment, *, is_settled: bool) -> None:
    """Say that nothing more is to be done about a comment, or that there is; saying it twice changes nothing."""
    hold_draft(session, comment.motion)
    session.refresh(comment)
    if is_settled == (comment.resolved_at is not None):
        return
    comment.resolved_at = database_now(session) if is_settled else None
    comment.resolved_by_id = actor.person_id if is_settled else None
    session.flush()
    settled = events.CommentSettled(motion_id=comment.motion_id, comment_id=comment.id, is_settled=is_settled)
    record(session, settled, by=actor)
