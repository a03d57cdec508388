"""What people do in office: it stays on the record, and the record is part of what they may ask to see."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from consult.contract.plugin import PersonalData
from consult.kernel.messages import lazy_gettext as _l

KEPT = _l("As long as the council’s records")


def acts_in_office(*columns: InstrumentedAttribute[Any], purge: Callable[[Session], int] | None = None) -> PersonalData:
    """Return how rows are treated that only name who acted for the council: `acts_in_office(Vote.cast_by_id)`.

    They are handed over as the numbers of the rows. Erasing keeps them: the person's own row is emptied, so that what
    was done stays accountable and leads to nobody by name. Where such rows run out, `purge` deletes them.
    """
    tables = {_table(column).name: None for column in columns}

    def collect(session: Session, person_id: int) -> Mapping[str, object]:
        found = {}
        for column in columns:
            table = _table(column)
            rows = session.execute(select(*table.primary_key.columns).where(column == person_id)).all()
            if rows:
                found[f"{table.name}.{column.key}"] = [list(row) if len(row) > 1 else row[0] for row in rows]
        return found

    return PersonalData(tables=tuple(tables), collect=collect, purge=purge, kept=KEPT)


def _table(column: InstrumentedAttribute[Any]) -> Table:
    table = column.property.columns[0].table
    assert isinstance(table, Table)  # noqa: S101 (a mapped column stands in a table)
    return table
