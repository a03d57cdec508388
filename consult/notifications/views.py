"""The pages of news by mail: one link confirms it, one in every mail stops it, and whoever withdraws can stop it."""

from functools import partial

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from consult.accounts.attempts import MAIL_LIMITS, TooManyAttempts, record_attempt
from consult.journey.progress import RespondentSession
from consult.journey.respondent_views import find_own_session, redirect_to_start
from consult.journey.services import sent_with
from consult.kernel.messages import gettext as _
from consult.notifications.forms import StopForm
from consult.notifications.queries import consultation_of, find_participation, participations_of
from consult.notifications.services import confirm_news, stop_news
from consult.submissions.models import Participation, Status
from consult.web.forms import Form, render_form
from consult.web.guard import loaded_by, permit
from consult.web.transactions import database, db

bp = Blueprint("notifications", __name__)


@bp.route("/stop/<token>", methods=["GET", "POST"])
@permit("notifications.stop", load=loaded_by(find_participation))
def stop(participation: Participation) -> ResponseReturnValue:
    """Ask, then send no more mail; looking at the page stops nothing, so that mail scanners cannot."""
    consultation = db().scalars(consultation_of(participation)).one()
    form = Form()
    if form.validate_on_submit():
        stop_news(db(), participation)
        return render_template("notifications/stopped.html", consultation=consultation)
    if participation.stopped_at is not None:
        return render_template("notifications/stopped.html", consultation=consultation)
    return render_form("notifications/stop.html", form, consultation=consultation)


@bp.route("/take-part/<int:activity_id>/stop-emails", methods=["GET", "POST"])
@permit("notifications.stop_withdrawn", load=loaded_by(find_own_session))
def stop_withdrawn(respondent: RespondentSession) -> ResponseReturnValue:
    """Stop the mail to the address of somebody who withdrew; whether it got any is not told."""
    sent = sent_with(db(), respondent.code)
    if sent is None or sent.status != Status.WITHDRAWN:
        return redirect_to_start(db(), respondent)
    form = StopForm()
    if form.validate_on_submit() and _may_stop(form):
        for participation in db().scalars(participations_of(db(), respondent.activity.id, form.email.data or "")):
            stop_news(db(), participation)
        flash(_("We will send no more emails about this consultation to %(data)s", data=form.email.data), "success")
        return redirect(url_for("receipts.done", activity_id=respondent.activity.id), 303)
    return render_form("notifications/stop_withdrawn.html", form, respondent=respondent)


def _may_stop(form: StopForm) -> bool:
    email, network = form.email.data or "", request.remote_addr or ""
    try:
        database().write(partial(record_attempt, purpose="stop", limits=MAIL_LIMITS, email=email, address=network))
    except TooManyAttempts:
        form.add_error("email", _("This was asked too often. Wait an hour, or use the link in one of the emails."))
        return False
    return True


@bp.route("/news/<token>", methods=["GET", "POST"])
@permit("notifications.confirm", load=loaded_by(find_participation))
def confirm(participation: Participation) -> ResponseReturnValue:
    """Ask, then write to this address from now on; looking at the page confirms nothing, so that scanners cannot."""
    consultation = db().scalars(consultation_of(participation)).one()
    form = Form()
    if form.validate_on_submit():
        confirm_news(db(), participation)
    if participation.confirmed_at is not None and participation.stopped_at is None:
        return render_template("notifications/confirmed.html", consultation=consultation)
    return render_form("notifications/confirm.html", form, consultation=consultation)
