"""The page on which an officer deletes a file that came with a response."""

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from consult.desk.file_deletions import DELETION_REASONS, delete_from_response, find_file_in
from consult.desk.queries import activity_of, find_submission
from consult.desk.staff_forms import filters_of
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.submissions.models import Submission
from consult.submissions.owners import require_desk
from consult.web.choice_fields import RadioField, choice
from consult.web.forms import Form, render_form
from consult.web.guard import actor, permit
from consult.web.transactions import db
from consult.web.validators import DataRequired

bp = Blueprint("file_deletions", __name__, url_prefix="/staff")


class DeletionForm(Form):
    """Why a file is deleted."""

    reason = RadioField(
        _l("Why is this file deleted?"),
        [DataRequired(_l("Select why the file is deleted"))],
        choices=[choice(code, words) for code, words in DELETION_REASONS.items()],
        description=_l("It cannot be brought back. The response stays, and counts as before."),
    )


@bp.route("/responses/<int:submission_id>/files/<key>/delete", methods=["GET", "POST"])
@permit("submissions.exclude", load=find_submission, rest=("key",))
def delete(submission: Submission, key: str) -> ResponseReturnValue:
    """Delete the file that answers a question."""
    activity, form = activity_of(db(), submission), DeletionForm()
    require_desk(db(), activity, submission.id)
    found = find_file_in(db(), submission, key)
    back = url_for("desk.read", submission_id=submission.id, **filters_of(request.args).as_arguments())
    if form.validate_on_submit():
        delete_from_response(db(), actor(), activity, submission, key, form.reason.data or "")
        flash(_("The file is deleted."), "success")
        return redirect(back, 303)
    return render_form("desk/delete_file.html", form, submission=submission, file=found.file, to=back)
