"""Surveys for programs: which there are, and what each version asks, as it lies."""

import hashlib
from collections.abc import Mapping

from flask import Blueprint, Response, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from consult.sdk.access import Actor, Reach, actor, for_programs, permit
from consult.sdk.activities import Activity, state_at
from consult.sdk.database import database_now, db
from consult.sdk.errors import NotFound
from plugins.survey.document import as_json
from plugins.survey.models import SurveyVersion
from plugins.survey.queries import find_draft, find_survey, newest_numbers, published_versions, surveys_for

bp = Blueprint("survey_programs", __name__, url_prefix="/api/1/surveys")


def find_version(session: Session, activity_id: int, number: int, actor: Actor) -> SurveyVersion:
    """Return a version that was published; raises `NotFound`."""
    survey = find_survey(session, activity_id, actor)
    found = session.scalar(published_versions(survey.id).where(SurveyVersion.number == number))
    if found is None:
        raise NotFound
    return found


def find_draft_version(session: Session, activity_id: int, actor: Actor) -> SurveyVersion:
    """Return the draft of a survey; raises `NotFound`."""
    return find_draft(session, find_survey(session, activity_id, actor).id)


@bp.get("")
@for_programs(Reach.DEFINITIONS)
@permit("survey.preview")
def index() -> ResponseReturnValue:
    """List the surveys that there are for whoever's program asks."""
    at, newest = database_now(db()), newest_numbers(db())
    return {
        "surveys": [
            {
                "id": survey.id,
                "title": survey.title,
                "consultation": {"slug": survey.consultation.slug, "title": survey.consultation.title},
                "state": state_at(survey.consultation, at),
                "version": newest.get(survey.id),
                "links": _links(survey, newest.get(survey.id)),
            }
            for survey in db().scalars(surveys_for(actor()))
        ]
    }


def _links(survey: Activity, newest: int | None) -> Mapping[str, str]:
    links = {
        "draft": url_for("survey_programs.draft", activity_id=survey.id),
        "responses": url_for("exports_programs.responses", activity_id=survey.id),
    }
    if newest is not None:
        links["version"] = url_for("survey_programs.version", activity_id=survey.id, number=newest)
    return links


@bp.get("/<int:activity_id>/versions/<int:number>")
@for_programs(Reach.DEFINITIONS)
@permit("survey.preview", load=find_version)
def version(found: SurveyVersion) -> ResponseReturnValue:
    """Give a published version as it lies."""
    return _definition(found)


@bp.get("/<int:activity_id>/draft")
@for_programs(Reach.DEFINITIONS)
@permit("survey.preview", load=find_draft_version)
def draft(found: SurveyVersion) -> ResponseReturnValue:
    """Give what is worked on."""
    return _definition(found)


def _definition(found: SurveyVersion) -> Response:
    # As it is digested, so that whoever keeps the file can tell by SHA-256 which version it is. A passage that was
    # redacted has changed the text since: the digest is that of what is sent.
    body = as_json(found.definition).encode()
    response = Response(body, mimetype="application/json")
    response.set_etag(hashlib.sha256(body).hexdigest())
    response.make_conditional(request)
    return response
