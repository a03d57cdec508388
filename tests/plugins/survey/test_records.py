"""What a published version says of its change can be taken down, though the version itself is kept."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from consult.kernel.authz import Role
from consult.kernel.clock import now
from consult.records.places import record_named
from consult.records.redactions import take_down, undo
from consult.records.search import hits_in_consultation
from plugins.survey.models import SurveyVersion, VersionStatus
from tests.factories import make_activity, make_actor, make_consultation


def test_a_note_of_a_published_version_is_taken_down_and_put_back(session: Session) -> None:
    officer, other = make_actor(session, Role.OFFICER), make_actor(session, Role.OFFICER)
    activity = make_activity(session, make_consultation(session), "survey")
    version = SurveyVersion(
        activity_id=activity.id,
        number=7,
        status=VersionStatus.PUBLISHED.value,
        definition={},
        sha256="0" * 64,
        public_note="Ann asked for it",
        published_at=now(),
    )
    session.add(version)
    session.flush()
    assert [hit.row for hit in hits_in_consultation(session, officer, activity.consultation_id, "ann")] == [version]
    made = take_down(session, officer, record_named(session, "survey_version"), version, "public_note", code="personal")
    assert version.public_note == "[taken down: personal details]"
    with pytest.raises(DatabaseError, match="permanent record"), session.begin_nested():
        session.connection().execute(text("UPDATE survey_version SET public_note = 'x' WHERE number = 7"))
    undo(session, other, made)
    assert version.public_note == "Ann asked for it"
