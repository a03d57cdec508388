"""Saying who is to read a response, or all that fit the filters of a list."""

from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Select, select

from consult.consultations.models import Activity
from consult.consultations.queries import find_activity
from consult.desk.assignments import NOBODY, assign, numbers_in, readers, seen_as
from consult.desk.queries import activity_of, find_submission, listed
from consult.desk.staff_forms import assign_form, filters_of
from consult.kernel.errors import DomainError
from consult.kernel.messages import ngettext
from consult.submissions.models import Submission
from consult.submissions.owners import require_desk
from consult.web.forms import render_form
from consult.web.guard import actor, permit
from consult.web.transactions import db

bp = Blueprint("assignments", __name__, url_prefix="/staff")


@bp.route("/activities/<int:activity_id>/responses/assign", methods=["GET", "POST"])
@permit("submissions.assign", load=find_activity)
def assign_list(activity: Activity) -> ResponseReturnValue:
    """Assign all responses that fit the filters."""
    filters = filters_of(request.args)
    to = url_for("desk.index", activity_id=activity.id, **filters.as_arguments())
    return _assign(activity, listed(db(), activity.id, filters), to)


@bp.route("/responses/<int:submission_id>/assign", methods=["GET", "POST"])
@permit("submissions.assign", load=find_submission)
def assign_one(submission: Submission) -> ResponseReturnValue:
    """Assign one response."""
    activity = activity_of(db(), submission)
    to = url_for("desk.read", submission_id=submission.id, **filters_of(request.args).as_arguments())
    return _assign(activity, select(Submission).where(Submission.id == submission.id), to)


def _assign(activity: Activity, found: Select[Any], to: str) -> ResponseReturnValue:
    require_desk(db(), activity)
    names = readers(db())
    form: Any = assign_form(names, actor().person_id)()
    if form.validate_on_submit():
        person_id = None if form.person.data == NOBODY else int(form.person.data)
        try:
            count = assign(db(), actor(), activity, found, person_id, seen=form.seen.data or "")
        except DomainError as error:
            form.take_errors(error)
        else:
            flash(_said(count, None if person_id is None else names[person_id]), "success")
            return redirect(to, 303)
    numbers = numbers_in(db(), found)
    form.seen.data = seen_as(numbers)
    shown = db().scalars(found.limit(5)).all()
    return render_form("desk/assign.html", form, activity=activity, number=len(numbers), shown=shown, to=to)


def _said(count: int, name: str | None) -> str:
    if name is None:
        return ngettext("%(num)s response is assigned to nobody.", "%(num)s responses are assigned to nobody.", count)
    return ngettext(
        "%(num)s response is assigned to %(name)s.", "%(num)s responses are assigned to %(name)s.", count, name=name
    )
