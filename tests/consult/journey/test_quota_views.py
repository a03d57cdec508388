"""A full quota on the way through; the whole of it is tried with surveys, which have quotas."""

from flask import Flask
from sqlalchemy.orm import Session

from consult.journey.quota_views import require_room
from consult.journey.respondent_views import find_respondent_session
from tests.factories import make_activity, make_consultation


def test_nobody_without_a_draft_is_turned_away(application: Flask, session: Session) -> None:
    activity = make_activity(session, make_consultation(session))
    with application.test_request_context():
        require_room(session, find_respondent_session(session, activity.id))
