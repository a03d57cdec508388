"""Publishing, the definition as a file, results, and what changed."""

import json
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from consult.sdk.access import Actor, actor, permit
from consult.sdk.activities import Activity, Consultation
from consult.sdk.database import db
from consult.sdk.errors import Conflict, Invalid, NotFound
from consult.sdk.forms import render_form
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.publishing import question_chart, summarise, taking_part_charts
from plugins.survey import proposals, services
from plugins.survey.context import DraftContext, find_bench
from plugins.survey.document import as_json
from plugins.survey.forms import PublishForm
from plugins.survey.json_schema import MEDIA_TYPE, schema_document
from plugins.survey.models import ChangeClass
from plugins.survey.publish_tasks import publish_tasks
from plugins.survey.queries import changed_surveys, confirmed_numbers, find_draft, find_survey, published_versions

bp = Blueprint("survey_versions", __name__, url_prefix="/survey")
CLASS_WORDS = {
    None: _l("First version"),
    ChangeClass.COSMETIC: _l("Other words only"),
    ChangeClass.ADDITIVE: _l("Something added or loosened"),
    ChangeClass.BREAKING: _l("Answers before and after cannot be compared"),
}


@bp.route("/<int:activity_id>/publish", methods=["GET", "POST"])
@permit("survey.publish", load=find_bench)
def publish(context: DraftContext) -> ResponseReturnValue:
    """Check the draft, say what it changes, and publish it."""
    form = PublishForm(data={"seen": context.draft.as_seen})
    if form.validate_on_submit():
        try:
            said = _publish_or_propose(context, form)
        except (Conflict, Invalid) as error:
            form.take_errors(error)
            form.seen.data = find_draft(db(), context.activity.id).as_seen
        else:
            flash(said, "success")
            return redirect(url_for("survey.build", activity_id=context.activity.id), 303)
    ahead = services.check(db(), context.activity)
    tasks = [
        (name, url_for(endpoint, activity_id=context.activity.id) if endpoint else "", *rest)
        for name, endpoint, *rest in publish_tasks(context, ahead)
    ]
    shown: dict[str, Any] = {"context": context, "check": ahead, "class_words": CLASS_WORDS, "tasks": tasks}
    return render_form("survey/publish.html", form, **shown, breaking=ChangeClass.BREAKING)


def _publish_or_propose(context: DraftContext, form: PublishForm) -> str:
    seen, note = form.seen.data, form.public_note.data
    if services.check(db(), context.activity).needs_second:
        made = proposals.propose(db(), actor(), context.activity, seen=seen, reason=note)
        return _(
            "You proposed version %(number)s. Another officer must confirm it before people are asked.",
            number=made.number,
        )
    published = services.publish(db(), actor(), context.activity, seen=seen, public_note=note)
    return _("Version %(number)s is published.", number=published.number)


@bp.get("/<int:activity_id>/definition.json")
@permit("survey.preview", load=find_bench)
def definition(context: DraftContext) -> ResponseReturnValue:
    """Give the draft's definition as a file."""
    name = f"survey-{context.activity.id}-draft-{context.draft.number}.json"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(as_json(context.definition, indent=2), mimetype="application/json", headers=headers)


@bp.get("/schema/1.json")
@permit("survey.schema")
def schema() -> ResponseReturnValue:
    """Give everybody the JSON Schema of a definition."""
    return Response(json.dumps(schema_document(), indent=2), mimetype=MEDIA_TYPE)


@bp.get("/<int:activity_id>/results")
@permit("survey.results", load=find_survey)
def results(activity: Activity) -> ResponseReturnValue:
    """Show officers the exact counts of every question."""
    found = summarise(db(), activity)
    shown: dict[str, Any] = {
        "summary": found,
        "charts": [(question, question_chart(question)) for question in found.questions],
        "taking_part": taking_part_charts(found),
    }
    return render_template("survey/results.html", activity=activity, **shown)


@dataclass(frozen=True)
class History:
    """A survey with the versions that were asked."""

    activity: Activity
    versions: list[Any]

    @property
    def consultation(self) -> Consultation:
        """The consultation that the survey belongs to."""
        return self.activity.consultation


def find_history(db: Session, activity_id: int, actor: Actor) -> History:
    """Return what a survey asked over time; raises `NotFound` when nothing was published."""
    activity = find_survey(db, activity_id, actor)
    found = list(db.scalars(published_versions(activity_id)))
    if not found:
        raise NotFound
    return History(activity, found[::-1])


@bp.get("/<int:activity_id>/changes")
@permit("survey.changes", load=find_history)
def changes(history: History) -> ResponseReturnValue:
    """Show everybody which versions of the survey there were, and why."""
    by_two = set(db().scalars(confirmed_numbers(history.activity.id)))
    return render_template("survey/changes.html", history=history, class_words=CLASS_WORDS, by_two=by_two)


def changes_link(consultation: Consultation) -> str | None:
    """Return links to what changed about a consultation’s surveys since they were first published."""
    changed = db().scalars(changed_surveys(consultation.id)).all()
    return render_template("survey/_changes_link.html", changed=changed) if changed else None
