"""The public pages of decisions: the outcome, its earlier versions, and what became of one's own response."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from consult.analysis.queries import coverage_of
from consult.citations.queries import reference_to, references_to
from consult.comments.models import HELD_REASONS
from consult.consultations.deadlines import days_late
from consult.consultations.lifecycle import AFTER_CLOSING, state_at
from consult.consultations.models import Consultation
from consult.consultations.places import CONSULTATION_AFTERWARDS, CONSULTATION_OUTCOME
from consult.consultations.queries import find_consultation
from consult.decisions.forms import FindForm
from consult.decisions.lost_quotations import has_withheld
from consult.decisions.models import Decision
from consult.decisions.open_list import ENDED
from consult.decisions.places import DECISION_PAGE
from consult.decisions.presentation import (
    cites_what_is_no_longer_public,
    names_of_cited,
    shown_issues,
    whereabouts,
)
from consult.decisions.queries import find_submission, find_version, newest_published, published_of
from consult.decisions.records import DECISION
from consult.decisions.reviews import shown_review
from consult.decisions.traces import trace_of_consultation
from consult.kernel import tokens
from consult.kernel.db import database_now
from consult.kernel.errors import NotFound
from consult.kernel.messages import lazy_gettext as _l
from consult.records.shown import shown_row
from consult.steps.traces import trace_of
from consult.submissions.models import Status
from consult.web.forms import render_form
from consult.web.guard import actor, permit
from consult.web.transactions import db

bp = Blueprint("decisions", __name__)
PRIVATE_CODE = _l("This is a private code. Enter it where you come back to your response: the link is below.")


@bp.get("/consultations/<slug>/outcome")
@permit("decisions.read", load=find_consultation)
def outcome(consultation: Consultation) -> ResponseReturnValue:
    """Show what was asked, what people said and what was done, or say that this is not decided yet."""
    decision = newest_published(db(), consultation.id)
    if decision is None:
        late = days_late(consultation, database_now(db()))
        return render_template("decisions/not_yet.html", consultation=consultation, days_late=late)
    return _shown(decision, consultation)


@bp.get("/consultations/<slug>/outcome/<int:number>")
@permit("decisions.read", load=find_consultation, rest=("number",))
def version(consultation: Consultation, number: int) -> ResponseReturnValue:
    """Show one published version of the decision, also one that was corrected since."""
    return _shown(find_version(db(), consultation, number), consultation)


@bp.get("/consultations/<slug>/used")
@permit("decisions.read", load=find_consultation)
def used(consultation: Consultation) -> ResponseReturnValue:
    """Show what rests on a consultation, or on what people sent, so far."""
    traced = trace_of_consultation(db(), actor(), consultation)
    return render_template("decisions/used.html", consultation=consultation, traced=traced)


@bp.route("/responses/find", methods=["GET", "POST"])
@permit("decisions.find")
def find() -> ResponseReturnValue:
    """Let somebody type the reference of a response; a private code that is typed instead stays out of the address."""
    form = FindForm()
    if form.validate_on_submit():
        read = tokens.read_code(form.reference.data or "")
        if tokens.is_private_code(read):
            form.add_error("reference", PRIVATE_CODE)
        else:
            try:
                submission, _ = find_submission(db(), read)
            except NotFound as unknown:
                form.add_error("reference", str(unknown))
            else:
                return redirect(url_for("decisions.reference", reference=submission.reference), 303)
    return render_form("decisions/find.html", form)


@bp.get("/responses/<reference>")
@permit("decisions.find")
def reference(reference: str) -> ResponseReturnValue:
    """Show what became of a response: that we have it, whether it counts, and what was done with its points."""
    submission, activity = find_submission(db(), reference)
    found = whereabouts(db(), submission, activity)
    traced = trace_of(db(), actor(), reference_to(submission))
    return render_template(
        "decisions/reference.html", found=found, traced=traced, Status=Status, held_reasons=HELD_REASONS
    )


def _shown(decision: Decision, consultation: Consultation) -> ResponseReturnValue:
    versions = db().scalars(published_of(consultation.id)).all()
    issues = shown_issues(decision.issues)
    return render_template(
        "decisions/outcome.html",
        consultation=consultation,
        decision=decision,
        shown=shown_row(db(), DECISION, decision),
        review=shown_review(db(), decision),
        issues=issues,
        published=names_of_cited(db(), issues),
        is_withheld=has_withheld(decision),
        is_narrowed=cites_what_is_no_longer_public(db(), issues),
        received=(decision.issues or {}).get("received", 0),
        coverage=(decision.issues or {}).get("coverage"),
        newest=versions[0],
        versions=versions,
        place=DECISION_PAGE.name,
    )


def outcome_link(consultation: Consultation) -> str | None:
    """Return the link to the outcome for the consultation's page, once there is one."""
    if consultation.state not in ENDED:
        return None
    decision = newest_published(db(), consultation.id)
    return render_template("decisions/_link.html", consultation=consultation, decision=decision) if decision else None


def views_traced(consultation: Consultation) -> str | None:
    """Return what was done with the views on a consultation, for its page; until it closes, what rests on it alone."""
    if state_at(consultation, database_now(db())) not in AFTER_CLOSING:
        resting = references_to(db(), actor(), reference_to(consultation))
        return render_template("decisions/_resting.html", resting=resting) if resting else None
    traced = trace_of_consultation(db(), actor(), consultation)
    return render_template("decisions/_trace.html", traced=traced) if traced else None


def coverage_told(consultation: Consultation) -> str | None:
    """Return how much of what people wrote is covered, for the consultation's page, once it has closed."""
    if state_at(consultation, database_now(db())) not in AFTER_CLOSING:
        return None
    coverage = coverage_of(db(), consultation)
    return render_template("decisions/_coverage.html", coverage=coverage) if coverage.passages else None


COVERAGE_SLOT = CONSULTATION_AFTERWARDS.slot(coverage_told)
AFTERWARDS_SLOT = CONSULTATION_AFTERWARDS.slot(views_traced)
OUTCOME_SLOT = CONSULTATION_OUTCOME.slot(outcome_link)
