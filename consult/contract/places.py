"""Typed places on core pages where a plugin may add something."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

Context = TypeVar("Context")


@dataclass(frozen=True)
class Slot(Generic[Context]):
    """What a plugin adds at a place: a function from the place's subject to safe HTML (or nothing)."""

    place: "Place[Context]"
    render: Callable[[Context], str | None]


@dataclass(frozen=True)
class Place(Generic[Context]):
    """A named spot on a page; `Place[Context]` says what is shown there."""

    name: str

    def slot(self, render: Callable[[Context], str | None]) -> Slot[Context]:
        """Fill the place."""
        return Slot(self, render)

    def rendered(self, slots: Sequence[Slot[Any]], subject: Context) -> list[str]:
        """Return what the plugins add here for this subject, in the order in which they are enabled."""
        parts = (slot.render(subject) for slot in slots if slot.place == self)
        return [part for part in parts if part]
