"""Rows as others refer to them: by what kind of row it is and its number, each kind with its own permission."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import InstrumentedAttribute, Session

from consult.kernel.authz import Actor
from consult.kernel.states import LabelledState


@dataclass(frozen=True, order=True)
class Reference:
    """One row, whoever keeps it: its table, by which its kind is known, and its number."""

    kind: str
    id: int


@dataclass(frozen=True, kw_only=True)
class Link:
    """What people call something, and the page on which it is read."""

    title: str
    endpoint: str
    parts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ReferenceKind:
    """A kind of row that other rows refer to.

    `visible_to(session, actor)` selects the rows that the actor may know of. `link(session, actor, row)` says what
    people call a row, and on which page this actor reads it. A row is found by what stands in its
    `code`, as in `example`; rows without one cannot be cited by typing. What `may_be_followed`
    is followed by email by whoever asks, as far as everybody may know of it: `tell_followers` writes to them.

    `ward(row)` names the ward of the council in which it is, where it has one and everybody may know it.

    `states` are the states whose steps the public reads, and `part_of(row)` names the row to which a row belongs: both
    tell how far something has come that such a row took up (`trace_of`).
    """

    model: type[Any]
    title: str
    visible_to: Callable[[Session, Actor], Select[Any]]
    link: Callable[[Session, Actor, Any], Link]
    code: InstrumentedAttribute[Any] | None = None
    example: str = ""
    may_be_followed: bool = False
    states: Collection[LabelledState] = ()
    part_of: Callable[[Any], Reference] | None = None
    ward: Callable[[Any], str] | None = None

    @property
    def kind(self) -> str:
        """The name of the table, by which the kind is known."""
        return str(self.model.__tablename__)
