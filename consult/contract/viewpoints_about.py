"""Asking what has been put to those who decide, of everybody who offers a kind of view."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import CTE, Select, cast, false, func, literal, null, select, union_all
from sqlalchemy.orm import Session

from consult.contract.deployment import deployment_of
from consult.contract.references import Reference
from consult.contract.viewpoints import Viewpoint
from consult.kernel.types import UtcDateTime

AT_ONCE = 500
Row = tuple[str, int, datetime, int]
"""A view as the database knows it: kind and number of its row, when it changed, and about which reference it is."""


def standing_views(session: Session, references: Sequence[Reference]) -> CTE:
    """Return every view about any of these rows, each once, for a statement that counts, compares or takes some.

    Its columns are `kind` and `id` of the row that holds the view, `changed_at`, `about` (which of the references it
    is about, the first for a view about several), and `kind_place` and `place`, by which they stand in order.
    """
    each = union_all(_nothing(), *_of_each(session, references)).subquery("each_view")
    columns = each.c
    return (
        select(
            columns.kind,
            columns.id,
            func.max(columns.changed_at).label("changed_at"),
            func.min(columns.about).label("about"),
            func.min(columns.kind_place).label("kind_place"),
            func.min(columns.place).label("place"),
        )
        .group_by(columns.kind, columns.id)
        .cte("standing_view")
    )


def told_viewpoints(session: Session, references: Sequence[Reference], rows: Sequence[Row]) -> list[Viewpoint]:
    """Return these of the views about `references` with what they are called, in the same order.

    Raises `LookupError` when whoever offers a view cannot say what it is called: it is never left out.
    """
    sources = deployment_of(session).registry.viewpoints
    wanted: dict[tuple[str, int], list[int]] = defaultdict(list)
    for kind, number, _changed_at, about in rows:
        wanted[kind, about].append(number)
    found = {
        (kind, number): naming
        for (kind, about), numbers in wanted.items()
        for start in range(0, len(numbers), AT_ONCE)
        for number, naming in sources[kind].named(session, references[about], numbers[start : start + AT_ONCE]).items()
    }
    return [
        Viewpoint(reference=Reference(kind, number), link=named.link, put_by=named.put_by, changed_at=changed_at)
        for kind, number, changed_at, _about in rows
        for named in [found[kind, number]]
    ]


def viewpoints_about(session: Session, reference: Reference) -> list[Viewpoint]:
    """Return every view about a row, of every kind, in the order in which the kinds are offered."""
    views = standing_views(session, [reference])
    columns = views.c
    rows = select(columns.kind, columns.id, columns.changed_at, columns.about)
    in_order = rows.order_by(columns.kind_place, columns.place, columns.id)
    return told_viewpoints(session, [reference], [(*row,) for row in session.execute(in_order)])


def _nothing() -> Select[str, int, datetime, int, int, int]:
    """Return what a union without any source is made of, and what gives its columns their types."""
    return select(
        literal("").label("kind"),
        literal(0).label("id"),
        cast(null(), UtcDateTime).label("changed_at"),
        literal(0).label("about"),
        literal(0).label("kind_place"),
        literal(0).label("place"),
    ).where(false())


def _of_each(session: Session, references: Sequence[Reference]) -> Iterator[Select[str, int, datetime, int, int, int]]:
    sources = deployment_of(session).registry.viewpoints.values()
    for about, reference in enumerate(references):
        for kind_place, source in enumerate(sources):
            standing = source.standing(session, reference)
            if standing is not None:
                number, changed_at, place = standing.order_by(None).subquery().c
                yield select(
                    literal(source.kind).label("kind"),
                    number.label("id"),
                    changed_at.label("changed_at"),
                    literal(about).label("about"),
                    literal(kind_place).label("kind_place"),
                    place.label("place"),
                )
