"""How changes and lines are worked out of a text, by the name of the method that was stored with it."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from consult.sdk.texts import Effort, word_diff
from plugins.motion.canonical import ClauseText, Section
from plugins.motion.changes import Wording

WIDTH = 76
Parts = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class ShownClause:
    """A clause beside the same clause of another version: its words in parts, and what became of it.

    `place` is its number in its section now, and of a clause that was left out the one that it had.
    """

    key: str
    section: str
    parts: Parts
    fate: str
    place: int

    @property
    def name(self) -> str:
        """The clause as people refer to it: resolves 3."""
        return f"{Section(self.section).short} {self.place}"


@dataclass(frozen=True)
class Line:
    """A line of a text, with its number and the clause to which it belongs."""

    number: int
    key: str
    text: str


def parts_between(method: str, before: str, after: str, effort: Effort | None = None) -> Parts:
    """Return what stayed, went and came between two texts, word by word, as the method says."""
    words = {"words-1": word_diff}[method.split("/")[0]]
    return words(before, after, effort)


def tracked(method: str, before: Wording, after: Wording) -> list[ShownClause]:
    """Return the clauses of two versions as one list: each with its changes, and those that went where they stood."""
    shown: list[ShownClause] = []
    effort = Effort()  # for the whole text, so that no number of clauses makes a page slow
    for section in Section:
        here = list(after.of(section))
        moved = _moved(before.of(section), here)
        rows = []
        for place, clause in enumerate(here, 1):
            parts, fate = _told(method, before.clause(clause.key), clause, moved, effort)
            rows.append(ShownClause(clause.key, section, parts, fate, place))
        for place, gone in enumerate(before.of(section)):
            if after.clause(gone.key) is None:
                neighbours = [clause.key for clause in before.of(section)[:place]]
                at = next((n for n, row in enumerate(rows, 1) if row.key == (neighbours[-1] if neighbours else "")), 0)
                rows.insert(at, ShownClause(gone.key, section, [("removed", gone.text)], "removed", place + 1))
        shown += rows
    return shown


def _told(
    method: str, before: ClauseText | None, after: ClauseText, moved: set[str], effort: Effort
) -> tuple[Parts, str]:
    if before is None:
        return [("added", after.text)], "added"
    parts = parts_between(method, before.text, after.text, effort)
    is_changed = before.text != after.text
    fate = "moved" if after.key in moved else "changed" if is_changed else "same"
    return parts, fate


def _moved(before: Sequence[ClauseText], after: Sequence[ClauseText]) -> set[str]:
    """Return which clauses stand in another order than they did, counting as few as possible."""
    was = [clause.key for clause in before]
    order = [was.index(clause.key) for clause in after if clause.key in was]
    best: list[list[int]] = []
    for number in order:
        longest = max((run for run in best if run[-1] < number), key=len, default=[])
        best.append([*longest, number])
    stays = max(best, key=len, default=[])
    return {was[number] for number in order if number not in stays}


def lines_of(method: str, text: Wording) -> list[Line]:
    """Return a text broken into numbered lines, the same in every kind of file, as the method says."""
    breaks = {"lines-1": _lines_1}[method.split("/")[1]]
    return breaks(text)


def _lines_1(text: Wording) -> list[Line]:
    found: list[tuple[str, str]] = []
    for section in Section:
        for clause in text.of(section):
            for paragraph in clause.text.split("\n"):
                wrapped = textwrap.wrap(paragraph, WIDTH, break_long_words=False, break_on_hyphens=False)
                found += [(clause.key, line) for line in wrapped]
    return [Line(number, key, line) for number, (key, line) in enumerate(found, 1)]
