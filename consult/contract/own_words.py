"""Words in which a person reads what they answered before: for the very person, and for nobody else."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Protocol, TypeVar


class Worded(Protocol):
    """A question or a page, whose words may show earlier answers."""

    @property
    def words_for(self) -> Callable[[Mapping[str, object]], Mapping[str, Any]] | None:
        """What makes of the answers on a path the words that the person who gave them reads."""


Part = TypeVar("Part", bound=Worded)


def in_words_for(part: Part, on_path: Mapping[str, object]) -> Part:
    """Return a question or a page as the person with these answers reads it."""
    if part.words_for is None:
        return part
    return replace(part, **part.words_for(on_path))  # type: ignore[type-var]  # a protocol cannot say it is a dataclass
