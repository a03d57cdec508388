"""What comes of reading somebody else’s definition: ours, and a line for all that was not brought over."""

from dataclasses import dataclass

from consult.sdk.errors import Invalid
from plugins.survey.definition import Definition


@dataclass(frozen=True)
class Line:
    """One thing that was not brought over as it was: where it stands in the file, and what became of it."""

    place: str
    said: str

    def __str__(self) -> str:
        """Return the line as it is printed."""
        return f"{self.place}: {self.said}" if self.place else self.said


@dataclass(frozen=True)
class Converted:
    """A definition that was made from a file, with what is not in it; `is_foreign` unless it was ours all along."""

    definition: Definition
    lines: tuple[Line, ...] = ()
    is_foreign: bool = True


class NotConverted(Invalid):
    """A file from which no definition can be made; says in one sentence why."""


class DoesNotFit(Exception):
    """A condition says more than our closed tree can; the message says what."""
