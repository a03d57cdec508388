"""The public pages."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from consult.sdk.access import actor, permit
from consult.sdk.activities import Activity, Submission, is_open_at
from consult.sdk.database import database_now, db, tokens
from consult.sdk.forms import render_form
from consult.sdk.records import shown
from consult.sdk.references import WrongLines, cited_in, reference_to
from tests.outside.consult_pledge import services
from tests.outside.consult_pledge.forms import PledgeForm
from tests.outside.consult_pledge.places import UNDER_PLEDGE
from tests.outside.consult_pledge.queries import find_pledges, public
from tests.outside.consult_pledge.records import PLEDGE

bp = Blueprint("pledge", __name__, url_prefix="/pledge")


@bp.get("/<int:activity_id>")
@permit("pledge.read", load=find_pledges)
def show(activity: Activity) -> ResponseReturnValue:
    """Show every pledge with what it refers to."""
    found = db().scalars(public().where(Submission.activity_id == activity.id)).all()
    return render_template(
        "pledge/show.html",
        activity=activity,
        is_open=is_open_at(activity.consultation, database_now(db())),
        pledges=[(pledge, cited_in(db(), actor(), reference_to(pledge))) for pledge in found],
        said=shown(db(), PLEDGE, found),
        place=UNDER_PLEDGE.name,
    )


@bp.route("/<int:activity_id>/make", methods=["GET", "POST"])
@permit("pledge.make", load=find_pledges)
def make(activity: Activity) -> ResponseReturnValue:
    """Make a pledge."""
    form = PledgeForm()
    if form.validate_on_submit():
        key = form.form_key.data or tokens.new_secret()
        sent = {"form_key": key, "text": form.text.data, "because_of": form.because_of.data}
        try:
            pledge = services.make_pledge(db(), actor(), activity, **sent)
        except WrongLines as wrong:
            for sentence in wrong.lines:
                form.add_error("because_of", sentence)
        else:
            flash(f"Thank you. Your reference is {pledge.submission.reference}.", "success")
            return redirect(url_for("pledge.show", activity_id=activity.id), 303)
    return render_form("pledge/make.html", form, activity=activity)
