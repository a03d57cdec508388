"""What drafters say about clauses, as facts for the audit log; never the words."""

from dataclasses import dataclass

from consult.sdk.events import Event
from consult.sdk.messages import lazy_gettext as _l


@dataclass(frozen=True, kw_only=True)
class ClauseCommented(Event):
    """A drafter commented on a clause, or answered a comment."""

    name = "motion.clause_commented"
    sentence = _l("{actor} commented on a clause of {motion_id}")
    motion_id: int
    comment_id: int


@dataclass(frozen=True, kw_only=True)
class CommentSettled(Event):
    """A drafter settled a comment, or opened it again."""

    name = "motion.comment_settled"
    sentence = _l("{actor} settled a comment on {motion_id}, or opened it again")
    motion_id: int
    comment_id: int
    is_settled: bool


COMMENT_EVENTS = (ClauseCommented, CommentSettled)
