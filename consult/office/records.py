"""Terms in office as records: corrected with who, when and why; the days are found by what they say now."""

from typing import Any

from sqlalchemy import Select, false, select
from sqlalchemy.orm import Session

from consult.contract.records import Record, RecordField
from consult.kernel.messages import lazy_gettext as _l
from consult.office.facts import LABELS, follow_correction
from consult.office.models import OfficeTerm, Rank


def _rows(_session: Session, _consultation_id: int) -> Select[object]:
    return select(OfficeTerm).where(false())  # people in office belong to no consultation


def _field(column: str, kind: str = "line", **more: Any) -> RecordField:
    return RecordField(column=column, label=LABELS[column], kind=kind, may_be_corrected=True, **more)


TERM = Record(
    model=OfficeTerm,
    title=_l("Term in office"),
    fields=(
        _field("name"),
        _field("ward", may_be_empty=True),
        _field("seat", may_be_empty=True),
        _field("group_name", may_be_empty=True),
        _field("remit", may_be_empty=True),
        _field("rank", "choice", choices={rank: rank.label for rank in Rank}),
        _field("command", may_be_empty=True),
        _field("from_on", "date"),
        _field("to_on", "date", may_be_empty=True),
    ),
    name=lambda term: f"of {term.name}",
    page=lambda term: ("office_staff.show", {"term_id": term.id}),
    rows=_rows,
    consultation_id=lambda _session, _term: None,
    follow=follow_correction,
)
RECORDS = (TERM,)
