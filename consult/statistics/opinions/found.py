"""What is kept of the groups among people: how many they are and how they voted, and never who."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Final

from consult.disclosure.permission import FEWEST

NO_VOTE: Final = 2
"""What stands where nobody voted: a vote is 1, 0 or -1."""
FEWEST_STATEMENTS: Final = 3
FEWEST_PEOPLE: Final = FEWEST
"""No group has fewer people, so that none is described in which one of them could be found."""
ENOUGH_VOTES: Final = 7
CLEAR: Final = 0.5
"""Groups with a lower silhouette are not clearly apart: Kaufman and Rousseeuw (1990)."""

FEW_BETWEEN: Final = 0.5
"""Where half as many people as around the middles of two groups stand halfway between them, there is no gap."""


class Answer(StrEnum):
    """What somebody says to a statement, other than to pass it."""

    AGREE = "agree"
    DISAGREE = "disagree"


class State(StrEnum):
    """What came of looking for groups."""

    GROUPS = "groups"
    FEW = "few"
    SPARSE = "sparse"
    ALIKE = "alike"
    NONE = "none"


@dataclass(frozen=True)
class Votes:
    """How many people agreed with a statement, disagreed with it, and passed it."""

    agree: int
    disagree: int
    skipped: int

    @property
    def given(self) -> int:
        """How many people voted on the statement in any way."""
        return self.agree + self.disagree + self.skipped

    def of(self, answer: Answer) -> int:
        """Return how many gave this answer."""
        return self.agree if answer is Answer.AGREE else self.disagree


@dataclass(frozen=True)
class Apart:
    """An answer that a group gave to a statement more often than all others: the test, before and after correction.

    `place` is that of the statement. `z` is how many standard errors lie between both shares.
    """

    place: int
    answer: Answer
    z: float
    adjusted: float


@dataclass(frozen=True)
class Group:
    """A group: how many people, where its middle is, how it voted on each statement, and what sets it apart."""

    size: int
    x: float
    y: float
    votes: tuple[Votes, ...]
    apart: tuple[Apart, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Found:
    """The groups, and what they rest on.

    `counted` are all who count in the activity, `people` those among them with enough votes; `density` is the share of
    their votes that was given. `by_chance` is how far apart groups are at most where votes are dealt out at random,
    `between` how many stand halfway between two groups, beside those around their middles.
    """

    state: State
    counted: int
    people: int
    statements: int
    density: float
    silhouette: float = 0.0
    by_chance: float = 0.0
    between: float = 0.0
    groups: tuple[Group, ...] = ()

    @property
    def left_out(self) -> int:
        """How many people had too few votes."""
        return self.counted - self.people

    @property
    def is_clear(self) -> bool:
        """Whether the groups are clearly apart: further than a rule of thumb and chance, and with a gap between."""
        return self.silhouette >= CLEAR and self.silhouette > self.by_chance and self.between < FEW_BETWEEN

    def as_json(self) -> dict[str, Any]:
        """Return it as it is stored."""
        return asdict(self)


def found_from(stored: Mapping[str, Any]) -> Found:
    """Return what was stored."""
    return Found(**{**stored, "state": State(stored["state"]), "groups": tuple(map(_group_from, stored["groups"]))})


def _group_from(stored: Mapping[str, Any]) -> Group:
    return Group(
        size=stored["size"],
        x=stored["x"],
        y=stored["y"],
        votes=tuple(Votes(**each) for each in stored["votes"]),
        apart=tuple(Apart(**{**each, "answer": Answer(each["answer"])}) for each in stored["apart"]),
    )


def least_votes(statements: int) -> int:
    """Return on how many statements somebody must have voted to be in a group: 7, or all where there are fewer."""
    return min(ENOUGH_VOTES, statements)
