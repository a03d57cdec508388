"""An officer’s part in surveys is handed over and taken out; what was asked stays."""

from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from plugins.survey.personal import collect, erase
from plugins.survey.queries import find_published


def test_an_officers_part_is_handed_over_and_erased(session: Session, open_survey: Activity) -> None:
    version = find_published(session, open_survey.id)
    assert version is not None
    assert version.published_by_id is not None
    person_id, sha256 = version.published_by_id, version.sha256
    assert collect(session, person_id)["published_versions"][0]["version"] == 1
    assert erase(session, person_id) == 1
    session.refresh(version)
    assert version.published_by is None
    assert version.sha256 == sha256
    assert collect(session, person_id)["published_versions"] == []
