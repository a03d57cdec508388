"""Counts that stand in rows of their own and are added to by many writers at once."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Executable, inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from consult.kernel.db import begin_write, database_of
from consult.kernel.types import Base


def add_to_counts(session: Session, model: type[Base], rows: Sequence[dict[str, Any]]) -> None:
    """Add the `count` of each row to what is counted under its other values, the primary key of the model.

    Give the rows in one order everywhere, so that no two writers wait for each other in a circle.
    """
    if rows:
        begin_write(session).execute(_upsert(model, database_of(session).is_sqlite), rows)


@cache
def _upsert(model: type[Base], is_sqlite: bool) -> Executable:
    statement = sqlite.insert(model) if is_sqlite else postgresql.insert(model)
    counted = inspect(model).columns["count"]
    return statement.on_conflict_do_update(
        index_elements=[*inspect(model).primary_key], set_={"count": counted + statement.excluded.count}
    )
