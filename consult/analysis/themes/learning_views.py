"""The officer's page that asks a worker to learn from texts."""

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from consult.analysis.themes.learning import NEEDED, is_installed
from consult.analysis.themes.learning_jobs import PROPOSE, WORDS, ask_to_learn
from consult.analysis.themes.queries import text_questions
from consult.consultations.models import Activity
from consult.consultations.queries import find_activity
from consult.kernel.errors import DomainError, NotFound
from consult.kernel.messages import lazy_gettext as _l
from consult.submissions.owners import require_desk
from consult.web.forms import DataRequired, Form, RadioField, choice, render_form
from consult.web.guard import actor, permit
from consult.web.transactions import db

bp = Blueprint("learning", __name__, url_prefix="/staff")


class LearnForm(Form):
    """What a worker is to look for."""

    what = RadioField(
        _l("What is to be looked for?"),
        [DataRequired(_l("Select what is to be looked for"))],
        choices=[
            choice(WORDS, _l("Words that go together, to begin a code book with")),
            choice(PROPOSE, _l("Themes for the answers that nobody coded")),
        ],
    )


@bp.route("/activities/<int:activity_id>/texts/<question>/learn", methods=["GET", "POST"])
@permit("analysis.code", load=find_activity, rest=("question",))
def learn(activity: Activity, question: str) -> ResponseReturnValue:
    """Ask a worker for words that go together, or for proposals."""
    require_desk(db(), activity)
    asked = next((asked for asked in text_questions(db(), activity) if asked.key == question), None)
    if asked is None:
        raise NotFound
    form = LearnForm()
    if form.validate_on_submit():
        try:
            job = ask_to_learn(db(), actor(), activity.id, question, form.what.data or "")
        except DomainError as error:
            form.take_errors(error)
        else:
            return redirect(url_for("jobs_staff.page", job_id=job.id), 303)
    shown = {"activity": activity, "question": asked, "is_installed": is_installed(), "needed": NEEDED}
    return render_form("analysis/themes/learn.html", form, **shown)
