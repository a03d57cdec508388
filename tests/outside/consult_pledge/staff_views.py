"""The pages for officers."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from consult.sdk.access import actor, loaded_by, permit
from consult.sdk.activities import Activity, Submission
from consult.sdk.database import db
from consult.sdk.deadlines import shown_deadlines
from consult.sdk.errors import DomainError
from consult.sdk.files import import_page, takes_files
from consult.sdk.forms import render_form
from consult.sdk.references import reference_to
from consult.sdk.requirements import unmet
from tests.outside.consult_pledge import files, services
from tests.outside.consult_pledge.forms import ReportForm
from tests.outside.consult_pledge.kept_list import KEPT
from tests.outside.consult_pledge.models import Pledge
from tests.outside.consult_pledge.queries import find_pledge, find_pledges, public

bp = Blueprint("pledge_staff", __name__, url_prefix="/staff/pledge")


@bp.get("/<int:activity_id>")
@permit("pledge.handle", load=find_pledges)
def index(activity: Activity) -> ResponseReturnValue:
    """List the pledges with their deadlines, and what the consultation still misses before it can be decided."""
    found = db().scalars(public().where(Submission.activity_id == activity.id)).all()
    return render_template(
        "pledge/desk.html",
        activity=activity,
        pledges=[(pledge, shown_deadlines(db(), reference_to(pledge))) for pledge in found],
        missing=unmet(db(), reference_to(activity.consultation)),
    )


@bp.route("/<int:activity_id>/kept", methods=["GET", "POST"])
@permit("pledge.handle", load=find_pledges)
@takes_files
def take_kept(activity: Activity) -> ResponseReturnValue:
    """Note many pledges as kept, from a file."""
    return import_page(KEPT, back=url_for("pledge_staff.index", activity_id=activity.id))


@bp.post("/pledges/<int:pledge_id>/keep")
@permit("pledge.handle", load=loaded_by(find_pledge))
def keep(pledge: Pledge) -> ResponseReturnValue:
    """Note that a pledge was kept."""
    services.keep_pledge(db(), actor(), pledge)
    flash("The pledge was kept.", "success")
    return redirect(url_for("pledge_staff.index", activity_id=pledge.submission.activity_id), 303)


@bp.route("/pledges/<int:pledge_id>/report", methods=["GET", "POST"])
@permit("pledge.handle", load=loaded_by(find_pledge))
@takes_files
def report(pledge: Pledge) -> ResponseReturnValue:
    """Say for everybody what came of a pledge, with a photo."""
    form = ReportForm()
    if form.validate_on_submit():
        try:
            photo = files.receive_photo(db(), actor(), form.photo.data)
        except DomainError as refused:
            form.add_error("photo", str(refused))
        else:
            services.report_on_pledge(db(), actor(), pledge, finding=form.finding.data, photo=photo)
            return redirect(url_for("pledge_staff.index", activity_id=pledge.submission.activity_id), 303)
    return render_form("pledge/report.html", form, pledge=pledge)


@bp.post("/pledges/<int:pledge_id>/delete")
@permit("pledge.handle", load=loaded_by(find_pledge))
def delete(pledge: Pledge) -> ResponseReturnValue:
    """Delete a pledge that was made by mistake."""
    activity_id = pledge.submission.activity_id
    services.delete_pledge(db(), actor(), pledge)
    flash("The pledge was deleted.", "success")
    return redirect(url_for("pledge_staff.index", activity_id=activity_id), 303)
