"""How the ids in facts are named when somebody reads the trail: each feature names its own."""

from collections.abc import Callable, Collection, Mapping
from typing import TypeVar

from sqlalchemy.orm import Session

Namer = Callable[[Session, Collection[int]], Mapping[int, str]]
Function = TypeVar("Function", bound=Namer)

_NAMERS: dict[str, Namer] = {}


def names_for(fact: str) -> Callable[[Function], Function]:
    """Let a function of session and ids name what the fact `fact` (`person_id`, `motion_id`) points to."""

    def keep(function: Function) -> Function:
        _NAMERS[fact] = function
        return function

    return keep


def named(session: Session, fact: str, ids: Collection[int]) -> Mapping[int, str]:
    """Return the names of these ids; those that nobody names are left out."""
    namer = _NAMERS.get(fact)
    return namer(session, ids) if namer is not None and ids else {}
