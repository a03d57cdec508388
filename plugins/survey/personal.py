"""One officer's part in surveys: handed over on request, and taken out on erasure."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.people import PersonalData, acts_in_office
from plugins.survey.models import Proposal, SurveyVersion


def collect(session: Session, person_id: int) -> Mapping[str, Any]:
    """Return which versions the person published."""
    query = select(SurveyVersion).where(SurveyVersion.published_by_id == person_id).order_by(SurveyVersion.id)
    return {
        "published_versions": [
            {
                "survey": survey_version.activity_id,
                "version": survey_version.number,
                "published_at": survey_version.published_at,
            }
            for survey_version in session.scalars(query)
        ]
    }


def erase(session: Session, person_id: int) -> int:
    """Take the person out of the versions; what was asked stays."""
    statement = update(SurveyVersion).where(SurveyVersion.published_by_id == person_id).values(published_by_id=None)
    result: Any = session.execute(statement)
    return int(result.rowcount)


PERSONAL_DATA = (
    PersonalData(
        tables=("survey_version",), collect=collect, erase=erase, kept=_l("As long as the consultation’s record")
    ),
    acts_in_office(Proposal.proposed_by_id, Proposal.ended_by_id),
)
