"""The officers' page of groups of people who answer alike."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from consult.consultations.models import Activity
from consult.consultations.queries import find_activity
from consult.statistics.opinions.found import FEWEST_STATEMENTS, found_from, least_votes
from consult.statistics.opinions.presentation import shown_map
from consult.statistics.opinions.services import ask_for_groups, find_map, is_old, unfinished_job
from consult.statistics.opinions.statements import statements_of
from consult.submissions.questionnaires import questions_over_versions
from consult.web.guard import actor, permit
from consult.web.transactions import db

bp = Blueprint("opinions_staff", __name__, url_prefix="/staff")


@bp.get("/activities/<int:activity_id>/opinion-groups")
@permit("statistics.read", load=find_activity)
def groups(activity: Activity) -> ResponseReturnValue:
    """Show which groups were found last, and lead to the work that looks for them."""
    statements = statements_of(db(), activity)
    found = find_map(db(), activity)
    asked = {question.key: question for question in questions_over_versions(db(), activity)}
    return render_template(
        "statistics/opinion_groups.html",
        activity=activity,
        statements=len(statements),
        fewest=FEWEST_STATEMENTS,
        needed=least_votes(len(statements)),
        found=found,
        is_old=found is not None and is_old(db(), activity, found),
        shown=shown_map(found_from(found.found), [asked[key] for key in found.keys]) if found else None,
        job=unfinished_job(db(), activity),
    )


@bp.post("/activities/<int:activity_id>/opinion-groups")
@permit("statistics.find_groups", load=find_activity)
def find(activity: Activity) -> ResponseReturnValue:
    """Have groups looked for, and show how far that is."""
    page = url_for("opinions_staff.groups", activity_id=activity.id)
    job = ask_for_groups(db(), actor(), activity, page)
    return redirect(url_for("jobs_staff.page", job_id=job.id), 303)
