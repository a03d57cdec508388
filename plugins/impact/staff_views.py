"""The officer's pages: what was filed, one piece at a time, and each move with its form."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from consult.sdk.access import actor, permit
from consult.sdk.activities import Activity, is_open_at
from consult.sdk.database import database_now, db
from consult.sdk.deadlines import shown_deadlines
from consult.sdk.errors import Invalid
from consult.sdk.forms import render_form
from consult.sdk.messages import gettext as _
from consult.sdk.pages import asked_number
from consult.sdk.records import shown_row
from plugins.impact import presentation, scope, services
from plugins.impact import publication as publications
from plugins.impact.actions import ACTIONS, Action, find_action
from plugins.impact.deadlines import reference_of
from plugins.impact.models import Evidence
from plugins.impact.procedure import Status
from plugins.impact.queries import (
    being_entered,
    find_by_submission,
    find_evidence,
    find_impact_activity,
    on_desk,
    status_counts,
)
from plugins.impact.records import EVIDENCE
from plugins.impact.staff_forms import FORMS, DeskFilter, ReleaseForm

bp = Blueprint("impact_staff", __name__, url_prefix="/staff/impact")
PER_PAGE = 50


@bp.get("/<int:activity_id>")
@permit("impact.desk", load=find_impact_activity)
def index(activity: Activity) -> ResponseReturnValue:
    """List what was filed, and how much of it waits for what."""
    form = DeskFilter()
    chosen, before = form.status.data or None, asked_number("before") or None
    found = db().scalars(on_desk(activity.id, actor(), chosen, before).limit(PER_PAGE + 1)).all()
    counts = dict(db().execute(status_counts(activity.id)).all())
    may_enter = actor().can("impact.enter")
    return render_template(
        "impact/desk.html",
        activity=activity,
        filter=form,
        evidence=found[:PER_PAGE],
        next_before=found[PER_PAGE - 1].id if len(found) > PER_PAGE else None,
        entries=db().scalars(being_entered(activity.id)).all() if may_enter else [],
        counts=[(status, counts[status]) for status in Status if status in counts],
        showing=presentation,
    )


@bp.get("/evidence/<int:evidence_id>")
@permit("impact.inspect", load=find_evidence)
def evidence(evidence: Evidence) -> ResponseReturnValue:
    """Show a piece of evidence with what can be done with it now."""
    return render_template(
        "impact/desk_evidence.html",
        evidence=evidence,
        rows=presentation.all_rows(evidence),
        said=shown_row(db(), EVIDENCE, evidence),
        deadlines=shown_deadlines(db(), reference_of(evidence)),
        actions=[
            action for action in ACTIONS if action.is_possible(evidence, actor()) and not _must_wait(action, evidence)
        ],
        may_decide=scope.may_decide(actor(), evidence),
        is_open=_is_open(evidence),
        showing=presentation,
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
    services.screen_evidence(db(), actor(), evidence)
    return _back_to(evidence, _("Noted: you have read this evidence."))


@bp.route("/evidence/<int:evidence_id>/publication", methods=["GET", "POST"])
@permit("impact.handle", load=find_evidence)
def publication(evidence: Evidence) -> ResponseReturnValue:
    """Publish accepted evidence as its group wished, show first what was declared, or take it back from the public."""
    form = ReleaseForm()
    if request.form.get("is_cleared") == "no":
        publications.take_back(db(), actor(), evidence)
        return _back_to(evidence, _("It is no longer published."))
    if form.validate_on_submit():
        try:
            is_public = publications.release_evidence(db(), actor(), evidence, form.reason.data or "")
        except Invalid as fault:
            form.take_errors(fault)
        else:
            return _back_to(
                evidence, _("It is published.") if is_public else _("A second officer must now confirm it.")
            )
    return render_form(
        "impact/release.html",
        form,
        evidence=evidence,
        was_redacted=publications.was_redacted(db(), evidence),
        showing=presentation,
    )


@bp.route("/evidence/<int:evidence_id>/<action>", methods=["GET", "POST"])
@permit("impact.handle", load=find_evidence, rest=("action",))
def act(evidence: Evidence, action: str) -> ResponseReturnValue:
    """Make one move, with what it needs."""
    wanted = find_action(action)
    is_offered = wanted.is_possible(evidence, actor()) and not _must_wait(wanted, evidence)
    if not is_offered and request.method == "GET":
        return redirect(url_for("impact_staff.evidence", evidence_id=evidence.id), 303)
    form = FORMS[wanted.name]()
    if evidence.is_declared_personal and "is_cleared" in form:
        del form.is_cleared
    if form.validate_on_submit():
        try:
            wanted.run(db(), actor(), evidence, form.data)
        except Invalid as fault:
            form.take_errors(fault)
        else:
            return _back_to(evidence, wanted.done)
    return render_form("impact/desk_action.html", form, evidence=evidence, action=wanted, showing=presentation)


def _must_wait(action: Action, evidence: Evidence) -> bool:
    return action.name == "respond" and _is_open(evidence)


def _is_open(evidence: Evidence) -> bool:
    return is_open_at(evidence.activity.consultation, database_now(db()))


def _back_to(evidence: Evidence, said: str) -> ResponseReturnValue:
    flash(said, "success")
    return redirect(url_for("impact_staff.evidence", evidence_id=evidence.id), 303)
