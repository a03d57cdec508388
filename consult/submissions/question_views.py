"""Setting the questions of a written response; each change makes a new version."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from consult.consultations.lifecycle import is_open_at, state_at
from consult.consultations.models import Activity
from consult.consultations.queries import find_activity
from consult.kernel.authz import Actor
from consult.kernel.db import database_now
from consult.kernel.errors import Invalid, NotFound
from consult.submissions.desk import bp
from consult.submissions.questions import CHANGEABLE, KIND, change_questions, definition_of, new_key
from consult.submissions.staff_forms import QuestionForm, ReasonForm, SettingsForm
from consult.web.forms import render_form
from consult.web.guard import actor, permit
from consult.web.transactions import session


def _find_response(opened: Session, activity_id: int, actor: Actor) -> Activity:
    activity = find_activity(opened, activity_id, actor)
    if activity.kind != KIND:
        raise NotFound
    return activity


def _find_question(opened: Session, activity_id: int, key: str, actor: Actor) -> tuple[Activity, str]:
    activity = _find_response(opened, activity_id, actor)
    if key not in {one["key"] for one in definition_of(opened, activity)["questions"]}:
        raise NotFound
    return activity, key


@bp.get("/activities/<int:activity_id>/questions")
@permit("submissions.desk", load=_find_response)
def questions(activity: Activity) -> ResponseReturnValue:
    """Show what the written response asks."""
    return render_template(
        "submissions/questions.html",
        activity=activity,
        definition=definition_of(session(), activity),
        is_changeable=state_at(activity.consultation, database_now(session())) in CHANGEABLE,
    )


@bp.route("/activities/<int:activity_id>/questions/settings", methods=["GET", "POST"])
@permit("submissions.set_questions", load=_find_response)
def question_settings(activity: Activity) -> ResponseReturnValue:
    """Change the introduction, and what is asked besides the questions."""
    definition = definition_of(session(), activity)
    form = SettingsForm(data=definition)
    if form.validate_on_submit():
        chosen = {name: form[name].data for name in ("introduction", "asks_area", "asks_about_you")}
        if (kept := _keep(activity, {**definition, **chosen}, form)) is not None:
            return kept
    return render_form("submissions/question_settings.html", form, activity=activity, is_running=_is_running(activity))


@bp.route("/activities/<int:activity_id>/questions/new", methods=["GET", "POST"])
@permit("submissions.set_questions", load=_find_response)
def new_question(activity: Activity) -> ResponseReturnValue:
    """Add a question at the end."""
    form = QuestionForm()
    if form.validate_on_submit():
        definition = definition_of(session(), activity)
        added = {**_from(form), "key": new_key(session(), activity, form.label.data or "")}
        if (kept := _keep(activity, {**definition, "questions": [*definition["questions"], added]}, form)) is not None:
            return kept
    return render_form("submissions/question.html", form, activity=activity, key=None, is_running=_is_running(activity))


@bp.route("/activities/<int:activity_id>/questions/<key>", methods=["GET", "POST"])
@permit("submissions.set_questions", load=_find_question)
def edit_question(found: tuple[Activity, str]) -> ResponseReturnValue:
    """Change a question; its kind stays once it was published."""
    activity, key = found
    definition = definition_of(session(), activity)
    one = next(each for each in definition["questions"] if each["key"] == key)
    form = QuestionForm(data={**one, "kind": one["scale"] if one["kind"] == "scale" else one["kind"]})
    if form.validate_on_submit():
        changed = [{**each, **_from(form)} if each is one else each for each in definition["questions"]]
        if (kept := _keep(activity, {**definition, "questions": changed}, form)) is not None:
            return kept
    return render_form("submissions/question.html", form, activity=activity, key=key, is_running=_is_running(activity))


@bp.route("/activities/<int:activity_id>/questions/<key>/up", methods=["GET", "POST"])
@permit("submissions.set_questions", load=_find_question)
def raise_question(found: tuple[Activity, str]) -> ResponseReturnValue:
    """Move a question one place up."""
    activity, key = found
    definition = definition_of(session(), activity)
    asked = list(definition["questions"])
    place = next(number for number, each in enumerate(asked) if each["key"] == key)
    if place:
        asked[place - 1], asked[place] = asked[place], asked[place - 1]
    return _confirmed(activity, key, {**definition, "questions": asked}, "Move this question up?", "Move it up")


@bp.route("/activities/<int:activity_id>/questions/<key>/remove", methods=["GET", "POST"])
@permit("submissions.set_questions", load=_find_question)
def remove_question(found: tuple[Activity, str]) -> ResponseReturnValue:
    """Take a question out; answers given to it are kept."""
    activity, key = found
    definition = definition_of(session(), activity)
    rest = [one for one in definition["questions"] if one["key"] != key]
    return _confirmed(activity, key, {**definition, "questions": rest}, "Remove this question?", "Remove it")


def _confirmed(
    activity: Activity, key: str, definition: dict[str, Any], question: str, yes: str
) -> ResponseReturnValue:
    form = ReasonForm()
    if form.validate_on_submit() and (kept := _keep(activity, definition, form)) is not None:
        return kept
    label = next(one["label"] for one in definition_of(session(), activity)["questions"] if one["key"] == key)
    return render_form(
        "submissions/question_confirm.html",
        form,
        activity=activity,
        is_running=_is_running(activity),
        question=question,
        label=label,
        yes=yes,
    )


def _from(form: QuestionForm) -> dict[str, Any]:
    kind = form.kind.data or ""
    return {
        "label": form.label.data,
        "hint": form.hint.data or "",
        "kind": "long_text" if kind == "long_text" else "scale",
        "scale": "agreement" if kind == "long_text" else kind,
        "required": bool(form.required.data),
    }


def _keep(activity: Activity, definition: dict[str, Any], form: ReasonForm) -> ResponseReturnValue | None:
    """Keep the definition and go back to the questions; `None` when the form now says what is wrong."""
    try:
        change_questions(session(), actor(), activity, definition, reason=form.reason.data or "")
    except Invalid as error:
        form.take_errors(Invalid(str(error), error.fields or {"kind": str(error)}))
        return None
    flash("The questions are saved.", "success")
    return redirect(url_for("submissions_staff.questions", activity_id=activity.id), 303)


def _is_running(activity: Activity) -> bool:
    return is_open_at(activity.consultation, database_now(session()))
