"""Tables of counted people, exact as officers read them: not for publishing."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Line(StrEnum):
    """What the people in a line of a table have in common: an answer, why there is none, or nothing but being counted.

    Percentages are of the people who answered.
    """

    ANSWER = "answer"
    PREFERRED_NOT_TO_SAY = "preferred_not_to_say"
    NO_ANSWER = "no_answer"
    NOT_ASKED = "not_asked"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Dimension:
    """What a table counts by.

    `key` is the same wherever the same thing is counted ("ward"), `title` is for readers, `codes` name the
    categories, and `labels` are their words, the codes themselves where none are given: two categories may have the
    same words. `kinds` says which categories are answers (all where none are given). `overlapping` says that one
    person can be in several categories (a question with checkboxes), so that the counts do not add up to the
    people.
    """

    key: str
    title: str
    codes: tuple[str, ...]
    labels: tuple[str, ...] = ()
    overlapping: bool = False
    kinds: tuple[Line, ...] = ()

    def __post_init__(self) -> None:
        if not self.codes or len(set(self.codes)) != len(self.codes):
            raise ValueError(f"{self.title} needs at least one category, and no code twice.")
        if not self.labels:
            object.__setattr__(self, "labels", self.codes)
        if not self.kinds:
            object.__setattr__(self, "kinds", (Line.ANSWER,) * len(self.codes))
        if not len(self.codes) == len(self.labels) == len(self.kinds):
            raise ValueError(f"{self.title} needs words and a kind for each category.")


@dataclass(frozen=True, slots=True)
class Table:
    """Exact counts of people by one dimension: not for publishing.

    `counts` has one number for each category of `rows`; `people` is the number of people behind overlapping
    categories. Raises ValueError when counts and categories do not fit, or a count is negative.
    """

    name: str
    rows: Dimension
    counts: tuple[int, ...]
    people: int | None = None

    def __post_init__(self) -> None:
        if len(self.counts) != len(self.rows.codes):
            raise ValueError(f"The counts of “{self.name}” do not fit its categories.")
        if any(count < 0 for count in self.counts):
            raise ValueError(f"“{self.name}” has a negative count.")
        if self.rows.overlapping is not (self.people is not None):
            raise ValueError("Give the number of people for overlapping categories, and only for them.")
        if self.people is not None and any(count > self.people for count in self.counts):
            raise ValueError(f"More people chose a category of “{self.name}” than there are.")

    @property
    def answered(self) -> int:
        """How many people are in the lines of answers; of overlapping ones, how many are in any."""
        said = zip(self.rows.kinds, self.counts, strict=True)
        if self.people is not None:
            return self.people - sum(count for kind, count in said if kind is not Line.ANSWER)
        return sum(count for kind, count in said if kind is Line.ANSWER)


def one_way(name: str, rows: Dimension, counts: Mapping[str, int], *, people: int | None = None) -> Table:
    """Return a table by one dimension, from counts by code; a code without a count has nobody.

    Raises ValueError for a count under a code that the dimension does not have.
    """
    if strange := sorted(counts.keys() - set(rows.codes)):
        raise ValueError(f"There is no category called “{strange[0]}” in this table.")
    return Table(name, rows, tuple(counts.get(code, 0) for code in rows.codes), people=people)
