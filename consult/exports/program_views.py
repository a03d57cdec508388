"""The counted responses of an activity for programs: the export that an officer takes, through the same door."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from consult.consultations.models import Activity
from consult.consultations.queries import find_activity
from consult.contract.deployment import deployment_of
from consult.exports.export_files import columns_for, find_wanted
from consult.exports.formats import Format
from consult.exports.responses import RESPONSES
from consult.exports.services import begin_export, stream
from consult.exports.staff_views import download
from consult.kernel.reach import Reach
from consult.web.guard import actor, permit, require
from consult.web.programs import for_programs
from consult.web.transactions import database, db

bp = Blueprint("exports_programs", __name__, url_prefix="/api/1")


@bp.get("/activities/<int:activity_id>/responses")
@for_programs(Reach.RESPONSES)
@permit("exports.take", load=find_activity)
def responses(activity: Activity) -> ResponseReturnValue:
    """Send the counted responses as JSON lines; the audit log says so before the first byte leaves."""
    wanted = find_wanted(
        db(),
        deployment_of(db()).registry.exports,
        activity.consultation,
        what=RESPONSES.name,
        file_format=Format.JSON,
        activity_id=activity.id,
    )
    require(wanted.export.permission, activity.consultation)
    columns_for(db(), wanted)
    if request.method == "HEAD":  # which sends no response, and so takes none
        return download((), wanted)
    begin_export(database(), actor(), wanted)
    return download(stream(database(), wanted), wanted)
