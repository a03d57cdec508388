"""The staff pages for the ways of taking part."""

from flask import flash
from flask.typing import ResponseReturnValue

from consult.consultations.desk_views import bp, to_desk
from consult.consultations.forms import RenameForm, activity_form
from consult.consultations.models import Activity, Consultation
from consult.consultations.queries import find_activity_of, find_consultation
from consult.consultations.services import (
    activity_types,
    add_activity,
    remove_activity,
    rename_activity,
    shift_activity,
)
from consult.kernel.errors import DomainError
from consult.kernel.messages import gettext as _
from consult.web.forms import Form, render_form
from consult.web.guard import actor, permit
from consult.web.transactions import db


@bp.route("/consultations/<slug>/activities/new", methods=["GET", "POST"])
@permit("consultations.edit", load=find_consultation)
def new_activity(consultation: Consultation) -> ResponseReturnValue:
    """Add a way of taking part."""
    form = activity_form(list(activity_types(db()).values()))
    if form.validate_on_submit():
        try:
            add_activity(db(), actor(), consultation, kind=form.kind.data or "", title=form.title.data)
        except DomainError as error:
            form.take_errors(error)
        else:
            flash(_("Added. Set it up next."), "success")
            return to_desk(consultation)
    return render_form("consultations/new_activity.html", form, consultation=consultation)


@bp.route("/consultations/<slug>/activities/<int:activity_id>/title", methods=["GET", "POST"])
@permit("consultations.edit", load=find_activity_of)
def activity_title(activity: Activity) -> ResponseReturnValue:
    """Give a way of taking part another title."""
    form = RenameForm(data={"title": activity.title, "seen": activity.title})
    if form.validate_on_submit():
        try:
            rename_activity(db(), actor(), activity, form.title.data, seen=form.seen.data or "")
        except DomainError as error:
            form.take_errors(error)
            form.seen.data = activity.title
        else:
            flash(_("Saved."), "success")
            return to_desk(activity.consultation)
    return render_form("consultations/activity_title.html", form, activity=activity, consultation=activity.consultation)


@bp.post("/consultations/<slug>/activities/<int:activity_id>/up")
@permit("consultations.edit", load=find_activity_of)
def activity_up(activity: Activity) -> ResponseReturnValue:
    """Move a way of taking part one place up the page."""
    shift_activity(db(), actor(), activity, -1)
    return to_desk(activity.consultation)


@bp.post("/consultations/<slug>/activities/<int:activity_id>/down")
@permit("consultations.edit", load=find_activity_of)
def activity_down(activity: Activity) -> ResponseReturnValue:
    """Move a way of taking part one place down the page."""
    shift_activity(db(), actor(), activity, 1)
    return to_desk(activity.consultation)


@bp.route("/consultations/<slug>/activities/<int:activity_id>/remove", methods=["GET", "POST"])
@permit("consultations.edit", load=find_activity_of)
def activity_removal(activity: Activity) -> ResponseReturnValue:
    """Ask before a way of taking part is removed, and remove it."""
    consultation = activity.consultation
    form = Form()
    if form.validate_on_submit():
        remove_activity(db(), actor(), activity)
        flash(_("Removed."), "success")
        return to_desk(consultation)
    return render_form("consultations/remove_activity.html", form, activity=activity, consultation=consultation)
