"""Typed places on pages, of the core or of a plugin, where others may add something."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from consult.contract.references import Reference

Context = TypeVar("Context")


@dataclass(frozen=True)
class Slot(Generic[Context]):
    """What is added at a place: a function from the place's subject to safe HTML (or nothing).

    With `is_named` the place is known by its published name alone, and its plugin may be switched off.
    """

    place: "Place[Context]"
    render: Callable[[Context], str | None]
    is_named: bool = False


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


def fill_named(name: str, render: Callable[[Reference], str | None]) -> Slot[Reference]:
    """Fill a place that another plugin publishes, by its name: `render` takes the row that the page is about."""
    return Slot(Place(name), render, is_named=True)
