"""The register of pledges, for everybody."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import Session

from consult.sdk.publishing import OPEN_GOVERNMENT, Register
from consult.sdk.references import Link
from tests.outside.consult_pledge.exports import COLUMNS, cells_of
from tests.outside.consult_pledge.models import Pledge
from tests.outside.consult_pledge.queries import public

PUBLIC_COLUMNS = tuple(column for column in COLUMNS if column.is_public)


def _rows(_session: Session) -> Select[Pledge]:
    return public().order_by(None)


def _cells(session: Session, pledges: Sequence[Pledge]) -> Iterator[Mapping[str, Any]]:
    names = [column.name for column in PUBLIC_COLUMNS]
    return ({name: cells[name] for name in names} for cells in cells_of(session, pledges))


def _link(pledge: Pledge) -> Link:
    title = f"Pledge {pledge.submission.reference}"
    return Link(title=title, endpoint="pledge.show", parts={"activity_id": pledge.submission.activity_id})


PLEDGES = Register(
    name="pledge.pledges",
    title="Pledges",
    summary="What people said they would do, and what came of it.",
    licence=OPEN_GOVERNMENT,
    columns=PUBLIC_COLUMNS,
    key=Pledge.id,
    rows=_rows,
    cells=_cells,
    link=_link,
    changed=lambda pledge: pledge.kept_at or pledge.submission.submitted_at,
    filters={"kept_at": Pledge.kept_at},
)
