"""The officer's pages for evidence that came another way, and for letting a group send late."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from consult.sdk.access import actor, permit
from consult.sdk.activities import Activity
from consult.sdk.database import db
from consult.sdk.errors import DomainError
from consult.sdk.forms import Choice, choice, render_form
from consult.sdk.messages import gettext as _
from consult.sdk.people import Organisation, organisations
from plugins.impact import entry, lateness, presentation
from plugins.impact.models import LatePermission
from plugins.impact.pages import PAGES
from plugins.impact.queries import find_impact_activity
from plugins.impact.staff_forms import EntryForm, LateForm

bp = Blueprint("impact_entry", __name__, url_prefix="/staff/impact")


@bp.route("/<int:activity_id>/enter", methods=["GET", "POST"])
@permit("impact.enter", load=find_impact_activity)
def enter(activity: Activity) -> ResponseReturnValue:
    """Begin to enter evidence for a group: how it came, and when."""
    form = EntryForm()
    form.organisation.choices = _group_choices()
    if form.validate_on_submit() and form.received_on.data:
        try:
            begun = entry.begin_entry(
                db(),
                actor(),
                activity,
                int(form.organisation.data or 0),
                channel=form.channel.data or "",
                received_on=form.received_on.data,
                received_from=form.received_from.data or "",
                late_reason=form.late_reason.data or "",
            )
        except DomainError as fault:
            form.take_errors(fault)
        else:
            return redirect(url_for("impact.page", evidence_id=begun.id, page=PAGES[0].id), 303)
    return render_form("impact/enter.html", form, activity=activity)


@bp.route("/<int:activity_id>/late", methods=["GET", "POST"])
@permit("impact.enter", load=find_impact_activity)
def late(activity: Activity) -> ResponseReturnValue:
    """Let a group send evidence after the closing date, and list those that may."""
    form = LateForm()
    form.organisation.choices = _group_choices()
    if form.validate_on_submit() and form.until_on.data:
        try:
            made = lateness.allow_late(
                db(),
                actor(),
                activity,
                int(form.organisation.data or 0),
                form.until_on.data,
                form.reason.data or "",
            )
        except DomainError as fault:
            form.take_errors(fault)
        else:
            flash(
                _(
                    "%(name)s can send evidence until %(day)s.",
                    name=made.organisation.name,
                    day=presentation.day(made.until_on),
                ),
                "success",
            )
            return redirect(url_for("impact_entry.late", activity_id=activity.id), 303)
    allowed = select(LatePermission).where(LatePermission.activity_id == activity.id).order_by(LatePermission.id)
    rows = [
        (permission.organisation.name, presentation.day(permission.until_on), permission.reason)
        for permission in db().scalars(allowed)
    ]
    return render_form("impact/late.html", form, activity=activity, rows=rows)


def _group_choices() -> list[Choice]:
    groups: list[Organisation] = [
        group for group in db().scalars(organisations()) if group.id not in actor().organisation_ids
    ]
    return [choice("", _("Select a group")), *(choice(group.id, group.name) for group in groups)]
