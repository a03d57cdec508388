"""The rows of a register: a page of them, one of them, all of them in batches; and whether anything changed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from consult.audit.models import AuditEntry
from consult.contract.registers import Register
from consult.kernel.clock import from_london
from consult.kernel.errors import NotFound

PAGE = 25
BATCH = 500
Cells = Mapping[str, Any]


@dataclass(frozen=True)
class Asked:
    """How a list is narrowed: by columns that hold a value, by words in texts, and by days from and to."""

    equal: Mapping[str, str]
    words: Mapping[str, str]
    since: Mapping[str, date]
    until: Mapping[str, date]

    def __bool__(self) -> bool:
        return bool(self.equal or self.words or self.since or self.until)


EVERYTHING = Asked({}, {}, {}, {})


def narrowed(session: Session, register: Register, asked: Asked) -> Select[object]:
    """Select the rows that are asked for, in no order."""
    query = register.rows(session).order_by(None)
    for name, value in asked.equal.items():
        query = query.where(register.filters[name] == value)
    for name, words in asked.words.items():
        query = query.where(register.filters[name].icontains(words, autoescape=True))
    for name, day in asked.since.items():
        query = query.where(register.filters[name] >= _start(register, name, day))
    for name, day in asked.until.items():
        query = query.where(register.filters[name] < _start(register, name, day + timedelta(days=1)))
    return query


def page_of(session: Session, register: Register, asked: Asked, before: object = None) -> list[Any]:
    """Return a page of rows, the newest key first, and one more if there is one; those below `before` where given."""
    query = narrowed(session, register, asked).order_by(register.key.desc()).limit(PAGE + 1)
    if before is not None:
        query = query.where(register.key < before)
    return list(session.scalars(query))


def count_of(session: Session, register: Register, asked: Asked) -> int:
    """Return how many rows are asked for."""
    keys = narrowed(session, register, asked).with_only_columns(register.key)
    return session.scalar(select(func.count()).select_from(keys.subquery())) or 0


def find_row(session: Session, register: Register, key: object) -> object:
    """Return the row with this key; raises `NotFound` when the public may not read one."""
    query = register.rows(session).where(register.key == key)
    found = session.scalars(query).one_or_none()
    if found is None:
        raise NotFound
    return found


def cells_of(session: Session, register: Register, asked: Asked) -> Iterator[tuple[Any, Cells]]:
    """Yield each row that is asked for with its cells, by key, a batch at a time."""
    query = narrowed(session, register, asked).order_by(register.key).limit(BATCH)
    rows = list(session.scalars(query))
    while rows:
        yield from zip(rows, register.cells(session, rows), strict=True)
        last = getattr(rows[-1], register.key.key)
        session.expunge_all()
        rows = list(session.scalars(query.where(register.key > last))) if len(rows) == BATCH else []


def newest_entry(session: Session) -> int:
    """Return the number of the last thing that happened: what is public has not changed while it stays the same."""
    return session.scalar(select(func.max(AuditEntry.id))) or 0


def _start(register: Register, name: str, day: date) -> date | datetime:
    (kind,) = (column.kind for column in register.columns if column.name == name)
    midnight = datetime(day.year, day.month, day.day)
    return from_london(midnight) if kind == "moment" else day
