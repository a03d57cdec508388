"""Whether there may be another edition: decided by who would be in it, never by what anybody said."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

WAITING: Final = 10
"""So many people must have come, gone or changed since every earlier edition."""
MAX_EDITIONS: Final = 4
FEWEST: Final = 10
"""An edition of fewer people has words only."""
LEAST_BARS: Final = 25
"""Of fewer people, nothing is said about which answer has more."""
LEAST_PERCENT: Final = 100
"""So many people must be counted for percentages and cross-tables, in all and in the base of each percentage."""

Members = Mapping[int, int]
"""Who is counted: the revision of their answers by their number."""


class Permission(StrEnum):
    """What may be done with a set of people."""

    TABLES = "tables"
    WORDS = "words"
    STANDS = "stands"
    NO_MORE = "no_more"

    @property
    def is_given(self) -> bool:
        """Whether an edition may be made."""
        return self in {Permission.TABLES, Permission.WORDS}


@dataclass(frozen=True, slots=True)
class Earlier:
    """The people of an earlier edition; of those erased since, only how many they were."""

    members: Members
    erased: int = 0


def changed(members: Members, earlier: Earlier) -> int:
    """Return how many people have come, gone, or changed what they said since an earlier edition, each once."""
    either = members.keys() | earlier.members.keys()
    return earlier.erased + sum(members.get(number) != earlier.members.get(number) for number in either)


def may_publish(members: Members, earlier: Sequence[Earlier]) -> Permission:
    """Tell whether these people may be in an edition beside the earlier ones of the same activity.

    It knows identifiers and revisions alone, so that neither a refusal nor a permission tells what anybody said.
    """
    if any(changed(members, one) < WAITING for one in earlier):
        return Permission.STANDS
    if len(earlier) >= MAX_EDITIONS:
        return Permission.NO_MORE
    return Permission.TABLES if len(members) >= FEWEST else Permission.WORDS


def waiting(members: Members, earlier: Iterable[Earlier]) -> int:
    """Return by how many people a set differs from the nearest earlier edition, or how many they are without one."""
    return min((changed(members, one) for one in earlier), default=len(members))
