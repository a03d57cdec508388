"""The officers' page on which exact counts are asked for and signed."""

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.consultations.models import Activity
from consult.consultations.queries import find_activity
from consult.exports.editions import newest_edition
from consult.exports.exact_counts import exact_tables, may_have_exact_counts
from consult.exports.exact_publication import (
    ask_for_exact_counts,
    drop_exact_request,
    exact_refusal_of,
    find_exact_request,
    sign_exact_counts,
)
from consult.exports.exact_tables import shown_exact_counts
from consult.exports.forms import ExactForm
from consult.exports.models import ExactRequest
from consult.jobs.models import Job
from consult.kernel.authz import Actor
from consult.kernel.errors import DomainError, NotFound
from consult.kernel.messages import gettext as _
from consult.web.forms import render_form
from consult.web.guard import actor, permit
from consult.web.transactions import db

bp = Blueprint("exports_exact_staff", __name__, url_prefix="/staff")


def find_with_results(session: Session, activity_id: int, actor: Actor) -> Activity:
    """Return an activity that has results, or may have exact counts of them; raises `NotFound` where it has neither."""
    activity = find_activity(session, activity_id, actor)
    edition = newest_edition(session, activity.id)
    if not may_have_exact_counts(session) and (edition is None or shown_exact_counts(session, edition) is None):
        raise NotFound(_("This council publishes no exact counts."))
    return activity


@bp.route("/activities/<int:activity_id>/exact-counts", methods=["GET", "POST"])
@permit("exports.publish", load=find_with_results)
def exact_counts(activity: Activity) -> ResponseReturnValue:
    """Ask a second officer to sign that the exact counts of an activity are published."""
    edition = newest_edition(db(), activity.id)
    form = ExactForm()
    if form.validate_on_submit():
        try:
            ask_for_exact_counts(db(), actor(), activity, form.reason.data or "")
        except DomainError as error:
            form.take_errors(error)
        else:
            flash(_("Another officer is asked to sign."), "success")
            return redirect(url_for("exports_exact_staff.exact_counts", activity_id=activity.id), 303)
    asked = find_exact_request(db(), activity.id)
    return render_form(
        "exports/publish_exact.html",
        form,
        activity=activity,
        edition=edition,
        published=shown_exact_counts(db(), edition) if edition else None,
        asked=asked,
        asker=_asker_of(asked),
        job=_job_of(asked),
        refusal=exact_refusal_of(db(), activity),
        titles=[table["title"] for table in exact_tables(db(), activity, edition)] if edition else [],
    )


def _asker_of(asked: ExactRequest | None) -> Person | None:
    return db().get(Person, asked.asked_by_id) if asked and asked.asked_by_id else None


def _job_of(asked: ExactRequest | None) -> Job | None:
    """Return the job that makes what is asked for, while it is not finished."""
    job = db().get(Job, asked.job_id) if asked and asked.job_id else None
    return job if job is not None and not job.is_finished else None


@bp.post("/activities/<int:activity_id>/exact-counts/sign")
@permit("exports.publish", load=find_with_results, fresh=True)
def sign(activity: Activity) -> ResponseReturnValue:
    """Sign, and have the exact counts made; the page of the job says how far it is."""
    job = sign_exact_counts(db(), actor(), activity, seen=request.form.get("seen", ""))
    return redirect(url_for("jobs_staff.page", job_id=job.id), 303)


@bp.post("/activities/<int:activity_id>/exact-counts/drop")
@permit("exports.publish", load=find_with_results)
def drop(activity: Activity) -> ResponseReturnValue:
    """Take back the request to publish exact counts, or send it back."""
    drop_exact_request(db(), actor(), activity)
    flash(_("The exact counts are not published."), "success")
    return redirect(url_for("exports_exact_staff.exact_counts", activity_id=activity.id), 303)
