"""Looking for words in every table."""

from sqlalchemy import text
from sqlalchemy.orm import Session

from consult.kernel.types import Base


def rows_with(session: Session, said: str) -> list[str]:
    """Return the tables in which these words stand, in any case, searching every column of every row."""
    session.flush()
    found = []
    for table in [*(table.name for table in Base.metadata.sorted_tables), "submission_search"]:
        rows = session.connection().execute(text(f"SELECT * FROM {table}"))  # noqa: S608 (names of our own tables)
        if any(said.lower() in str(row).lower() for row in rows):
            found.append(table)
    return found
