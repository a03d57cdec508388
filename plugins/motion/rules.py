"""The council's standing orders on motions as typed values."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class StandingOrders:
    """What this council's rules ask of a motion.

    `notice_days` are clear working days, `word_limit` counts the clauses without title and headings.
    """

    notice_days: int
    word_limit: int
    has_casting_vote: bool
    most_drafters: int
