"""What officers see of tests: what was answered, and how it is cleared."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from consult.accounts.models import Person
from consult.consultations.models import Activity, Consultation
from consult.consultations.places import CONSULTATION_DESK
from consult.consultations.queries import find_activity
from consult.journey.forms import EmptyForm
from consult.journey.trials import MOST, activities_with_trials, asked_now, clear_trials, count_trials, sent_trials
from consult.kernel.messages import ngettext
from consult.web.forms import render_form
from consult.web.guard import actor, permit
from consult.web.transactions import db

bp = Blueprint("trial_desk", __name__, url_prefix="/staff")
SHOWN = 50


@bp.get("/activities/<int:activity_id>/test-answers")
@permit("submissions.read_tests", load=find_activity)
def show(activity: Activity) -> ResponseReturnValue:
    """Show the newest test answers in words, on which version they were sent and by whom."""
    trials = list(sent_trials(db(), activity.id, newest=SHOWN))
    people = {trial.tester_id for trial in trials if trial.tester_id is not None}
    names = {one.id: one.name for one in db().scalars(select(Person).where(Person.id.in_(people)))}
    return render_template(
        "journey/trials.html",
        activity=activity,
        trials=trials,
        names=names,
        now=asked_now(db(), activity)[1],
        total=count_trials(db(), activity.id),
        most=MOST,
    )


@bp.route("/activities/<int:activity_id>/test-answers/clear", methods=["GET", "POST"])
@permit("submissions.read_tests", load=find_activity)
def clear(activity: Activity) -> ResponseReturnValue:
    """Delete all test answers of an activity, after asking once more."""
    form = EmptyForm()
    if form.validate_on_submit():
        count = clear_trials(db(), actor(), activity)
        said = ngettext("%(num)s test answer was deleted.", "%(num)s test answers were deleted.", count)
        flash(said, "success")
        return redirect(url_for("trial_desk.show", activity_id=activity.id), 303)
    return render_form("journey/clear_trials.html", form, activity=activity, total=count_trials(db(), activity.id))


def tests_kept(consultation: Consultation) -> str | None:
    """Offer on the consultation's page to clear the tests of its activities, so before it opens too."""
    if not actor().can("submissions.read_tests", consultation):
        return None
    kept = db().execute(activities_with_trials(consultation.id)).all()
    return render_template("journey/_trials_kept.html", kept=kept) if kept else None


DESK_SLOT = CONSULTATION_DESK.slot(tests_kept)
