"""The states that something goes through, as one table of allowed moves."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Generic, TypeVar

from sqlalchemy.orm import Session

from consult.kernel.authz import Actor
from consult.kernel.db import database_now
from consult.kernel.errors import DomainError, Invalid
from consult.kernel.messages import gettext as _
from consult.kernel.text import clean_text


class LabelledState(StrEnum):
    """A state with the words and the colour of its tag: `NO_REPLY = "no_reply", "No reply", "red"`.

    Without words of its own it is called as its value reads.
    """

    _value_: str
    label: str
    colour: str

    def __new__(cls, value: str, label: str = "", colour: str = "grey") -> "LabelledState":
        """Keep the value as the text, and the words and the colour beside it."""
        state = str.__new__(cls, value)
        state._value_ = value
        state.label = label or value.replace("_", " ").capitalize()
        state.colour = colour
        return state


S = TypeVar("S", bound=StrEnum)


@dataclass(frozen=True)
class Step(Generic[S]):
    """A move that was made: from where to where, why, when and by whom; what a row about it keeps."""

    before: S
    after: S
    reason: str
    at: datetime
    by_id: int | None


@dataclass(frozen=True, kw_only=True)
class Course(Generic[S]):
    """The moves between the states of a kind of row, and what each needs.

    `moves` says which states can follow each, and `refusal(before, after)` makes the error for any other. States that
    are in `needs_reason` are entered with a reason. A guard of a move is asked last, as `guard(session, actor, row)`:
    it raises what stands against it (that somebody is no other person, or of no such rank, or that something is unmet).
    """

    moves: Mapping[S, frozenset[S]]
    refusal: Callable[[S, S], DomainError]
    column: str = "state"
    needs_reason: frozenset[S] = frozenset()
    reason_field: str = "reason"
    guards: Mapping[tuple[S, S], Callable[[Session, Actor, Any], None]] = field(default_factory=dict)

    def state_of(self, row: object) -> S:
        """Return where a row stands."""
        states = type(next(iter(self.moves)))
        return states(getattr(row, self.column))

    def require(self, before: S, after: S) -> None:
        """Raise the refusal unless the table has this move."""
        if after not in self.moves[before]:
            raise self.refusal(before, after)

    def enter(self, session: Session, actor: Actor, row: object, after: S, reason: str = "") -> Step[S]:
        """Put a row that is locked into another state, and return the step for the row that keeps it."""
        before, reason = self.state_of(row), clean_text(reason).strip()
        self.require(before, after)
        if after in self.needs_reason and not reason:
            raise Invalid(_("Reason needed."), {self.reason_field: _("Give the reason")})
        if (before, after) in self.guards:
            self.guards[before, after](session, actor, row)
        setattr(row, self.column, after)
        return Step(before, after, reason, database_now(session), actor.person_id)
