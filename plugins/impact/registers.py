"""Published evidence of impact as a public register."""

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import Select
from sqlalchemy.orm import Session

from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.publishing import OPEN_GOVERNMENT, Register
from consult.sdk.references import Link
from plugins.impact import presentation
from plugins.impact.exports import COLUMNS, cells_of
from plugins.impact.models import Evidence
from plugins.impact.queries import all_published

PUBLIC_COLUMNS = tuple(column for column in COLUMNS if column.is_public)


def _rows(_session: Session) -> Select[Evidence]:
    return all_published()


def _cells(session: Session, pieces: Sequence[Evidence]) -> Iterator[Mapping[str, object]]:
    names = [column.name for column in PUBLIC_COLUMNS]
    return (dict(zip(names, cells, strict=True)) for cells in cells_of(session, pieces, names))


def _link(evidence: Evidence) -> Link:
    title = f"{presentation.public_name(evidence)} ({evidence.reference})"
    return Link(title=title, endpoint="impact.piece", parts={"reference": evidence.reference})


EVIDENCE = Register(
    name="impact.evidence",
    title=_l("Published evidence of impact"),
    summary=_l(
        "What community groups say a proposal does to the people they speak for, and what the council answered."
    ),
    licence=OPEN_GOVERNMENT,
    columns=PUBLIC_COLUMNS,
    key=Evidence.id,
    rows=_rows,
    cells=_cells,
    link=_link,
    changed=lambda evidence: evidence.answered_at or evidence.saved_at,
    filters={
        "evidence_type": Evidence.evidence_type,
        "direction": Evidence.direction,
        "severity": Evidence.severity,
        "reach": Evidence.reach,
        "status": Evidence.status,
    },
)
