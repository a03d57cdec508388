"""Where the texts of a record stand: a column, or a path inside one that holds JSON."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import inspect, update
from sqlalchemy.orm import Session

from consult.contract.deployment import deployment_of
from consult.contract.records import Record, RecordField
from consult.kernel.authz import Actor
from consult.kernel.errors import NotFound
from consult.kernel.messages import gettext as _


@dataclass(frozen=True)
class Place:
    """One value of a row: its field, its path inside the column, what it is called and what it says."""

    field: RecordField
    path: tuple[str | int, ...]
    label: str
    value: Any

    @property
    def key(self) -> str:
        """What the place is known by within its row."""
        return ".".join(str(part) for part in (self.field.column, *self.path))

    @property
    def text(self) -> str:
        """The value as text, as it is compared and kept with a correction."""
        return self.value.isoformat() if isinstance(self.value, date) else "" if self.value is None else str(self.value)


def records_of(session: Session) -> Mapping[str, Record]:
    """Return every declared record of the deployment by its table."""
    return deployment_of(session).registry.records


def record_named(session: Session, table: str) -> Record:
    """Return the record of a table; raises `NotFound` for one that is not declared."""
    found = records_of(session).get(table)
    if found is None:
        raise NotFound
    return found


def row_key(row: object) -> str:
    """Return what a row is known by within its table."""
    return "-".join(str(part) for part in inspect(row).mapper.primary_key_from_instance(row))


def title_of(record: Record, row: object) -> str:
    """Return what pages about a row are called: two rows may have one name, so its number within the table ends it."""
    return _("%(title)s %(name)s (record %(row_key)s)", title=record.title, name=record.name(row), row_key=row_key(row))


def _may_be_key(part: str, is_number: bool) -> bool:
    return len(part) < 19 and part.isascii() and part.isdigit() if is_number else part.isalnum()


def find_row(session: Session, record: Record, key: str) -> object:
    """Return the row with this key; raises `NotFound` when there is none."""
    parts = key.split("-")
    columns = inspect(record.model).primary_key
    is_number = [issubclass(column.type.python_type, int) for column in columns]
    if len(parts) != len(columns) or not all(map(_may_be_key, parts, is_number)):
        raise NotFound
    row = session.get(
        record.model, tuple(int(part) if number else part for part, number in zip(parts, is_number, strict=True))
    )
    if row is None:
        raise NotFound
    return row


def places_of(record: Record, row: object) -> Iterator[Place]:
    """Yield every declared value of a row."""
    for field in record.fields:
        value = getattr(row, field.column)
        if field.parts is None:
            yield Place(field, (), field.label, value)
        elif value is not None:
            for path, label in field.parts(row):
                yield Place(field, path, label, inside(value, path))


def place_named(record: Record, row: object, key: str) -> Place:
    """Return one place of a row; raises `NotFound` when it has none of this name."""
    for place in places_of(record, row):
        if place.key == key:
            return place
    raise NotFound


def inside(value: Any, path: tuple[str | int, ...]) -> Any:
    """Return what stands at a path inside a JSON value, or `None`."""
    for part in path:
        try:
            value = value[part]
        except (KeyError, IndexError, TypeError):
            return None
    return value


def write_texts(session: Session, actor: Actor, record: Record, row: object, texts: Mapping[Place, str]) -> None:
    """Put other texts into their places of a row, and into what repeats them."""
    values: dict[str, Any] = {}
    for place, text in texts.items():
        column = place.field.column
        if not place.path:
            values[column] = text
            continue
        holder = values.setdefault(column, deepcopy(getattr(row, column)))
        inside(holder, place.path[:-1])[place.path[-1]] = text
    if record.derived is not None:
        values.update(record.derived(row, values))
    if record.write is not None:
        record.write(session, actor, row, values)
        return
    # Through the table: a kept row refuses any change that comes through its model.
    mapper = inspect(record.model)
    table = mapper.local_table
    if mapper.version_id_col is not None:
        values[mapper.version_id_col.name] = mapper.version_id_col + 1
    same = [column == getattr(row, mapper.get_property_by_column(column).key) for column in mapper.primary_key]
    session.connection().execute(update(table).where(*same).values(values))
    session.refresh(row)
