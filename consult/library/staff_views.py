"""The library of questions: found by words, kept from an activity, taken into a draft."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.consultations.queries import find_activity
from consult.contract.questions import Question
from consult.kernel.authz import Actor
from consult.kernel.errors import Conflict, DomainError, NotFound
from consult.kernel.messages import gettext as _
from consult.library.forms import KeepForm, TakeForm
from consult.library.queries import Item, find_item, item_named, items_with, origins_of, questions_asked
from consult.library.services import asked_now, keep_questions, remove_questions, take_questions
from consult.submissions.questionnaires import activity_type
from consult.web.forms import render_form
from consult.web.guard import actor, permit
from consult.web.transactions import db

bp = Blueprint("library", __name__, url_prefix="/staff")


def _find_asking(db: Session, activity_id: int, actor: Actor) -> tuple[Activity, list[Question]]:
    """Return an activity with what it asks; raises `NotFound` for one that asks no questions."""
    activity = find_activity(db, activity_id, actor)
    offered = activity_type(db, activity.kind)
    if offered is None or offered.take_questions is None:
        raise NotFound
    return activity, questions_asked(db, activity)


@bp.get("/library")
@permit("library.read")
def index() -> ResponseReturnValue:
    """List what the library holds that has the words that are looked for."""
    words = request.args.get("q", "").strip()[:200]
    return render_template("library/index.html", items=items_with(db(), words), words=words)


@bp.get("/library/<code>")
@permit("library.read", load=find_item)
def show(item: Item) -> ResponseReturnValue:
    """Show questions of the library as they are asked."""
    return render_template("library/show.html", item=item)


@bp.post("/library/<code>/remove")
@permit("library.edit", load=find_item)
def remove(item: Item) -> ResponseReturnValue:
    """Remove questions that officers kept."""
    if item.kept is None:
        raise Conflict(_("The harmonised questions come with Consult and cannot be removed."))
    remove_questions(db(), actor(), item.kept)
    flash(_("It is removed. Copies of the questions stay."), "success")
    return redirect(url_for("library.index"), 303)


@bp.route("/activities/<int:activity_id>/library/keep", methods=["GET", "POST"])
@permit("library.edit", load=_find_asking)
def keep(found: tuple[Activity, list[Question]]) -> ResponseReturnValue:
    """Keep questions of an activity in the library."""
    activity, asked = found
    form = KeepForm()
    form.offer(asked)
    if form.validate_on_submit():
        try:
            keys, name, note = form.questions.data or [], form.name.data or "", form.note.data or ""
            kept = keep_questions(db(), actor(), activity, keys, name, note)
        except DomainError as error:
            form.take_errors(error)
        else:
            flash(_("The questions are in the library."), "success")
            return redirect(url_for("library.show", code=str(kept.id)), 303)
    return render_form("library/keep.html", form, activity=activity, back=_back_to(activity))


@bp.route("/activities/<int:activity_id>/library", methods=["GET", "POST"])
@permit("library.edit", load=_find_asking)
def take(found: tuple[Activity, list[Question]]) -> ResponseReturnValue:
    """Put copies of questions from the library into a draft."""
    activity, asked = found
    words = request.args.get("q", "").strip()[:200]
    items = items_with(db(), words)
    form = TakeForm()
    form.offer(items)
    if form.validate_on_submit():
        try:
            chosen = next(item for item in items if item.code == form.item.data)
            take_questions(db(), actor(), activity, chosen, seen=form.seen.data or "")
        except DomainError as error:
            form.take_errors(error)
        else:
            flash(_("Copies of the questions are added at the end. Change them as you need."), "success")
            return redirect(_back_to(activity), 303)
    form.seen.data = asked_now(db(), activity)
    taken = [(question, _named(origin)) for question in asked for origin in _origins(activity, question)]
    return render_form(
        "library/take.html", form, activity=activity, back=_back_to(activity), items=items, words=words, taken=taken
    )


def _origins(activity: Activity, question: Question) -> list[str]:
    origin = origins_of(db(), activity.id).get(question.key)
    return [] if origin is None else [origin]


def _named(code: str) -> tuple[str, str]:
    item = item_named(db(), code)
    return code if item else "", item.name if item else _("Removed from the library")


def _back_to(activity: Activity) -> str:
    offered = activity_type(db(), activity.kind)
    endpoint = "questions.index" if activity.kind == "response" or offered is None else offered.staff_endpoint
    return url_for(endpoint, activity_id=activity.id)
