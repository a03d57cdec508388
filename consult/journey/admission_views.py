"""Who may answer: officers say it and make invitations, and whoever is invited opens the survey with one."""

import csv
import io

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.consultations.queries import find_activity
from consult.contract.link_values import values_of_link
from consult.journey.admission_forms import OPEN, AccessForm, InvitationForm, InvitationsForm
from consult.journey.admissions import (
    Admitted,
    counts_of,
    find_rule,
    make_invitations,
    may_set_access,
    set_access,
    why_not,
    withdraw_invitation,
)
from consult.journey.invitation_cookies import keep_invitation
from consult.journey.models import Access
from consult.journey.previews import previewed
from consult.journey.progress import RespondentSession
from consult.journey.respondent_views import find_respondent_session, require_open
from consult.kernel.authz import Actor
from consult.kernel.errors import ChangedMeanwhile, Conflict, Invalid
from consult.kernel.messages import gettext as _
from consult.kernel.row_numbers import row_number
from consult.web.forms import Form, render_form
from consult.web.guard import actor, loaded_by, permit
from consult.web.transactions import db

staff_bp = Blueprint("admission_desk", __name__, url_prefix="/staff")
bp = Blueprint("admissions", __name__, url_prefix="/take-part")


def _find_asking(db: Session, activity_id: int, actor: Actor) -> Activity:
    activity = find_activity(db, activity_id, actor)
    previewed(db, activity)  # it asks something
    return activity


@staff_bp.route("/activities/<int:activity_id>/access", methods=["GET", "POST"])
@permit("submissions.set_access", load=_find_asking)
def access(activity: Activity) -> ResponseReturnValue:
    """Say who may answer."""
    rule = find_rule(db(), activity.id)
    form = AccessForm(data={"access": rule.access if rule else OPEN})
    if form.validate_on_submit():
        chosen = form.access.data or OPEN
        try:
            set_access(db(), actor(), activity, None if chosen == OPEN else Access(chosen))
        except Conflict as error:
            form.take_errors(error)
        else:
            flash(_("Who may answer was saved."), "success")
            return redirect(url_for("admission_desk.access", activity_id=activity.id), 303)
    return _desk(activity, form)


@staff_bp.post("/activities/<int:activity_id>/invitations")
@permit("submissions.set_access", load=_find_asking)
def invite(activity: Activity) -> ResponseReturnValue:
    """Make invitations, and give their codes as a file this once."""
    form = InvitationsForm()
    if not form.validate():
        return _desk(activity, form)
    try:
        seen = row_number(form.seen.data)
        codes = make_invitations(db(), actor(), activity, form.count.data or 0, seen=seen)
    except (ChangedMeanwhile, Conflict, Invalid) as error:
        form.take_errors(error)
        return _desk(activity, form)
    name = f"invitations-{activity.id}.csv"
    headers = {
        "Content-Type": "text/csv; charset=utf-8",
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "no-store",
    }
    return _as_file(activity, codes), 200, headers


@staff_bp.post("/activities/<int:activity_id>/invitations/withdraw")
@permit("submissions.set_access", load=_find_asking)
def withdraw(activity: Activity) -> ResponseReturnValue:
    """Take one invitation back, by its code."""
    form = InvitationForm()
    if form.validate():
        try:
            withdraw_invitation(db(), actor(), activity, form.read())
        except Invalid as error:
            form.take_errors(error)
        else:
            flash(_("The invitation can no longer be used."), "success")
            return redirect(url_for("admission_desk.access", activity_id=activity.id), 303)
    return _desk(activity, form)


def _as_file(activity: Activity, codes: list[str]) -> str:
    # With a mark of order, so that a spreadsheet reads it as UTF-8.
    written = io.StringIO("\ufeff")
    written.seek(1)
    rows = csv.writer(written)
    rows.writerow(["number", "code", "address"])
    for number, code in enumerate(codes, start=1):
        address = url_for("admissions.invitation", activity_id=activity.id, code=code, _external=True)
        rows.writerow([number, code, address])
    return written.getvalue()


def _desk(activity: Activity, failed: Form) -> ResponseReturnValue:
    rule = find_rule(db(), activity.id)
    made, used, withdrawn = counts_of(db(), activity.id)
    forms: dict[type[Form], Form] = {type(failed): failed}
    forms.setdefault(AccessForm, AccessForm(formdata=None, data={"access": rule.access if rule else OPEN}))
    forms.setdefault(InvitationsForm, InvitationsForm(formdata=None, data={"seen": str(made)}))
    forms.setdefault(InvitationForm, InvitationForm(formdata=None))
    if isinstance(failed, InvitationsForm):
        failed.seen.data = str(made)
    return render_form(
        "journey/access_desk.html",
        failed,
        activity=activity,
        rule=rule,
        made=made,
        used=used,
        withdrawn=withdrawn,
        may_change=may_set_access(db(), activity),
        access_form=forms[AccessForm],
        invitations_form=forms[InvitationsForm],
        withdraw_form=forms[InvitationForm],
    )


@bp.route("/<int:activity_id>/invitation", methods=["GET", "POST"])
@permit("submissions.answer", load=loaded_by(find_respondent_session))
def invitation(respondent: RespondentSession) -> ResponseReturnValue:
    """Open a survey with an invitation: by its link, or by its code."""
    require_open(db(), respondent)
    if not respondent.activity.access:  # everybody may answer
        return redirect(url_for("journey.start", activity_id=respondent.activity.id), 303)
    form = InvitationForm(data={"code": request.args.get("code", "")})
    # What the link says besides, such as by which poster somebody came, goes on to the start.
    came_with = values_of_link(respondent.questionnaire, request.args)
    shown = {"respondent": respondent, "came_with": came_with}
    if not form.validate_on_submit():
        return render_form("journey/invitation.html", form, **shown)
    code, activity_id = form.read(), respondent.activity.id
    refused = why_not(db(), activity_id, Admitted(invitation=code, person_id=actor().person_id))
    if refused:
        form.add_error("code", refused)
        return render_form("journey/invitation.html", form, **shown)
    keep_invitation(db(), activity_id, code)
    return redirect(url_for("journey.start", **{**came_with, "activity_id": activity_id}), 303)
