"""The page behind the stop link in every mail of news."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from consult.notifications.queries import consultation_of, find_participation
from consult.notifications.services import stop_news
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
