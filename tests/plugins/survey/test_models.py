"""A published version is never changed."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from plugins.survey.models import SurveyVersion, VersionStatus
from plugins.survey.personal import erase
from plugins.survey.queries import find_draft, find_published
from tests.factories import make_person
from tests.plugins.survey.conftest import ALL_KINDS, PublishSurvey, item, page, survey

KEPT = "survey_version is part of the permanent record"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("definition", {"schema": "survey/1"}),
        ("sha256", "0" * 64),
        ("number", 7),
        ("public_note", "Other"),
        ("published_at", None),
        ("change_class", "cosmetic"),
        ("status", VersionStatus.DRAFT),
    ],
)
def test_a_published_version_keeps_what_it_says(session: Session, open_survey: Activity, name: str, value: Any) -> None:
    version = find_published(session, open_survey.id)
    assert version is not None
    setattr(version, name, value)
    with pytest.raises(DBAPIError, match=KEPT):
        session.flush()
    session.rollback()


def test_a_superseded_version_cannot_be_published_again(session: Session, open_survey: Activity) -> None:
    version = find_published(session, open_survey.id)
    assert version is not None
    version.status = VersionStatus.SUPERSEDED
    session.flush()
    version.status = VersionStatus.PUBLISHED
    with pytest.raises(DBAPIError, match=KEPT):
        session.flush()
    session.rollback()


def test_a_published_version_is_not_deleted_and_a_draft_may_be(session: Session, open_survey: Activity) -> None:
    session.delete(find_draft(session, open_survey.id))
    session.flush()
    session.delete(find_published(session, open_survey.id))
    with pytest.raises(DBAPIError, match=KEPT):
        session.flush()
    session.rollback()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE survey_version SET definition = '{}'",
        "UPDATE survey_version SET sha256 = 'x'",
        "UPDATE survey_version SET public_note = 'Nothing changed.'",
        "UPDATE survey_version SET number = number + 100",
        "UPDATE survey_version SET status = 'draft', published_at = NULL",
        "UPDATE survey_version SET published_by_id = (SELECT max(id) FROM person) WHERE status <> 'draft'",
        "DELETE FROM survey_version",
    ],
)
def test_the_database_itself_keeps_what_was_published(
    session: Session, open_survey: Activity, publish: PublishSurvey, statement: str
) -> None:
    make_person(session)
    first = find_published(session, open_survey.id)
    assert first is not None
    before = (first.definition, first.sha256, first.public_note, first.published_by_id)
    with pytest.raises(DBAPIError, match=KEPT), session.begin_nested():
        session.connection().exec_driver_sql(statement)
    session.expire_all()
    assert (first.definition, first.sha256, first.public_note, first.published_by_id) == before
    publish(open_survey, survey(*ALL_KINDS["sections"][0]["pages"], page("p9", item("late", "number"))))
    session.expire_all()
    assert first.status == VersionStatus.SUPERSEDED
    with pytest.raises(DBAPIError, match="permanent record"), session.begin_nested():
        session.connection().exec_driver_sql("UPDATE survey_version SET status = 'published' WHERE number = 1")


def test_who_published_a_version_may_leave_it(session: Session, open_survey: Activity) -> None:
    first = find_published(session, open_survey.id)
    assert first is not None
    assert first.published_by_id is not None
    assert erase(session, first.published_by_id) == 1
    session.refresh(first)
    assert first.published_by_id is None


def test_there_is_exactly_one_draft(session: Session, open_survey: Activity) -> None:
    draft = find_draft(session, open_survey.id)
    session.add(SurveyVersion(activity_id=open_survey.id, number=9, definition=draft.definition, sha256=draft.sha256))
    with pytest.raises(IntegrityError):
        session.flush()
    session.rollback()


def test_removing_a_survey_removes_its_versions(session: Session, open_survey: Activity) -> None:
    activity_id = open_survey.id
    session.expunge_all()
    session.delete(session.get_one(Activity, activity_id))
    session.flush()
    assert session.scalars(select(SurveyVersion)).all() == []
