"""Data that leaves."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from consult.sdk.publishing import Audience, Column, Export
from consult.sdk.records import shown
from tests.outside.consult_pledge.models import Pledge
from tests.outside.consult_pledge.queries import every_pledge, public_in
from tests.outside.consult_pledge.records import PLEDGE

COLUMNS = (
    Column(name="reference", label="Reference", is_public=True),
    Column(name="text", label="What they pledge", is_public=True),
    Column(name="kept_at", label="Kept", kind="moment", is_public=True),
    Column(name="finding", label="What came of it", is_public=True),
    Column(name="status", label="Status"),
)


def columns(_session: Session, _activity_id: int) -> Sequence[Column]:
    """Return the columns: their names never change."""
    return COLUMNS


def rows(session: Session, activity_id: int, names: Sequence[str], audience: Audience) -> Iterator[tuple[Any, ...]]:
    """Yield one row for each pledge; for the public, those that count."""
    query = public_in(activity_id) if audience is Audience.PUBLIC else every_pledge(activity_id)
    for pledges in session.scalars(query.execution_options(yield_per=200)).partitions():
        for cells in cells_of(session, pledges):
            yield tuple(cells[name] for name in names)


def cells_of(session: Session, pledges: Sequence[Pledge]) -> Iterator[Mapping[str, Any]]:
    """Yield what stands in the columns of each of these pledges, as it was last corrected."""
    said = shown(session, PLEDGE, pledges)
    for pledge in pledges:
        yield {
            "reference": pledge.submission.reference,
            "text": pledge.text,
            "kept_at": pledge.kept_at,
            "finding": said[str(pledge.id)].value("finding"),
            "status": pledge.submission.status,
        }


PLEDGES = Export(name="pledge.pledges", title="Pledges", permission="pledge.handle", columns=columns, rows=rows)
