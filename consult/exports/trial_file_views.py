"""The file of test answers."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from consult.consultations.models import Activity
from consult.consultations.queries import find_activity
from consult.exports.formats import Format
from consult.exports.trial_files import record_trials_taken, trials_as_csv
from consult.web.guard import actor, permit
from consult.web.transactions import database, db

bp = Blueprint("trial_files", __name__, url_prefix="/staff")


@bp.post("/activities/<int:activity_id>/test-answers/file")
@permit("submissions.read_tests", load=find_activity)
def take(activity: Activity) -> ResponseReturnValue:
    """Give the test answers as a CSV file; the audit log says so before."""
    who, activity_id = actor(), activity.id
    database().write(lambda opened: record_trials_taken(opened, who, opened.get_one(Activity, activity_id)))
    name = f"{activity.consultation.slug}-{activity.id}-test-answers.csv"
    headers = {"Content-Type": Format.CSV.media_type, "Content-Disposition": f'attachment; filename="{name}"'}
    return trials_as_csv(db(), activity), 200, headers
