"""What a group does with evidence that it sent: answer a question, appeal, withdraw, add, choose who may read it."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from consult.sdk.access import Actor, actor, permit
from consult.sdk.database import db
from consult.sdk.errors import Invalid
from consult.sdk.forms import Form, render_form
from consult.sdk.messages import gettext as _
from consult.sdk.pages import ACCOUNT_PAGE
from consult.sdk.references import traces_of
from plugins.impact import evidence_drafts, presentation, publication, scope, sent
from plugins.impact.deadlines import reference_of
from plugins.impact.forms import AppealReasonForm, ChoiceForm, QueryAnswerForm
from plugins.impact.models import Evidence
from plugins.impact.pages import find_page
from plugins.impact.procedure import MOVES, Status
from plugins.impact.queries import find_evidence, of_groups

bp = Blueprint("impact_group", __name__, url_prefix="/impact")
ON_ACCOUNT = 10


@bp.get("/evidence/<int:evidence_id>/<page>/versions")
@permit("impact.edit", load=find_evidence, rest=("page",))
def versions(evidence: Evidence, page: str) -> ResponseReturnValue:
    """Show what a page of a draft said each time it was saved, the newest first."""
    asked = find_page(page)
    saved = [version for version in reversed(evidence.saved_pages) if version.page == asked.id]
    rows = [(version, presentation.rows_of(presentation.as_saved(version), asked)) for version in saved]
    return render_template("impact/versions.html", evidence=evidence, page=asked, rows=rows)


@bp.route("/evidence/<int:evidence_id>/question", methods=["GET", "POST"])
@permit("impact.speak", load=find_evidence)
def question(evidence: Evidence) -> ResponseReturnValue:
    """Answer the officer's question."""
    form = QueryAnswerForm()
    if form.validate_on_submit():
        evidence_drafts.answer_query(
            db(), actor(), evidence, form.answer.data or "", is_public=bool(form.is_public.data)
        )
        return _back_to(evidence, _("Your answer was sent."))
    if evidence.stands_at is not Status.QUERIED:
        return redirect(url_for("impact.evidence", evidence_id=evidence.id), 303)
    return render_form("impact/question.html", form, evidence=evidence)


@bp.route("/evidence/<int:evidence_id>/appeal", methods=["GET", "POST"])
@permit("impact.speak", load=find_evidence)
def appeal(evidence: Evidence) -> ResponseReturnValue:
    """Appeal once against the evidence being out of scope."""
    form = AppealReasonForm()
    if form.validate_on_submit():
        scope.appeal(db(), actor(), evidence, form.reason.data or "")
        return _back_to(evidence, _("Your appeal was sent. Another officer decides about it."))
    if not form.errors and (evidence.stands_at is not Status.OUT_OF_SCOPE or evidence.appealed_at is not None):
        return redirect(url_for("impact.evidence", evidence_id=evidence.id), 303)
    return render_form("impact/appeal.html", form, evidence=evidence, showing=presentation)


@bp.route("/evidence/<int:evidence_id>/withdraw", methods=["GET", "POST"])
@permit("impact.speak", load=find_evidence)
def withdraw(evidence: Evidence) -> ResponseReturnValue:
    """Withdraw the evidence, once the person is sure."""
    form = Form()
    if form.validate_on_submit():
        sent.withdraw_evidence(db(), actor(), evidence)
        return _back_to(evidence, _("Your evidence was withdrawn. What it said is deleted."))
    if Status.WITHDRAWN not in MOVES[evidence.stands_at]:
        return redirect(url_for("impact.evidence", evidence_id=evidence.id), 303)
    return render_form("impact/withdraw.html", form, evidence=evidence)


@bp.route("/evidence/<int:evidence_id>/readers", methods=["GET", "POST"])
@permit("impact.speak", load=find_evidence)
def readers(evidence: Evidence) -> ResponseReturnValue:
    """Change who may read the evidence."""
    form = ChoiceForm()
    if form.validate_on_submit():
        try:
            publication.choose_publication(
                db(),
                actor(),
                evidence,
                form.publication.data or "",
                has_consent=bool(form.has_consent.data),
            )
        except Invalid as fault:
            form.take_errors(fault)
        else:
            return _back_to(evidence, _("Your choice of who may read it is saved."))
    return render_form("impact/readers.html", form, evidence=evidence, showing=presentation)


@bp.post("/evidence/<int:evidence_id>/add")
@permit("impact.speak", load=find_evidence)
def add(evidence: Evidence) -> ResponseReturnValue:
    """Begin evidence that adds to a piece that was sent."""
    added = sent.begin_addition(db(), actor(), evidence)
    return redirect(url_for("impact.page", evidence_id=added.id, page=sent.ADDED_ON), 303)


def _back_to(evidence: Evidence, said: str) -> ResponseReturnValue:
    flash(said, "success")
    return redirect(url_for("impact.evidence", evidence_id=evidence.id), 303)


def own_evidence(reader: Actor) -> str | None:
    """Return the newest evidence of somebody's groups, where it stands and what became of it, for their account."""
    if not reader.organisation_ids:
        return None
    pieces = db().scalars(of_groups(reader).limit(ON_ACCOUNT)).all()
    traced = traces_of(db(), reader, [reference_of(evidence) for evidence in pieces if evidence.reference])
    shown = [(evidence, traced.get(reference_of(evidence), [])) for evidence in pieces]
    return render_template("impact/account.html", pieces=shown) if shown else None


ACCOUNT_SLOT = ACCOUNT_PAGE.slot(own_evidence)
