"""Redacting, looking at a sealed original, excluding, and putting back."""

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from consult.desk import exclusions
from consult.desk.queries import activity_of, find_submission
from consult.desk.staff_forms import ExcludeForm, filters_of
from consult.kernel.errors import DomainError
from consult.kernel.messages import gettext as _
from consult.submissions.models import Submission
from consult.submissions.owners import require_desk
from consult.web.forms import render_form
from consult.web.guard import actor, permit
from consult.web.transactions import db

bp = Blueprint("moderation", __name__, url_prefix="/staff")


@bp.route("/responses/<int:submission_id>/exclude", methods=["GET", "POST"])
@permit("submissions.exclude", load=find_submission)
def exclude(submission: Submission) -> ResponseReturnValue:
    """Exclude a response from the counts."""
    activity, form = activity_of(db(), submission), ExcludeForm()
    require_desk(db(), activity, submission.id)
    if form.validate_on_submit():
        try:
            exclusions.exclude(db(), actor(), activity, submission, form.code.data or "", form.note.data or "")
        except DomainError as error:
            form.take_errors(error)
        else:
            flash(_("The response is excluded. It is kept, and its author can read why."), "success")
            return _back_to(submission)
    return render_form("desk/exclude.html", form, submission=submission, to=_way_back(submission))


@bp.post("/responses/<int:submission_id>/reinstate")
@permit("submissions.exclude", load=find_submission)
def reinstate(submission: Submission) -> ResponseReturnValue:
    """Count an excluded response again."""
    exclusions.reinstate(db(), actor(), activity_of(db(), submission), submission)
    flash(_("The response counts again."), "success")
    return _back_to(submission)


def _back_to(submission: Submission) -> ResponseReturnValue:
    return redirect(_way_back(submission), 303)


def _way_back(submission: Submission) -> str:
    """Return the address of the response within the list in which it was found."""
    return url_for("desk.read", submission_id=submission.id, **filters_of(request.args).as_arguments())
