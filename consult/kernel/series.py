"""Public numbers that are handed out one after another: none is given twice and none is left out."""

from sqlalchemy import String
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from consult.kernel.db import begin_write, lock_row


class NumberSeries:
    """A table with the last number of each series, such as R2023; a sequence of the database would leave gaps."""

    name: Mapped[str] = mapped_column(String(10), primary_key=True)
    last: Mapped[int]


def next_in_series(session: Session, table: type[NumberSeries], name: str) -> str:
    """Hand out the next number of a series, such as R2023-001; it is free again if the transaction is rolled back."""
    begin_write(session)
    series = session.get(table, name) or _begin(session, table, name)
    lock_row(session, series)
    series.last += 1
    session.flush()
    return f"{name}-{series.last:03d}"


def _begin(session: Session, table: type[NumberSeries], name: str) -> NumberSeries:
    series = table()
    series.name, series.last = name, 0
    try:
        with session.begin_nested():
            session.add(series)
    except IntegrityError:
        # Somebody else began it in the same moment: theirs is as good.
        pass
    return session.get_one(table, name)
