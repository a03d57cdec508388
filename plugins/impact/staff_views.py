"""The officer's pages: what was filed, one piece at a time, and each move with its form."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.sdk import Activity, Actor, NotFound, actor, asked_number, permit, session
from consult.sdk.forms import Form, render_form
from plugins.impact import services, showing
from plugins.impact.models import Evidence
from plugins.impact.procedure import MOVES, Status
from plugins.impact.queries import find_by_submission, find_evidence, find_impact_activity, on_desk
from plugins.impact.staff_forms import (
    AcceptForm,
    DeskFilter,
    QueryForGroupForm,
    ReopenForm,
    RespondForm,
    RuleOutForm,
    WeighForm,
)

bp = Blueprint("impact_staff", __name__, url_prefix="/staff/impact")
PER_PAGE = 50


@dataclass(frozen=True)
class Action:
    """A move that an officer can make: its form, its words, and what it does."""

    name: str
    title: str
    button: str
    done: str
    leads_to: Status
    starts_at: Status | None
    form: type[Form]
    run: Callable[[Session, Actor, Evidence, Any], None]

    def is_possible(self, evidence: Evidence) -> bool:
        """Whether the table allows the move from where the evidence stands."""
        now = evidence.stands_at
        return self.leads_to in MOVES[now] and self.starts_at in (None, now)


ACTIONS = (
    Action(
        "query",
        "Ask the group a question",
        "Send the question",
        "Your question was sent to the group.",
        Status.QUERIED,
        None,
        QueryForGroupForm,
        lambda opened, by, one, form: services.query_evidence(opened, by, one, form.question.data),
    ),
    Action(
        "accept",
        "Accept this evidence",
        "Accept",
        "The evidence was accepted. The decision now owes it an answer.",
        Status.ACCEPTED,
        None,
        AcceptForm,
        lambda opened, by, one, form: services.accept_evidence(opened, by, one, is_cleared=form.is_cleared.data),
    ),
    Action(
        "rule-out",
        "Find this evidence out of scope",
        "Find it out of scope",
        "The evidence is out of scope. The group was told why.",
        Status.OUT_OF_SCOPE,
        None,
        RuleOutForm,
        lambda opened, by, one, form: services.rule_out(opened, by, one, form.reason.data),
    ),
    Action(
        "reopen",
        "Look at this evidence again",
        "Look at it again",
        "The evidence is back in screening.",
        Status.SCREENED,
        Status.OUT_OF_SCOPE,
        ReopenForm,
        lambda opened, by, one, form: services.screen_evidence(opened, by, one, form.reason.data),
    ),
    Action(
        "weigh",
        "Weigh this evidence",
        "Save",
        "The weight was kept. Now answer the group.",
        Status.CONSIDERED,
        None,
        WeighForm,
        lambda opened, by, one, form: services.consider_evidence(opened, by, one, form.weight.data, form.reason.data),
    ),
    Action(
        "respond",
        "Answer the group",
        "Send the answer",
        "The answer was sent to the group.",
        Status.RESPONDED,
        None,
        RespondForm,
        lambda opened, by, one, form: services.respond(opened, by, one, form.answer.data),
    ),
)
BY_NAME = {action.name: action for action in ACTIONS}


def find_for_action(opened: Session, evidence_id: int, action: str, actor: Actor) -> Evidence:
    """Return the evidence that an action is about; raises `NotFound` for an unknown action."""
    if action not in BY_NAME:
        raise NotFound
    return find_evidence(opened, evidence_id, actor)


@bp.get("/<int:activity_id>")
@permit("impact.desk", load=find_impact_activity)
def index(activity: Activity) -> ResponseReturnValue:
    """List what was filed, and how much of it waits for what."""
    form = DeskFilter()
    chosen, before = form.status.data or None, asked_number("before") or None
    found = session().scalars(on_desk(activity.id, chosen, before).limit(PER_PAGE + 1)).all()
    per_status = (
        select(Evidence.status, func.count())
        .where(Evidence.activity_id == activity.id, Evidence.status != Status.DRAFT.value)
        .group_by(Evidence.status)
    )
    counts = dict(session().execute(per_status).all())
    return render_template(
        "impact/desk.html",
        activity=activity,
        filter=form,
        evidence=found[:PER_PAGE],
        next_before=found[PER_PAGE - 1].id if len(found) > PER_PAGE else None,
        counts=[(status, counts[status.value]) for status in Status if status.value in counts],
        showing=showing,
    )


@bp.get("/evidence/<int:evidence_id>")
@permit("impact.inspect", load=find_evidence)
def evidence(evidence: Evidence) -> ResponseReturnValue:
    """Show a piece of evidence with what can be done with it now."""
    return render_template(
        "impact/desk_evidence.html",
        evidence=evidence,
        rows=showing.all_rows(evidence),
        actions=[action for action in ACTIONS if action.is_possible(evidence)],
        showing=showing,
    )


@bp.get("/submissions/<int:submission_id>")
@permit("impact.inspect", load=find_by_submission)
def submission(evidence: Evidence) -> ResponseReturnValue:
    """Lead from the envelope of a piece of evidence to its page."""
    return redirect(url_for("impact_staff.evidence", evidence_id=evidence.id), 303)


@bp.post("/evidence/<int:evidence_id>/screen")
@permit("impact.handle", load=find_evidence)
def screen(evidence: Evidence) -> ResponseReturnValue:
    """Note that an officer read the evidence."""
    services.screen_evidence(session(), actor(), evidence)
    return _back_to(evidence, "Noted: you have read this evidence.")


@bp.post("/evidence/<int:evidence_id>/publication")
@permit("impact.handle", load=find_evidence)
def publication(evidence: Evidence) -> ResponseReturnValue:
    """Publish accepted evidence as its group wished, or take it back from the public page."""
    is_cleared = request.form.get("is_cleared") == "yes"
    services.clear_evidence(session(), actor(), evidence, is_cleared=is_cleared)
    return _back_to(evidence, "It is published." if is_cleared else "It is no longer published.")


@bp.route("/evidence/<int:evidence_id>/<action>", methods=["GET", "POST"])
@permit("impact.handle", load=find_for_action)
def act(evidence: Evidence) -> ResponseReturnValue:
    """Make one move, with what it needs."""
    action = BY_NAME[(request.view_args or {})["action"]]
    if not action.is_possible(evidence) and request.method == "GET":
        return redirect(url_for("impact_staff.evidence", evidence_id=evidence.id), 303)
    form = action.form()
    if form.validate_on_submit():
        action.run(session(), actor(), evidence, form)
        return _back_to(evidence, action.done)
    return render_form("impact/desk_action.html", form, evidence=evidence, action=action)


def _back_to(evidence: Evidence, said: str) -> ResponseReturnValue:
    flash(said, "success")
    return redirect(url_for("impact_staff.evidence", evidence_id=evidence.id), 303)
