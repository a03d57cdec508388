"""What must be so of a row before something else may happen, each under a name that others can hold to."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from consult.contract.references import Link


@dataclass(frozen=True)
class Unmet:
    """One thing that is still missing: a sentence that says so, and where it is put right."""

    sentence: str
    link: Link | None = None


@dataclass(frozen=True, kw_only=True)
class Requirement:
    """Something that must be so of a row of `model`: `unmet(session, id)` returns what is still missing.

    One that `is_asked_by_name` counts only for whoever names it, such as what must be so at a later step.
    """

    name: str
    title: str
    model: type[Any]
    unmet: Callable[[Session, int], Sequence[Unmet]]
    is_asked_by_name: bool = False
