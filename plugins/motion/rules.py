"""The council's standing orders on motions as typed values."""

from dataclasses import dataclass

from consult.sdk.messages import lazy_gettext as _l


@dataclass(frozen=True, kw_only=True)
class StandingOrders:
    """What this council's rules ask of a motion.

    `notice_days` are clear working days, and what comes at the `cut_off_hour` of a day counts from the next.
    `word_limit` counts the clauses without title and headings. `motions_per_group` is how many motions of one
    political group stand on an agenda; 0 is no limit. One in `quorum_parts` of all seats is a quorum. `public_from`
    is the step from which everybody can read a motion: `submitted`, `valid` or `agenda`.
    """

    notice_days: int
    cut_off_hour: int
    word_limit: int
    motions_per_group: int
    has_casting_vote: bool
    quorum_parts: int
    most_drafters: int
    public_from: str


ORDERS = {
    "notice_days": _l("Clear working days of notice"),
    "cut_off_hour": _l("Hour of the day until which notice can be given"),
    "word_limit": _l("Most words in a motion"),
    "motions_per_group": _l("Most motions of one political group at a meeting"),
    "most_drafters": _l("Most co-drafters"),
    "has_casting_vote": _l("The chair has a casting vote when the votes are equal"),
    "quorum_parts": _l("One member in how many makes a quorum"),
    "public_from": _l("When can everybody read a motion?"),
}
"""The rules by name, as the form asks for them."""
