"""The files of a signed assessment, for everybody."""

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from consult.sdk.access import permit
from consult.sdk.database import db
from consult.sdk.publishing import DOCX, make_docx, make_pdf
from plugins.impact.assessments.models import AssessmentVersion
from plugins.impact.assessments.queries import find_published_version
from plugins.impact.published_files.blocks import file_of

bp = Blueprint("impact_published", __name__, url_prefix="/impact/assessments")


@bp.get("/<number>/versions/<int:version>.pdf")
@permit("impact.read_assessments", load=find_published_version)
def pdf(version: AssessmentVersion) -> ResponseReturnValue:
    """Return a signed version as a tagged PDF."""
    return _sent(version, make_pdf(file_of(db(), version)), "application/pdf", "pdf")


@bp.get("/<number>/versions/<int:version>.docx")
@permit("impact.read_assessments", load=find_published_version)
def docx(version: AssessmentVersion) -> ResponseReturnValue:
    """Return a signed version as a document for word processors."""
    return _sent(version, make_docx(file_of(db(), version)), DOCX, "docx")


def _sent(version: AssessmentVersion, content: bytes, media_type: str, ending: str) -> Response:
    name = f"{version.assessment.number}-version-{version.number}.{ending}"
    answer = Response(content, mimetype=media_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
