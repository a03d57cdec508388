"""The pages of a questionnaire on paper: one to print from the browser, and a tagged PDF."""

from flask import Blueprint, current_app, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from consult.consultations.lifecycle import is_open_at
from consult.consultations.models import Activity
from consult.consultations.places import WAY_OF_TAKING_PART
from consult.consultations.queries import find_activity
from consult.journey.printed import NoLetters, PrintedForm, make_pdf, minutes_for, printed_form
from consult.kernel.authz import Actor
from consult.kernel.db import database_now
from consult.kernel.errors import Closed, NotFound
from consult.kernel.messages import gettext as _
from consult.kernel.messages import spoken
from consult.submissions.questionnaires import questionnaire_of
from consult.web.guard import permit
from consult.web.transactions import db

bp = Blueprint("printed", __name__, url_prefix="/take-part")


def _find_printable(db: Session, activity_id: int, actor: Actor) -> Activity:
    activity = find_activity(db, activity_id, actor)
    if questionnaire_of(db, activity) is None:
        raise NotFound
    is_open = is_open_at(activity.consultation, database_now(db))
    if not is_open and not actor.can("consultations.inspect", activity.consultation):
        closed = Closed(_("There is a form to print only while the consultation is open."))
        closed.ways = [(_("Go to the consultation"), url_for("consultations.show", slug=activity.consultation.slug))]
        raise closed
    return activity


@bp.get("/<int:activity_id>/form")
@permit("submissions.answer", load=_find_printable)
def form(activity: Activity) -> ResponseReturnValue:
    """Show the questionnaire as a form to print and fill in by hand."""
    return render_template("journey/printed.html", activity=activity, form_on_paper=_on_paper(activity))


@bp.get("/<int:activity_id>/form.pdf")
@permit("submissions.answer", load=_find_printable)
def pdf(activity: Activity) -> ResponseReturnValue:
    """Give the form as a tagged PDF."""
    name = f"{activity.consultation.slug}-form.pdf"
    headers = {"Content-Type": "application/pdf", "Content-Disposition": f'inline; filename="{name}"'}
    try:
        return make_pdf(_on_paper(activity)), 200, headers
    except NoLetters as error:
        error.ways = [(_("Go to the page to print"), url_for("printed.form", activity_id=activity.id))]
        raise


def way_note(activity: Activity) -> str | None:
    """Say beside a way of taking part how much it asks, for whom it is, and that it can be done on paper."""
    asked = questionnaire_of(db(), activity)
    if asked is None or not asked.pages:
        return None
    questions = [question for question in asked.own_questions if not question.is_hidden]
    depends = any(asked.conditions[question.key] for question in questions)
    length = {"questions": len(questions), "minutes": minutes_for(asked), "depends": depends}
    return render_template("journey/_way.html", activity=activity, **length)


WAY_SLOT = WAY_OF_TAKING_PART.slot(way_note)


def _on_paper(activity: Activity) -> PrintedForm:
    asked = questionnaire_of(db(), activity, language=spoken().tag)
    if asked is None or not asked.pages:
        raise NotFound
    return printed_form(db(), activity, asked, current_app.config["COUNCIL"])
