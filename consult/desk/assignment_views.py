"""Saying who is to read a response."""

from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from consult.desk.assignments import NOBODY, assign, readers
from consult.desk.queries import activity_of, find_submission
from consult.desk.staff_forms import assign_form, filters_of
from consult.kernel.errors import DomainError
from consult.kernel.messages import gettext as _
from consult.submissions.models import Submission
from consult.submissions.owners import require_desk
from consult.web.forms import render_form
from consult.web.guard import actor, permit
from consult.web.transactions import db

bp = Blueprint("assignments", __name__, url_prefix="/staff")


@bp.route("/responses/<int:submission_id>/assign", methods=["GET", "POST"])
@permit("submissions.assign", load=find_submission)
def assign_one(submission: Submission) -> ResponseReturnValue:
    """Assign a response."""
    activity, names = activity_of(db(), submission), readers(db())
    require_desk(db(), activity, submission.id)
    form: Any = assign_form(names, actor().person_id)()
    to = url_for("desk.read", submission_id=submission.id, **filters_of(request.args).as_arguments())
    if form.validate_on_submit():
        person_id = None if form.person.data == NOBODY else int(form.person.data)
        try:
            assign(db(), actor(), activity, submission.id, person_id)
        except DomainError as error:
            form.take_errors(error)
        else:
            flash(_said(None if person_id is None else names[person_id]), "success")
            return redirect(to, 303)
    return render_form("desk/assign.html", form, activity=activity, submission=submission, to=to)


def _said(name: str | None) -> str:
    if name is None:
        return _("The response is assigned to nobody.")
    return _("The response is assigned to %(name)s.", name=name)
