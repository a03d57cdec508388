"""The council's standing orders on motions as typed values."""

from dataclasses import dataclass

from consult.sdk.messages import lazy_gettext as _l


@dataclass(frozen=True, kw_only=True)
class StandingOrders:
    """What this council's rules ask of a motion.

    `notice_days` are clear working days, and what comes at the `cut_off_hour` of a day counts from the next.
    `word_limit` counts the clauses without title and headings. `motions_per_group` is how many motions of one
    political group stand on an agenda; 0 is no limit. One in `quorum_parts` of all seats is a quorum. `public_from`
    is the step from which everybody can read a motion: `submitted`, `valid` or `agenda`. Where it `is_altered_before`,
    proposer and seconder can alter a motion before the day of its meeting; else the meeting alone can let them. For
    `repeat_months` after a decision, a motion to the same effect or to rescind it needs `repeat_signatures` of members;
    0 months is no such rule.
    """

    notice_days: int
    cut_off_hour: int
    word_limit: int
    motions_per_group: int
    has_casting_vote: bool
    quorum_parts: int
    most_drafters: int
    public_from: str
    is_altered_before: bool
    repeat_months: int
    repeat_signatures: int


ORDERS = {
    "notice_days": _l("Clear working days of notice"),
    "cut_off_hour": _l("Hour of the day until which notice can be given"),
    "word_limit": _l("Most words in a motion"),
    "motions_per_group": _l("Most motions of one political group at a meeting"),
    "most_drafters": _l("Most co-drafters"),
    "has_casting_vote": _l("The chair has a casting vote when the votes are equal"),
    "quorum_parts": _l("One member in how many makes a quorum"),
    "public_from": _l("When can everybody read a motion?"),
    "is_altered_before": _l("Proposer and seconder can alter a motion before the day of the meeting"),
    "repeat_months": _l("Months for which a decision is not repeated or rescinded"),
    "repeat_signatures": _l("Members who have to sign a motion that does it all the same"),
}
"""The rules by name, as the form asks for them."""
