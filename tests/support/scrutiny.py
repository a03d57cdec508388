"""What the rules of thin records find, by name."""

from collections.abc import Iterable
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from consult.contract.scrutiny import ThinRecordSource

BEGINNING, END = datetime(1970, 1, 2, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC)


def titles_found(
    session: Session, sources: Iterable[ThinRecordSource], since: datetime = BEGINNING, until: datetime = END
) -> dict[str, list[str]]:
    """Return what each rule finds that finds something."""
    found = {source.name: [record.link.title for record in source.found(session, since, until)] for source in sources}
    return {name.partition(".")[2]: titles for name, titles in found.items() if titles}
