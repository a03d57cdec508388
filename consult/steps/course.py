"""The states that a kind of row goes through, as one table of allowed moves that keeps each move it makes."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Generic, TypeVar

from sqlalchemy.orm import Session

from consult.citations.queries import reference_to
from consult.kernel.authz import Actor
from consult.kernel.db import NOW, database_now, known_now
from consult.kernel.errors import DomainError, Invalid
from consult.kernel.messages import gettext as _
from consult.kernel.text import clean_text
from consult.steps.models import StepTaken
from consult.steps.queries import steps_of
from consult.steps.services import Withheld, keep_step

S = TypeVar("S", bound=StrEnum)


@dataclass(frozen=True)
class Move(Generic[S]):
    """A move that was made: from where to where, why, when and by whom, and the row that keeps it."""

    before: S
    after: S
    reason: str
    step: StepTaken

    @property
    def at(self) -> datetime:
        """When it was made."""
        return self.step.at

    @property
    def by_id(self) -> int | None:
        """Who made it."""
        return self.step.by_id


@dataclass(frozen=True)
class ShownStep(Generic[S]):
    """A move as the public reads it: nothing but the date and the exemption while it is withheld."""

    number: int
    stands_at: S | None
    at: datetime
    post: str
    exemption: str


def shown_step(step: StepTaken, now: datetime, state: S, exemptions: Mapping[str, str]) -> ShownStep[S]:
    """Return a move into a state as the public reads it at this moment."""
    exemption = exemptions.get(step.exemption, step.exemption)
    if step.public_at > now:
        return ShownStep(step.id, None, step.public_at, "", exemption)
    return ShownStep(step.id, state, step.at, step.post, exemption)


@dataclass(frozen=True, kw_only=True)
class Course(Generic[S]):
    """The moves between the states of a kind of row, and what each needs.

    `moves` says which states can follow each, and `refusal(before, after)` makes the error for any other. States that
    are in `needs_reason` are entered with a reason. A guard of a move is asked last, as `guard(session, actor, row)`:
    it raises what stands against it (that somebody is no other person, or of no such rank, or that something is unmet).
    `exemptions` are the words for why a step may be withheld.
    """

    moves: Mapping[S, frozenset[S]]
    refusal: Callable[[S, S], DomainError]
    column: str = "state"
    needs_reason: frozenset[S] = frozenset()
    reason_field: str = "reason"
    guards: Mapping[tuple[S, S], Callable[[Session, Actor, Any], None]] = field(default_factory=dict)
    exemptions: Mapping[str, str] = field(default_factory=dict)

    def state_of(self, row: object) -> S:
        """Return where a row stands."""
        return self._state(getattr(row, self.column))

    def require(self, before: S, after: S) -> None:
        """Raise the refusal unless the table has this move."""
        if after not in self.moves[before]:
            raise self.refusal(before, after)

    def enter(
        self,
        session: Session,
        actor: Actor,
        row: object,
        after: S,
        reason: str = "",
        *,
        post: str = "",
        withheld: Withheld | None = None,
    ) -> Move[S]:
        """Put a row that is locked into another state, and keep the step; the caller keeps the reason.

        `post` is the rank or office in which the actor makes the move. What is `withheld` is public only at its date.
        """
        before, reason = self.state_of(row), clean_text(reason).strip()
        self.require(before, after)
        if after in self.needs_reason and not reason:
            raise Invalid(_("Reason needed."), {self.reason_field: _("Give the reason")})
        if (before, after) in self.guards:
            self.guards[before, after](session, actor, row)
        setattr(row, self.column, after)
        at = database_now(session)
        step = keep_step(session, actor, reference_to(row), before, after, at, post=post, withheld=withheld)
        return Move(before, after, reason, step)

    def timeline(self, session: Session, row: object, states: Collection[S] | None = None) -> list[ShownStep[S]]:
        """Return where a row has been, as the public reads it now: only `states`, where they are named."""
        taken = steps_of(reference_to(row)).add_columns(NOW)
        return [
            shown_step(step, now, self._state(step.after), self.exemptions)
            for step, now in session.execute(taken, {"known_now": known_now(session)})
            if states is None or self._state(step.after) in states
        ]

    def _state(self, value: str) -> S:
        states = type(next(iter(self.moves)))
        return states(value)
