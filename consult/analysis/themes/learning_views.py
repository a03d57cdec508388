"""The officer's page that has a worker, or the council's model, look at the answers to a question."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from consult.analysis.themes.endpoint import DROPPED
from consult.analysis.themes.endpoint_jobs import ASK_BOOK, ASK_THEMES, ask_endpoint, endpoint_of
from consult.analysis.themes.learning import NEEDED, is_installed
from consult.analysis.themes.learning_jobs import PROPOSE, WORDS, ask_to_learn
from consult.analysis.themes.model_runs import Statement, newest_found, statements_of
from consult.analysis.themes.queries import text_questions
from consult.analysis.themes.texts_to_learn import public_texts_of
from consult.config import ModelEndpoint
from consult.consultations.models import Activity, Consultation
from consult.consultations.places import RESULTS_PAGE
from consult.consultations.queries import find_activity
from consult.kernel.errors import DomainError, NotFound
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.submissions.owners import require_desk
from consult.web.forms import DataRequired, Form, RadioField, choice, render_form
from consult.web.guard import actor, permit
from consult.web.transactions import db

bp = Blueprint("learning", __name__, url_prefix="/staff")


class LearnForm(Form):
    """What a worker is to look for."""

    what = RadioField(_l("What is to be looked for?"), [DataRequired(_l("Select what is to be looked for"))])

    def offer(self, endpoint: ModelEndpoint | None, *, is_learning: bool) -> None:
        """Offer what is installed, and the council's model where it set one."""
        learning = [
            choice(WORDS, _("Words that go together, to begin a code book with")),
            choice(PROPOSE, _("Themes for the answers that nobody coded")),
        ]
        asking = [
            choice(ASK_BOOK, _("Themes to begin a code book with"), hint=_hint(endpoint)),
            choice(ASK_THEMES, _("Themes of the code book for the answers that nobody coded"), hint=_hint(endpoint)),
        ]
        self.what.choices = [*(learning if is_learning else []), *(asking if endpoint else [])]


@bp.route("/activities/<int:activity_id>/texts/<question>/learn", methods=["GET", "POST"])
@permit("analysis.code", load=find_activity, rest=("question",))
def learn(activity: Activity, question: str) -> ResponseReturnValue:
    """Have a worker or the council's model look at the answers, and show what came of it."""
    require_desk(db(), activity)
    asked = next((asked for asked in text_questions(db(), activity) if asked.key == question), None)
    if asked is None:
        raise NotFound
    form, endpoint = LearnForm(), endpoint_of(db())
    form.offer(endpoint, is_learning=is_installed())
    if form.validate_on_submit():
        ask, page = _asking(form), url_for("learning.learn", activity_id=activity.id, question=question)
        try:
            job = (
                ask_endpoint(db(), actor(), activity, question, ask, page)
                if ask in {ASK_BOOK, ASK_THEMES}
                else (ask_to_learn(db(), actor(), activity.id, question, ask, page))
            )
        except DomainError as error:
            form.take_errors(error)
        else:
            return redirect(url_for("jobs_staff.page", job_id=job.id), 303)
    statements = statements_of(db(), activity.consultation_id, only_counted=False)
    return render_form(
        "analysis/themes/learn.html",
        form,
        activity=activity,
        question=asked,
        is_installed=is_installed(),
        needed=NEEDED,
        endpoint=endpoint,
        public=len(public_texts_of(db(), activity.id, question)) if endpoint else 0,
        runs=newest_found(db(), activity.id, question),
        statements=[each for each in statements if (each.run.activity_id, each.question) == (activity.id, question)],
        reasons=DROPPED,
    )


def counted_statements(consultation: Consultation) -> list[tuple[str, Statement]]:
    """Return by question what model was used, how and with what figures, wherever a theme counts that it proposed."""
    return [(_label(each), each) for each in statements_of(db(), consultation.id, only_counted=True)]


def statements_beside_results(consultation: Consultation) -> str | None:
    """Return the statements as they stand beside the results."""
    found = counted_statements(consultation)
    shown = {"statements": found, "reasons": DROPPED}
    return render_template("analysis/themes/_statements.html", **shown) if found else None


RESULTS_SLOT = RESULTS_PAGE.slot(statements_beside_results)


def _label(statement: Statement) -> str:
    asked = text_questions(db(), statement.run.activity)
    return next((question.label for question in asked if question.key == statement.question), statement.question)


def _asking(form: LearnForm) -> str:
    return str(form.what.data or "")


def _hint(endpoint: ModelEndpoint | None) -> str:
    return _("By %(model)s. Published answers leave this service.", model=endpoint.shown) if endpoint else ""
