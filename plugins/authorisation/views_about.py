"""Which views a case must consider, and which of them nobody has considered as they stand now."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, update
from sqlalchemy import case as case_of
from sqlalchemy.orm import Session
from sqlalchemy.sql.base import ReadOnlyColumnCollection

from consult.sdk.access import Actor, Role
from consult.sdk.database import read_once
from consult.sdk.errors import NotFound
from consult.sdk.references import Reference, links
from consult.sdk.requirements import Viewpoint, standing_views, told_viewpoints
from plugins.authorisation.models import Case, Consideration

POLICE = Actor(roles=frozenset({Role.AUTHORISING_OFFICER}))
"""What the police may know of, whoever of them asks."""
Rows = Select[str, int, datetime, int, datetime | None, datetime | None]
"""Views as the database knows them, each with when it was considered first and last."""


class Considered(NamedTuple):
    """When a view was considered first and last."""

    first_at: datetime
    last_at: datetime


@dataclass(frozen=True)
class ViewToWeigh:
    """A view about something that a case stands on, and whether it was considered."""

    viewpoint: Viewpoint
    considered: Considered | None

    @property
    def is_considered(self) -> bool:
        """Whether it was considered after it last said something else."""
        return self.considered is not None and self.considered.last_at >= self.viewpoint.changed_at


@dataclass(frozen=True)
class ViewCount:
    """How many views a case must consider, and how many of them nobody considered as they stand now.

    `gone` were considered and stand no longer: withdrawn, or about what the case left out.
    """

    total: int
    open: int
    gone: int


def views_to_weigh(
    session: Session, case: Case, *, first: int = 0, at_most: int | None = None, only_open: bool = False
) -> list[ViewToWeigh]:
    """Return the views about what the case stands on, each once, those that nobody considered first.

    `first` and `at_most` take some of them, and `only_open` those that nobody considered as they stand now.
    """
    key = ("authorisation.views", case.id, first, at_most, only_open)
    return read_once(session, key, lambda: _some_of(session, case, first, at_most, only_open=only_open))


def _some_of(session: Session, case: Case, first: int, at_most: int | None, *, only_open: bool) -> list[ViewToWeigh]:
    weighed = _weighed(session, case)
    in_order = weighed.statement.order_by(
        weighed.is_open.desc(), weighed.views.about, weighed.views.kind_place, weighed.views.place, weighed.views.id
    )
    if only_open:
        in_order = in_order.where(weighed.is_open)
    return _told(session, case, in_order.offset(first).limit(at_most))


def find_view(session: Session, case: Case, reference: Reference) -> ViewToWeigh:
    """Return a view that the case must consider; raises `NotFound` for any other."""
    weighed = _weighed(session, case)
    this = weighed.statement.where(weighed.views.kind == reference.kind, weighed.views.id == reference.id)
    found = _told(session, case, this)
    if not found:
        raise NotFound
    return found[0]


def count_views(session: Session, case: Case) -> ViewCount:
    """Return how many views there are, and how many wait, without what they are called."""
    return read_once(session, ("authorisation.count", case.id), lambda: _count(session, case))


def _count(session: Session, case: Case) -> ViewCount:
    weighed = _weighed(session, case)
    made = select(Consideration.view_kind, Consideration.view_id).where(Consideration.case_id == case.id).distinct()
    columns = (
        func.count(),
        func.count(case_of((weighed.is_open, 1))),
        func.count(weighed.considered_at),
        select(func.count()).select_from(made.subquery()).scalar_subquery(),
    )
    total, left, still_there, considered = session.execute(weighed.statement.with_only_columns(*columns)).one()
    return ViewCount(total=total, open=left, gone=considered - still_there)


class _Weighed(NamedTuple):
    """Every view on a case beside when it was considered, and whether it waits."""

    statement: Rows
    views: ReadOnlyColumnCollection[str, ColumnElement[Any]]
    is_open: ColumnElement[bool]
    considered_at: ColumnElement[datetime | None]


def _weighed(session: Session, case: Case) -> _Weighed:
    views = standing_views(session, _stands_on(case))
    made = (
        select(
            Consideration.view_kind,
            Consideration.view_id,
            func.min(Consideration.considered_at).label("first_at"),
            func.max(Consideration.considered_at).label("last_at"),
        )
        .where(Consideration.case_id == case.id)
        .group_by(Consideration.view_kind, Consideration.view_id)
        .cte("considered")
    )
    of_view = and_(made.c.view_kind == views.c.kind, made.c.view_id == views.c.id)
    columns = (views.c.kind, views.c.id, views.c.changed_at, views.c.about, made.c.first_at, made.c.last_at)
    is_open = or_(made.c.last_at.is_(None), made.c.last_at < views.c.changed_at)
    return _Weighed(select(*columns).select_from(views.outerjoin(made, of_view)), views.c, is_open, made.c.last_at)


def _stands_on(case: Case) -> list[Reference]:
    return [foundation.reference for foundation in case.rests_on]


def _told(session: Session, case: Case, statement: Rows) -> list[ViewToWeigh]:
    rows = session.execute(statement).all()
    told = told_viewpoints(session, _stands_on(case), [(*row[:4],) for row in rows])
    return [
        ViewToWeigh(viewpoint, Considered(row.first_at, row.last_at) if row.last_at else None)
        for viewpoint, row in zip(told, rows, strict=True)
    ]


def count_open_views(session: Session, case: Case) -> int:
    """Keep how many views nobody has considered, for what waits for people, and return it.

    It is written past the version of the case: forms that stand open are not stale by it.
    """
    weighed = _weighed(session, case)
    rows = session.execute(weighed.statement.where(weighed.is_open))
    left = [Reference(row.kind, row.id) for row in rows]
    hidden = len(left) - len(links(session, POLICE, left))
    counts = {"open_views": len(left), "open_council_views": hidden}
    session.execute(update(Case).where(Case.id == case.id).values(counts))
    return len(left)
