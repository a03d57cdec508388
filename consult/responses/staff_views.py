"""Setting the questions of a written response; each change makes a new version."""

from collections.abc import Callable
from functools import partial

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from consult.consultations.lifecycle import is_open_at, state_at
from consult.consultations.models import Activity
from consult.consultations.queries import find_activity
from consult.kernel.authz import Actor
from consult.kernel.db import database_now
from consult.kernel.errors import ChangedMeanwhile, Invalid, NotFound
from consult.kernel.messages import gettext as _
from consult.responses import question_edits
from consult.responses.question_edits import SETTINGS, edit_settings, find_question
from consult.responses.questions import CHANGEABLE, KIND, definition_of, newest_version
from consult.responses.staff_forms import QuestionForm, ReasonForm, SettingsForm
from consult.web.forms import render_form
from consult.web.guard import actor, permit
from consult.web.transactions import db


def _find_response(db: Session, activity_id: int, actor: Actor) -> Activity:
    activity = find_activity(db, activity_id, actor)
    if activity.kind != KIND:
        raise NotFound
    return activity


def _find_question(db: Session, activity_id: int, key: str, actor: Actor) -> tuple[Activity, str]:
    activity = _find_response(db, activity_id, actor)
    if not find_question(definition_of(db, activity), key):
        raise NotFound(_("There is no such question, or somebody removed it. Go back to the questions and look again."))
    return activity, key


bp = Blueprint("questions", __name__, url_prefix="/staff")


@bp.get("/activities/<int:activity_id>/questions")
@permit("submissions.desk", load=_find_response)
def index(activity: Activity) -> ResponseReturnValue:
    """Show what the written response asks."""
    return render_template(
        "responses/questions.html",
        activity=activity,
        definition=definition_of(db(), activity),
        is_changeable=state_at(activity.consultation, database_now(db())) in CHANGEABLE,
    )


@bp.route("/activities/<int:activity_id>/questions/settings", methods=["GET", "POST"])
@permit("submissions.set_questions", load=_find_response)
def settings(activity: Activity) -> ResponseReturnValue:
    """Change the introduction, and what is asked besides the questions."""
    form = SettingsForm(data={**definition_of(db(), activity), **_version_of(activity)})
    words = {name: form[name].data for name in SETTINGS}
    if form.validate_on_submit() and _is_kept(form, partial(edit_settings, db(), actor(), activity, words)):
        return _to_questions(activity)
    return render_form("responses/settings.html", form, activity=activity, is_running=_is_running(activity))


@bp.route("/activities/<int:activity_id>/questions/new", methods=["GET", "POST"])
@permit("submissions.set_questions", load=_find_response)
def add(activity: Activity) -> ResponseReturnValue:
    """Add a question at the end."""
    form = QuestionForm(data=_version_of(activity))
    if form.validate_on_submit():
        act = partial(question_edits.add_question, db(), actor(), activity, _words_from(form))
        if _is_kept(form, act):
            return _to_questions(activity)
    return render_form("responses/question.html", form, activity=activity, key=None, is_running=_is_running(activity))


@bp.route("/activities/<int:activity_id>/questions/<key>", methods=["GET", "POST"])
@permit("submissions.set_questions", load=_find_question)
def edit(found: tuple[Activity, str]) -> ResponseReturnValue:
    """Change a question; its kind stays once it was published."""
    activity, key = found
    question = find_question(definition_of(db(), activity), key)
    kind = question["scale"] if question["kind"] == "scale" else question["kind"]
    form = QuestionForm(data={**question, "kind": kind, **_version_of(activity)})
    if form.validate_on_submit():
        act = partial(question_edits.edit_question, db(), actor(), activity, key, _words_from(form))
        if _is_kept(form, act):
            return _to_questions(activity)
    return render_form("responses/question.html", form, activity=activity, key=key, is_running=_is_running(activity))


@bp.route("/activities/<int:activity_id>/questions/<key>/up", methods=["GET", "POST"])
@permit("submissions.set_questions", load=_find_question)
def move_up(found: tuple[Activity, str]) -> ResponseReturnValue:
    """Move a question one place up."""
    return _confirmed(*found, question_edits.raise_question, _("Move this question up?"), _("Move it up"))


@bp.route("/activities/<int:activity_id>/questions/<key>/remove", methods=["GET", "POST"])
@permit("submissions.set_questions", load=_find_question)
def remove(found: tuple[Activity, str]) -> ResponseReturnValue:
    """Take a question out; answers given to it are kept."""
    return _confirmed(*found, question_edits.remove_question, _("Remove this question?"), _("Remove it"))


def _confirmed(activity: Activity, key: str, act: Callable[..., None], question: str, yes: str) -> ResponseReturnValue:
    form = ReasonForm(data=_version_of(activity))
    if form.validate_on_submit() and _is_kept(form, partial(act, db(), actor(), activity, key)):
        return _to_questions(activity)
    return render_form(
        "responses/confirm.html",
        form,
        activity=activity,
        is_running=_is_running(activity),
        question=question,
        label=find_question(definition_of(db(), activity), key)["label"],
        yes=yes,
    )


def _version_of(activity: Activity) -> dict[str, int]:
    return {"version": newest_version(db(), activity.id)}


def _words_from(form: QuestionForm) -> dict[str, object]:
    kind = form.kind.data or ""
    return {
        "label": form.label.data,
        "hint": form.hint.data or "",
        "kind": "long_text" if kind == "long_text" else "scale",
        "scale": "agreement" if kind == "long_text" else kind,
        "required": bool(form.required.data),
        "sensitive": bool(form.sensitive.data),
    }


def _is_kept(form: ReasonForm, act: Callable[..., None]) -> bool:
    """Whether the change could be made; if not, the form says why."""
    try:
        act(seen=form.seen_version(), reason=form.reason.data or "")
    except Invalid as error:
        form.take_errors(Invalid(str(error), error.fields or {"kind": str(error)}))
    except ChangedMeanwhile as error:
        form.take_errors(error)
    else:
        return True
    return False


def _to_questions(activity: Activity) -> ResponseReturnValue:
    flash(_("The questions are saved."), "success")
    return redirect(url_for("questions.index", activity_id=activity.id), 303)


def _is_running(activity: Activity) -> bool:
    return is_open_at(activity.consultation, database_now(db()))
