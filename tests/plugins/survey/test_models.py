"""A published version is never changed."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from plugins.survey.models import Published, SurveyVersion, VersionStatus
from plugins.survey.queries import find_draft, find_published


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("definition", {"schema": "survey/1"}),
        ("sha256", "0" * 64),
        ("number", 7),
        ("public_note", "Other"),
        ("published_at", None),
        ("change_class", "cosmetic"),
        ("status", VersionStatus.DRAFT.value),
    ],
)
def test_a_published_version_keeps_what_it_says(session: Session, open_survey: Activity, name: str, value: Any) -> None:
    version = find_published(session, open_survey.id)
    assert version is not None
    setattr(version, name, value)
    with pytest.raises(Published):
        session.flush()
    session.rollback()


def test_a_superseded_version_cannot_be_published_again(session: Session, open_survey: Activity) -> None:
    version = find_published(session, open_survey.id)
    assert version is not None
    version.status = VersionStatus.SUPERSEDED.value
    session.flush()
    version.status = VersionStatus.PUBLISHED.value
    with pytest.raises(Published):
        session.flush()
    session.rollback()


def test_a_published_version_is_not_deleted_and_a_draft_may_be(session: Session, open_survey: Activity) -> None:
    session.delete(find_draft(session, open_survey.id))
    session.flush()
    session.delete(find_published(session, open_survey.id))
    with pytest.raises(Published):
        session.flush()
    session.rollback()


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
