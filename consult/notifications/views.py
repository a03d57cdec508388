"""The pages behind the links in mail of news: one confirms it, one in every mail stops it."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from consult.notifications.queries import consultation_of, find_participation
from consult.notifications.services import confirm_news, stop_news
from consult.submissions.models import Participation
from consult.web.forms import Form, render_form
from consult.web.guard import permit
from consult.web.transactions import session

bp = Blueprint("notifications", __name__)


@bp.route("/stop/<token>", methods=["GET", "POST"])
@permit("notifications.stop", load=find_participation)
def stop(participation: Participation) -> ResponseReturnValue:
    """Ask, then send no more mail; looking at the page stops nothing, so that mail scanners cannot."""
    consultation = session().scalars(consultation_of(participation)).one()
    form = Form()
    if form.validate_on_submit():
        stop_news(session(), participation)
        return render_template("notifications/stopped.html", consultation=consultation)
    if participation.stopped_at is not None:
        return render_template("notifications/stopped.html", consultation=consultation)
    return render_form("notifications/stop.html", form, consultation=consultation)


@bp.route("/news/<token>", methods=["GET", "POST"])
@permit("notifications.confirm", load=find_participation)
def confirm(participation: Participation) -> ResponseReturnValue:
    """Ask, then write to this address from now on; looking at the page confirms nothing, so that scanners cannot."""
    consultation = session().scalars(consultation_of(participation)).one()
    form = Form()
    if form.validate_on_submit():
        confirm_news(session(), participation)
    if participation.confirmed_at is not None and participation.stopped_at is None:
        return render_template("notifications/confirmed.html", consultation=consultation)
    return render_form("notifications/confirm.html", form, consultation=consultation)
