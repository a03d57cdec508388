"""Keeping the filters of a list under a name."""

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from consult.consultations.models import Activity
from consult.consultations.queries import find_activity
from consult.desk.saved_filters import remove_filter, save_filter, saved_filters
from consult.desk.staff_forms import SavedFilterForm, filters_of
from consult.kernel.errors import DomainError
from consult.kernel.messages import gettext as _
from consult.web.forms import render_form
from consult.web.guard import actor, permit
from consult.web.transactions import db

bp = Blueprint("saved_filters", __name__, url_prefix="/staff/activities/<int:activity_id>/responses/filters")


@bp.route("", methods=["GET", "POST"])
@permit("submissions.annotate", load=find_activity)
def save(activity: Activity) -> ResponseReturnValue:
    """Keep the filters under a name, and list those that are kept."""
    filters, form = filters_of(request.args), SavedFilterForm()
    to = url_for("desk.index", activity_id=activity.id, **filters.as_arguments())
    if form.validate_on_submit():
        try:
            is_replaced = save_filter(
                db(),
                actor(),
                activity,
                form.name.data or "",
                filters.as_arguments(),
                is_shared=form.is_shared.data,
            )
        except DomainError as error:
            form.take_errors(error)
        else:
            told = _("The filter is saved in place of your earlier one of this name. You find it above the list.")
            flash(told if is_replaced else _("The filter is saved. You find it above the list."), "success")
            return redirect(to, 303)
    saved = saved_filters(db(), actor(), activity.id)
    return render_form("desk/saved_filters.html", form, activity=activity, saved=saved, to=to, own=actor().person_id)


@bp.post("/<int:number>/remove")
@permit("submissions.annotate", load=find_activity, rest=("number",))
def remove(activity: Activity, number: int) -> ResponseReturnValue:
    """Forget a filter."""
    remove_filter(db(), actor(), activity, number)
    return redirect(url_for("saved_filters.save", activity_id=activity.id), 303)
