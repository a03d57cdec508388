"""Pages that are asked again for each thing that somebody adds: a child, a journey, a place."""

from dataclasses import dataclass

from consult.kernel.foreign import in_language_of

YES, NO = "yes", "no"
"""The codes by which somebody says that there is another one to add, or none."""


@dataclass(frozen=True)
class Entry:
    """Which entry of its `group` a page asks; or that it `is_list`, behind that entry, of all that were added.

    A group is named by the page of its first entry, and one entry is `called` as people call it: “journey”.
    """

    group: str
    number: int
    called: str
    is_list: bool = False

    @property
    def in_words(self) -> str:
        """What the entry is called with its number: “Journey 2”."""
        return in_language_of(self.called, f"{self.called[:1].upper()}{self.called[1:]} {self.number}")
