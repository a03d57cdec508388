"""What everybody reads of assessments: their list, each signed version, and what changed between two."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from consult.sdk.access import actor, permit
from consult.sdk.database import db
from consult.sdk.deadlines import shown_deadlines
from consult.sdk.errors import NotFound
from consult.sdk.pages import asked_number
from consult.sdk.references import reference_to, references_to
from plugins.impact.assessments import presentation
from plugins.impact.assessments.catalogue import form_of
from plugins.impact.assessments.comparison import compare as compared
from plugins.impact.assessments.course import COURSE
from plugins.impact.assessments.documents import public_document
from plugins.impact.assessments.models import Assessment, AssessmentVersion
from plugins.impact.assessments.queries import (
    assessments_visible_to,
    find_by_number,
    find_published_version,
)
from plugins.impact.assessments.rating import SEVERITIES
from plugins.impact.assessments.reviews import shown_causes

bp = Blueprint("impact_public", __name__, url_prefix="/impact/assessments")


@bp.get("")
@permit("impact.read_assessments")
def index() -> ResponseReturnValue:
    """List the assessments of which a version was signed, the newest first."""
    found = [item for item in db().scalars(assessments_visible_to(actor())) if item.signed is not None]
    return render_template("impact/assessments/published.html", found=found, form_of=form_of)


@bp.get("/<number>")
@permit("impact.read_assessments", load=find_by_number)
def show(assessment: Assessment) -> ResponseReturnValue:
    """Show the version that holds now."""
    signed = assessment.signed
    if signed is None:
        raise NotFound
    return _page(signed)


@bp.get("/<number>/versions/<int:version>")
@permit("impact.read_assessments", load=find_published_version)
def version(version: AssessmentVersion) -> ResponseReturnValue:
    """Show a version that was signed once."""
    return _page(version)


@bp.get("/<number>/versions/<int:version>/changes")
@permit("impact.read_assessments", load=find_published_version)
def changes(version: AssessmentVersion) -> ResponseReturnValue:
    """Show word by word what a version changed: since the one before it, or since another that the address names."""
    earlier = [made for made in version.assessment.versions if made.is_published and made.number < version.number]
    if not earlier:
        raise NotFound
    wanted = asked_number("since")
    before = next((made for made in earlier if made.number == wanted), earlier[-1])
    return render_template(
        "impact/assessments/changes.html",
        assessment=version.assessment,
        version=version,
        since=before,
        earlier=earlier,
        found=compared(public_document(db(), actor(), before), public_document(db(), actor(), version)),
    )


def _page(version: AssessmentVersion) -> ResponseReturnValue:
    assessment = version.assessment
    return render_template(
        "impact/assessments/show.html",
        assessment=assessment,
        version=version,
        published=[made for made in assessment.versions if made.is_published],
        asked=form_of(assessment),
        document=public_document(db(), actor(), version),
        reference=reference_to(assessment),
        citing=references_to(db(), actor(), reference_to(assessment)),
        deadlines=shown_deadlines(db(), reference_to(assessment)),
        causes=shown_causes(db(), actor(), assessment) if version is assessment.signed else (),
        showing=presentation,
        steps=COURSE.timeline(db(), version),
        severities=list(SEVERITIES.values()),
    )
