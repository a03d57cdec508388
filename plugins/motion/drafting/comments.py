"""What drafters say to each other about a clause: comments and replies, among themselves and never published."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from consult.sdk.access import Actor
from consult.sdk.database import Base
from consult.sdk.errors import NotFound
from consult.sdk.people import Person
from consult.sdk.records import UNPUBLISHED
from plugins.motion.models import Motion
from plugins.motion.queries import find_draft


class ClauseComment(Base):
    """What somebody said about a clause of a draft, or in reply; whoever writes the draft can settle it."""

    __tablename__ = "motion_comment"

    id: Mapped[int] = mapped_column(primary_key=True)
    motion_id: Mapped[int] = mapped_column(ForeignKey("motion.id", ondelete="CASCADE"), index=True)
    clause_key: Mapped[str] = mapped_column(String(16))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("motion_comment.id", ondelete="CASCADE"), index=True)
    key: Mapped[str] = mapped_column(String(16), unique=True)
    text: Mapped[str] = mapped_column(Text, info={UNPUBLISHED: "said among those who write a draft"})
    written_at: Mapped[datetime]
    written_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    resolved_at: Mapped[datetime | None]
    resolved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    motion: Mapped[Motion] = relationship()
    written_by: Mapped[Person | None] = relationship(foreign_keys=written_by_id)
    resolved_by: Mapped[Person | None] = relationship(foreign_keys=resolved_by_id)


@dataclass(frozen=True)
class Thread:
    """A comment with the replies to it, oldest first."""

    comment: ClauseComment
    replies: Sequence[ClauseComment]


def threads_of(session: Session, motion: Motion, key: str) -> list[Thread]:
    """Return what was said about a clause: first what is not settled, oldest first."""
    query = select(ClauseComment).where(ClauseComment.motion_id == motion.id, ClauseComment.clause_key == key)
    people = (joinedload(ClauseComment.written_by), joinedload(ClauseComment.resolved_by))
    said = session.scalars(query.options(*people).order_by(ClauseComment.id)).all()
    threads = [
        Thread(comment, [reply for reply in said if reply.parent_id == comment.id])
        for comment in said
        if comment.parent_id is None
    ]
    return sorted(threads, key=lambda thread: thread.comment.resolved_at is not None)


def open_comments(session: Session, motion: Motion) -> Mapping[str, int]:
    """Return how many comments on each clause are not settled."""
    query = select(ClauseComment.clause_key).where(
        ClauseComment.motion_id == motion.id, ClauseComment.parent_id.is_(None), ClauseComment.resolved_at.is_(None)
    )
    return Counter(session.scalars(query))


def find_comment(session: Session, motion_id: int, comment_id: int, actor: Actor) -> ClauseComment:
    """Return a comment, not a reply, on a motion the actor may know of; raises `NotFound`."""
    motion = find_draft(session, motion_id, actor)
    found = session.get(ClauseComment, comment_id)
    if found is None or found.motion_id != motion.id or found.parent_id is not None:
        raise NotFound
    return found
