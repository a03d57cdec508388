"""The rules of voting: which majority carries a question, what ends a debate, and how many make a quorum."""

from enum import StrEnum

from consult.sdk.messages import lazy_gettext as _l


class Threshold(StrEnum):
    """Which majority carries a question."""

    SIMPLE = "simple"
    ABSOLUTE = "absolute"
    TWO_THIRDS = "two_thirds"

    @property
    def label(self) -> str:
        """The majority as the minutes say it."""
        return {
            Threshold.SIMPLE: _l("Simple majority of those who vote"),
            Threshold.ABSOLUTE: _l("More than half of all seats of the council"),
            Threshold.TWO_THIRDS: _l("Two thirds of those who vote"),
        }[self]

    def is_met(self, votes_for: int, votes_against: int, *, seats: int) -> bool:
        """Whether these votes carry the question in a council with so many seats."""
        return {
            Threshold.SIMPLE: votes_for > votes_against,
            Threshold.ABSOLUTE: votes_for * 2 > seats,
            Threshold.TWO_THIRDS: votes_for > 0 and votes_for * 3 >= (votes_for + votes_against) * 2,
        }[self]


class Closure(StrEnum):
    """What a member can move to end a debate."""

    NEXT_BUSINESS = "next_business"
    PUT_NOW = "put_now"
    ADJOURN_DEBATE = "adjourn_debate"
    ADJOURN_MEETING = "adjourn_meeting"

    @property
    def label(self) -> str:
        """The closure as standing orders word it."""
        return {
            Closure.NEXT_BUSINESS: _l("That the council proceeds to the next business"),
            Closure.PUT_NOW: _l("That the question is now put"),
            Closure.ADJOURN_DEBATE: _l("That the debate is adjourned"),
            Closure.ADJOURN_MEETING: _l("That the meeting is adjourned"),
        }[self]


def quorum_of(seats: int, parts: int) -> int:
    """Return how many members make a quorum, where one in so many of all seats is needed."""
    return -(-seats // parts)
