"""What came of a pledge: a text that everybody reads."""

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from consult.sdk.access import staff
from consult.sdk.activities import Activity, Submission
from consult.sdk.records import Record, RecordField
from tests.outside.consult_pledge.models import Pledge


def _rows(_session: Session, consultation_id: int) -> Select[Pledge]:
    of_consultation = select(Pledge).join(Pledge.submission).join(Activity, Activity.id == Submission.activity_id)
    return of_consultation.where(Activity.consultation_id == consultation_id)


def _consultation_id(session: Session, pledge: Pledge) -> int:
    return session.get_one(Activity, pledge.submission.activity_id).consultation_id


PLEDGE = Record(
    model=Pledge,
    title="Pledge",
    fields=(RecordField(column="finding", label="What came of it", may_be_corrected=True),),
    name=lambda pledge: pledge.submission.reference,
    page=lambda pledge: ("pledge.show", {"activity_id": pledge.submission.activity_id}),
    rows=_rows,
    consultation_id=_consultation_id,
    rule=staff,
)
