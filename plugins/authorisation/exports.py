"""What leaves of conditions: every finding there ever was, one row each."""

from collections.abc import Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.publishing import Audience, Column, Export
from consult.sdk.records import shown
from plugins.authorisation.condition_models import Condition, ConditionList, Finding, Status
from plugins.authorisation.condition_records import FINDING

COLUMNS = (
    Column(name="code", label=_l("Condition"), is_public=True),
    Column(name="number", label=_l("Number of the finding"), kind="number", is_public=True),
    Column(
        name="status",
        label=_l("What was found"),
        kind="code",
        is_public=True,
        values={status: status.label for status in Status},
    ),
    Column(name="reason", label=_l("Reason"), is_public=True),
    Column(name="evidence", label=_l("What shows it"), is_public=True),
    Column(name="found_on", label=_l("On which day it was so"), kind="date", is_public=True),
    Column(name="found_at", label=_l("Noted"), kind="moment", is_public=True),
    Column(name="name", label=_l("Noted by"), is_public=True),
)


def finding_rows(
    session: Session, list_id: int, names: Sequence[str], audience: Audience
) -> Iterator[tuple[object, ...]]:
    """Yield one row for each finding on a list of conditions; all of them are public."""
    of_list = select(Finding).join(Finding.condition).where(Condition.list_id == list_id)
    found = session.scalars(of_list.order_by(Finding.id).options(joinedload(Finding.condition))).all()
    for read in shown(session, FINDING, found).values():
        finding: Finding = read.row
        cells = {
            "code": finding.condition.code,
            "number": finding.number,
            "status": finding.status,
            "reason": read.value("reason"),
            "evidence": read.value("evidence"),
            "found_on": finding.found_on,
            "found_at": finding.found_at,
            "name": finding.name,
        }
        yield tuple(cells[name] for name in names)


EXPORTS = (
    Export(
        name="authorisation.findings",
        title=_l("What was found of these conditions, and when"),
        permission="authorisation.desk",
        columns=lambda _session, _list_id: COLUMNS,
        rows=finding_rows,
        subject=ConditionList.__tablename__,
    ),
)
