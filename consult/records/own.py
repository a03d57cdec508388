"""The words of corrections are on the record themselves, so what may not be public can be taken out of them too."""

from typing import Any

from sqlalchemy import Select, false, select
from sqlalchemy.orm import Session

from consult.contract.records import Record, RecordField
from consult.records.models import Correction
from consult.records.places import find_row, record_named


def _consultation_id(session: Session, correction: Correction) -> int | None:
    record = record_named(session, correction.table_name)
    return record.consultation_id(session, find_row(session, record, correction.row_key))


def _rows(_session: Session, _consultation_id: int) -> Select[Any]:
    # Found beside the rows that they correct.
    return select(Correction).where(false())


RECORDS = (
    Record(
        model=Correction,
        title="Correction",
        fields=(
            RecordField(column="said", label="What it said"),
            RecordField(column="says", label="What it says"),
            RecordField(column="reason", label="Why it was corrected"),
        ),
        name=lambda correction: str(correction.id),
        page=lambda correction: ("records_staff.show", {"table": correction.table_name, "key": correction.row_key}),
        rows=_rows,
        consultation_id=_consultation_id,
    ),
)
