"""The words of corrections are on the record themselves, so what may not be public can be taken out of them too."""

from sqlalchemy import Select, false, select
from sqlalchemy.orm import Session

from consult.contract.records import Record, RecordField
from consult.kernel.messages import lazy_gettext as _l
from consult.records.models import Correction, Redaction
from consult.records.places import find_row, record_named


def _consultation_id(session: Session, correction: Correction) -> int | None:
    record = record_named(session, correction.table_name)
    return record.consultation_id(session, find_row(session, record, correction.row_key))


def _rows(_session: Session, _consultation_id: int) -> Select[object]:
    # Found beside the rows that they correct.
    return select(Correction).where(false())


def _of_sealed(session: Session, redaction: Redaction) -> int | None:
    record = record_named(session, redaction.sealed.table_name)
    return record.consultation_id(session, find_row(session, record, redaction.sealed.row_key))


RECORDS = (
    Record(
        model=Redaction,
        title=_l("Redaction"),
        fields=(RecordField(column="public_note", label=_l("What the public reads about it"), quotes=True),),
        name=lambda redaction: str(redaction.id),
        page=lambda redaction: (
            "records_staff.show",
            {"table": redaction.sealed.table_name, "key": redaction.sealed.row_key},
        ),
        rows=lambda _session, _consultation_id: select(Redaction).where(false()),
        consultation_id=_of_sealed,
    ),
    Record(
        model=Correction,
        title=_l("Correction"),
        fields=(
            RecordField(column="said", label=_l("What it said"), quotes=True),
            RecordField(column="says", label=_l("What it says"), quotes=True),
            RecordField(column="reason", label=_l("Why it was corrected"), quotes=True),
        ),
        name=lambda correction: str(correction.id),
        page=lambda correction: ("records_staff.show", {"table": correction.table_name, "key": correction.row_key}),
        rows=_rows,
        consultation_id=_consultation_id,
    ),
)
