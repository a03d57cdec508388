"""What a version of a survey says in public about its change, as a record."""

from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from consult.sdk import Activity
from consult.sdk.records import Record, RecordField
from plugins.survey.models import SurveyVersion


def _rows(_session: Session, consultation_id: int) -> Select[Any]:
    of_activity = Activity.consultation_id == consultation_id
    return select(SurveyVersion).join(Activity, Activity.id == SurveyVersion.activity_id).where(of_activity)


def _consultation_id(session: Session, version: SurveyVersion) -> int:
    return session.get_one(Activity, version.activity_id).consultation_id


RECORDS = (
    Record(
        model=SurveyVersion,
        title="Version of a survey",
        fields=(RecordField(column="public_note", label="What the public reads about the change"),),
        name=lambda version: str(version.number),
        page=lambda version: ("survey.build", {"activity_id": version.activity_id}),
        rows=_rows,
        consultation_id=_consultation_id,
    ),
)
