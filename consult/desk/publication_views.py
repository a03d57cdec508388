"""Publishing one response, holding it back, and deciding anew, from its page on the desk."""

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from consult.comments.services import COMPANY, hold_response, publish_response, reopen_response
from consult.desk.queries import activity_of, find_submission
from consult.desk.readings import record_reading
from consult.desk.staff_forms import HoldForm, filters_of
from consult.kernel.errors import DomainError
from consult.kernel.messages import gettext as _
from consult.submissions.models import Submission
from consult.web.forms import render_form
from consult.web.guard import actor, permit
from consult.web.transactions import db

bp = Blueprint("publications", __name__, url_prefix="/staff/responses/<int:submission_id>")


@bp.post("/publish")
@permit("comments.publish", load=find_submission)
def publish(submission: Submission) -> ResponseReturnValue:
    """Publish what a response says; whoever does so has read it."""
    record_reading(db(), actor(), submission)
    publish_response(db(), actor(), activity_of(db(), submission), submission)
    flash(
        _(
            "It is published. Texts without a name come out once %(company)s responses wait, unless there is "
            "one question only.",
            company=COMPANY,
        ),
        "success",
    )
    return _back_to(submission)


@bp.route("/hold", methods=["GET", "POST"])
@permit("comments.publish", load=find_submission)
def hold(submission: Submission) -> ResponseReturnValue:
    """Hold a response back from publication, with a reason."""
    form = HoldForm()
    if form.validate_on_submit():
        try:
            activity = activity_of(db(), submission)
            hold_response(db(), actor(), activity, submission, form.code.data or "", form.words.data or "")
        except DomainError as error:
            form.take_errors(error)
        else:
            flash(_("The response is held back. The person who sent it can read why."), "success")
            return _back_to(submission)
    return render_form("desk/hold.html", form, submission=submission, to=_way_back(submission))


@bp.post("/decide-again")
@permit("comments.publish", load=find_submission)
def reopen(submission: Submission) -> ResponseReturnValue:
    """Take back what was decided about publishing a response."""
    reopen_response(db(), actor(), activity_of(db(), submission), submission)
    flash(_("Nothing is decided about publishing this response, and the public does not read it."), "success")
    return _back_to(submission)


def _back_to(submission: Submission) -> ResponseReturnValue:
    return redirect(_way_back(submission), 303)


def _way_back(submission: Submission) -> str:
    return url_for("desk.read", submission_id=submission.id, **filters_of(request.args).as_arguments())
