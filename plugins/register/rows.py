"""Rows as they are written: numbers at birth, versions, and the sums of the months they fall into."""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, Text, bindparam, case, cast, column, delete, func, insert, select, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import InstrumentedAttribute, Session
from sqlalchemy.sql.elements import ColumnElement

from consult.sdk.database import Base, lock_table
from plugins.register.figures import Values
from plugins.register.lifecycle import State
from plugins.register.models import Deployment, Month, Year
from plugins.register.search import marked


def hold_register(session: Session) -> None:
    """Keep everybody else from adding or changing rows until the transaction ends, since numbers follow each other."""
    lock_table(session, Deployment)


class Numbers:
    """The next public numbers of each year; the caller holds the register, and writes what was drawn."""

    def __init__(self, session: Session) -> None:
        """Read how many there are of each year."""
        self._years: dict[int, int] = {row.year: row.rows for row in session.execute(select(Year.year, Year.rows))}

    def next(self, year: int) -> Values:
        """Return the columns of the next number of a year: D-2024-007. The database counts it once it is written."""
        serial = self._years[year] = self._years.get(year, 0) + 1
        return {"year": year, "serial": serial, "number": f"D-{year}-{serial:03d}"}


def insert_rows(session: Session, model: type[Base], rows: Sequence[Values]) -> None:
    """Write many rows by few statements: one for each row would cost more the more rows a file has.

    SQLite copies what each statement of a nested transaction changes, and PostgreSQL counts after each statement.
    """
    table = Base.metadata.tables[model.__tablename__]
    if session.get_bind().dialect.name != "postgresql":
        session.execute(insert(table).returning(*table.primary_key), rows).all()
        return
    names = [part.name for part in table.columns if part.name in rows[0]]
    columns: list[ColumnElement[Any]] = [column(name) for name in names]
    told = func.json_populate_recordset(
        text(f"NULL::{table.name}"), cast(bindparam("rows", type_=Text), postgresql.JSON)
    )
    statement = insert(table).from_select(names, select(*columns).select_from(told), include_defaults=False)
    session.execute(statement, {"rows": json.dumps(rows, default=str)})


def words_of(row: Values) -> str:
    """Return what a search looks through: number, place, ward and purpose, as words are compared."""
    parts = (row.get(name) or "" for name in ("number", "location", "ward", "purpose_or_use_case"))
    return marked(" ".join(parts))[:600]


def sum_months(session: Session, days: Iterable[date]) -> None:
    """Count the months anew that these days fall into."""
    firsts = {day.replace(day=1) for day in days}
    if not firsts:
        return
    session.flush()
    session.execute(delete(Month).where(Month.first.in_(firsts)))
    for first in sorted(firsts):
        query = _sums().where(
            Deployment.held_on >= first,
            Deployment.held_on < _following(first),
            Deployment.stage == State.HELD,
            Deployment.is_withheld.is_(False),
        )
        counted = dict(session.execute(query).mappings().one())
        if counted["deployments"]:
            session.execute(insert(Month).values(first=first, **counted))


def _sums() -> Select[*tuple[int, ...]]:
    faces, alerts = Deployment.faces_seen_estimate, Deployment.total_alerts
    false, arrests = Deployment.false_alerts, Deployment.arrests
    return select(
        func.count(Deployment.id).label("deployments"),
        _sum(faces).label("faces"),
        _sum(alerts).label("alerts"),
        _sum(false).label("false_alerts"),
        _sum(arrests).label("arrests"),
        _sum(arrests, beside=faces).label("arrests_of_faces"),
        _sum(faces, beside=arrests).label("faces_of_arrests"),
        _sum(false, beside=alerts).label("false_of_alerts"),
        _sum(alerts, beside=false).label("alerts_of_false"),
        _sum(false, beside=faces).label("false_of_faces"),
        _sum(faces, beside=false).label("faces_of_false"),
    )


def _sum(
    column: InstrumentedAttribute[int | None], beside: InstrumentedAttribute[int | None] | None = None
) -> ColumnElement[int]:
    """Return the sum of a column, over the rows that have a number in another one too where that is named."""
    counted: Any = column if beside is None else case((beside.is_not(None), column))
    return func.coalesce(func.sum(counted), 0)


def _following(first: date) -> date:
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)
