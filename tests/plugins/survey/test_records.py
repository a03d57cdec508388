"""What a published version says of its change can be taken down, though the version itself is kept."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from consult.kernel.authz import Role
from consult.kernel.clock import now
from consult.records.places import record_named
from consult.records.redactions import redact, take_down, undo
from consult.records.search import hits_in_consultation
from plugins.survey.document import empty_definition, read_definition
from plugins.survey.models import SurveyVersion, VersionStatus
from plugins.survey.queries import find_draft
from plugins.survey.questions import find_questionnaire
from plugins.survey.services import change_draft, publish
from tests.factories import make_activity, make_actor, make_consultation
from tests.plugins.survey.conftest import item, options, page, survey
from tests.support.tables import rows_with


def test_a_note_of_a_published_version_is_taken_down_and_put_back(session: Session) -> None:
    officer, other = make_actor(session, Role.OFFICER), make_actor(session, Role.OFFICER)
    activity = make_activity(session, make_consultation(session), "survey")
    version = SurveyVersion(
        activity_id=activity.id,
        number=7,
        status=VersionStatus.PUBLISHED,
        definition=empty_definition(),
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


def test_words_of_a_published_survey_are_taken_out_of_its_versions_and_its_code_book(session: Session) -> None:
    officer, other = make_actor(session, Role.OFFICER), make_actor(session, Role.OFFICER)
    activity = make_activity(session, make_consultation(session), "survey")
    choice = item("choice", "radios", options=[*options("a", "b"), {"code": "c", "label": {"en-GB": "Ann Bell"}}])
    definition = survey(page("p1", choice, title={"en-GB": "About Ann Bell"}, text={"en-GB": "Ann Bell wrote."}))
    change_draft(session, officer, activity, lambda _draft: read_definition(definition))
    seen = find_draft(session, activity.id).as_seen
    publish(session, officer, activity, seen=seen, public_note="It was missing")
    before = find_draft(session, activity.id).sha256
    record = record_named(session, "survey_version")
    hits = hits_in_consultation(session, officer, activity.consultation_id, "ann bell")
    assert len(hits) == 6, "three in what is published, three in the next draft"
    made = []
    for row in {hit.row for hit in hits}:
        places = {hit.place.key: [(hit.start, hit.end)] for hit in hits if hit.row is row}
        made += redact(session, officer, record, row, places, code="personal")
    assert rows_with(session, "Ann Bell") == []
    asked = find_questionnaire(session, activity.id, 1)
    assert asked.questions[0].options[2].label == "[redacted: personal details]"
    assert find_draft(session, activity.id).sha256 != before
    with pytest.raises(DatabaseError, match="permanent record"), session.begin_nested():
        session.connection().execute(text("UPDATE survey_version SET definition = '{}' WHERE number = 1"))
    for redaction in made:
        undo(session, other, redaction)
    assert find_draft(session, activity.id).sha256 == before
    assert len(rows_with(session, "Ann Bell")) > 0
