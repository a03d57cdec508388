"""The text of a motion in the one form that is hashed, and the hash."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from consult.sdk.messages import lazy_gettext as _l

ALGORITHM: Final = "consult-motion-1"
METHOD: Final = "words-1/lines-1"
"""The way in which changes and lines of a text are worked out: of a text that is frozen it stays as it was."""


class Section(StrEnum):
    """The three parts of a motion, in their order."""

    NOTES = "notes"
    BELIEVES = "believes"
    RESOLVES = "resolves"

    @property
    def heading(self) -> str:
        """The words that open the section."""
        return _HEADINGS[self]

    @property
    def short(self) -> str:
        """The section as people name a clause of it: resolves 3."""
        return _SHORT[self]


_HEADINGS = {
    Section.NOTES: _l("This Council notes"),
    Section.BELIEVES: _l("This Council believes"),
    Section.RESOLVES: _l("This Council resolves to"),
}
_SHORT = {Section.NOTES: _l("notes"), Section.BELIEVES: _l("believes"), Section.RESOLVES: _l("resolves")}


@dataclass(frozen=True)
class ClauseText:
    """A clause as it was frozen: its permanent id, its section and its words."""

    key: str
    section: str
    text: str


def canonical_text(title: str, clauses: Iterable[ClauseText]) -> str:
    """Return the whole text in format `consult-motion-1`.

    Every line somebody wrote is indented by two spaces and no line of ours is, so two different motions can never
    give the same text. Lines end in a line feed; the encoding for hashing is UTF-8.
    """
    given = list(clauses)
    lines = [ALGORITHM, "", "Title", *_written(title)]
    for section in Section:
        # Joined, it is the sentence of the source: what is hashed is the same in every language.
        lines += ["", section.heading]
        for clause in given:
            if clause.section == section:
                lines += ["", f"[{clause.key}]", *_written(clause.text)]
    return "\n".join(lines) + "\n"


def text_hash(canonical: str) -> str:
    """Return the SHA-256 of a canonical text, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical.encode()).hexdigest()


def word_count(clauses: Iterable[ClauseText]) -> int:
    """Return how many words the clauses have."""
    return sum(len(clause.text.split()) for clause in clauses)


def _written(text: str) -> list[str]:
    return [f"  {line}" for line in text.split("\n")]
