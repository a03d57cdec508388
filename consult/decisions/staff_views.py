"""The officer's pages: issues and their answers, the draft of the decision, its preview and its publication."""

from collections.abc import Mapping
from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from consult.analysis.queries import coverage_of as passages_of
from consult.citations.queries import WrongLines, cited_in, reference_to
from consult.consultations.models import Consultation
from consult.consultations.places import CONSULTATION_DESK
from consult.consultations.queries import find_consultation
from consult.contract.deployment import deployment_of
from consult.contract.references import Reference
from consult.contract.viewpoints_about import viewpoints_about
from consult.decisions import issues as listing
from consult.decisions import services
from consult.decisions.advice import advice_on, number_waiting, waiting_advice
from consult.decisions.forms import (
    AnswerForm,
    DecisionForm,
    IssueForm,
    NewIssueForm,
    PublishForm,
    ReasonForm,
    ReferencesForm,
)
from consult.decisions.models import Decision, Disposition, Issue
from consult.decisions.open_list import may_change
from consult.decisions.outline import outline_of
from consult.decisions.points import number_of, placed_in, shown_points
from consult.decisions.presentation import names_of_cited, shown_issues
from consult.decisions.queries import (
    citation_counts,
    draft_of,
    dropped_issues_of,
    find_issue,
    points_in_no_issue,
    published_of,
    uncounted_citations,
)
from consult.decisions.standing import issues_as_they_stand
from consult.kernel import clock
from consult.kernel.db import database_now
from consult.kernel.errors import ChangedMeanwhile, Invalid, SavedOtherwise
from consult.kernel.messages import gettext as _
from consult.kernel.messages import ngettext
from consult.kernel.row_numbers import row_number
from consult.submissions.models import Submission
from consult.web.cells import link_to
from consult.web.filters import time_tag
from consult.web.forms import render_form
from consult.web.guard import actor, loaded_by, permit
from consult.web.transactions import db

bp = Blueprint("decisions_staff", __name__, url_prefix="/staff")
POINTS_SHOWN = 200


@bp.get("/consultations/<slug>/decision")
@permit("decisions.desk", load=find_consultation)
def show(consultation: Consultation) -> ResponseReturnValue:
    """Show the issues, the record, and what is still missing."""
    return render_template(
        "decisions/desk.html",
        consultation=consultation,
        outline=outline_of(db(), consultation.id),
        dropped=db().scalars(dropped_issues_of(consultation.id)).all(),
        cited=dict(db().execute(citation_counts(consultation.id)).all()),
        draft=_draft(consultation),
        versions=db().scalars(published_of(consultation.id)).all(),
        missing=services.what_is_missing(db(), consultation),
        viewpoints=_viewpoint_rows(consultation),
        waiting=db().scalars(waiting_advice(consultation.id)).all(),
        today=_today(),
    )


def _viewpoint_rows(consultation: Consultation) -> list[tuple[Markup | str, ...]]:
    """Return, as rows of a table, what whoever decides on something about this consultation must consider."""
    sources = deployment_of(db()).registry.viewpoints
    return [
        (
            link_to(viewpoint.link.title, url_for(viewpoint.link.endpoint, **viewpoint.link.parts)),
            sources[viewpoint.reference.kind].title,
            viewpoint.put_by,
            time_tag(viewpoint.changed_at),
        )
        for viewpoint in viewpoints_about(db(), reference_to(consultation))
    ]


@bp.route("/consultations/<slug>/issues/new", methods=["GET", "POST"])
@permit("decisions.edit", load=find_consultation)
def add_issue(consultation: Consultation) -> ResponseReturnValue:
    """List a point that the decision must answer."""
    form = NewIssueForm()
    if form.validate_on_submit():
        words = (form.title.data, form.detail.data)
        try:
            issue = listing.add_issue(db(), actor(), consultation, *words, form.seen_key())
        except SavedOtherwise as other:
            form.take_errors(other)
        else:
            flash(_("Issue %(number)s is on the list.", number=issue.number), "success")
            return _to_issue(issue)
    return render_form("decisions/issue_form.html", form, consultation=consultation, issue=None)


@bp.get("/issues/<int:issue_id>")
@permit("decisions.desk", load=loaded_by(find_issue))
def issue(issue: Issue) -> ResponseReturnValue:
    """Show an issue: its words, what is cited, and what was done with it."""
    return render_template(
        "decisions/issue.html",
        issue=issue,
        cited=cited_in(db(), actor(), reference_to(issue)),
        uncounted=_uncounted(issue),
        is_changeable=may_change(db(), issue.consultation),
        points=shown_points(db(), placed_in(issue.consultation_id, issue.id).limit(POINTS_SHOWN)),
        number_of_points=number_of(db(), placed_in(issue.consultation_id, issue.id)),
        advice=db().scalars(advice_on(issue.id)).all(),
        today=_today(),
        place=next((known for known in outline_of(db(), issue.consultation_id) if known.issue.id == issue.id), None),
    )


@bp.route("/issues/<int:issue_id>/edit", methods=["GET", "POST"])
@permit("decisions.edit", load=loaded_by(find_issue))
def edit_issue(issue: Issue) -> ResponseReturnValue:
    """Change the words of an issue."""
    form = IssueForm(obj=issue)
    if form.validate_on_submit():
        words = (form.title.data, form.detail.data)
        try:
            listing.edit_issue(db(), actor(), issue, *words, form.seen_version())
        except ChangedMeanwhile as changed:
            form.take_errors(changed)
        else:
            return _to_issue(issue)
    return render_form("decisions/issue_form.html", form, consultation=issue.consultation, issue=issue)


@bp.route("/issues/<int:issue_id>/answer", methods=["GET", "POST"])
@permit("decisions.edit", load=loaded_by(find_issue))
def answer_issue(issue: Issue) -> ResponseReturnValue:
    """Say what was done with an issue, and why."""
    form = AnswerForm(obj=issue)
    form.offer(listing.documents_of(issue))
    if not issue.disposition and not form.is_submitted():
        form.answered_by.data = issue.consultation.decided_by
    if form.validate_on_submit():
        disposition = Disposition(form.disposition.data or "")
        said = (form.reason.data, form.answered_by.data)
        try:
            listing.answer_issue(db(), actor(), issue, disposition, *said, form.seen_version(), form.details())
        except (ChangedMeanwhile, Invalid) as error:
            form.take_errors(error)
        else:
            flash(_("Issue %(number)s has an answer.", number=issue.number), "success")
            return redirect(url_for("decisions_staff.show", slug=issue.consultation.slug), 303)
    waiting = [asked for asked in db().scalars(advice_on(issue.id)) if asked.waits]
    return render_form("decisions/answer.html", form, issue=issue, waiting=waiting, today=_today())


@bp.route("/issues/<int:issue_id>/cite", methods=["GET", "POST"])
@permit("decisions.edit", load=loaded_by(find_issue))
def cite(issue: Issue) -> ResponseReturnValue:
    """Cite responses, evidence and other items by their references, one on each line."""
    form = ReferencesForm()
    if form.validate_on_submit():
        try:
            new = listing.cite_references(db(), actor(), issue, form.references.data, form.note.data)
        except WrongLines as wrong:
            for sentence in wrong.lines:
                form.add_error(None, sentence)
            form.add_error("references", _("Correct the lines named above, or take them out"))
        else:
            flash(ngettext("%(num)s new reference cited.", "%(num)s new references cited.", new), "success")
            return _to_issue(issue)
    return render_form("decisions/cite.html", form, issue=issue)


@bp.post("/issues/<int:issue_id>/uncite")
@permit("decisions.edit", load=loaded_by(find_issue))
def uncite(issue: Issue) -> ResponseReturnValue:
    """Take a citation back."""
    listing.take_back_citation(db(), actor(), issue, _cited(request.form))
    return _to_issue(issue)


@bp.route("/issues/<int:issue_id>/drop", methods=["GET", "POST"])
@permit("decisions.edit", load=loaded_by(find_issue))
def drop_issue(issue: Issue) -> ResponseReturnValue:
    """Take an issue from the list, with a reason."""
    form = ReasonForm()
    if form.validate_on_submit():
        listing.drop_issue(db(), actor(), issue, form.reason.data or "")
        flash(_("Issue %(number)s is no longer on the list.", number=issue.number), "success")
        return redirect(url_for("decisions_staff.show", slug=issue.consultation.slug), 303)
    return render_form("decisions/drop.html", form, issue=issue)


@bp.route("/consultations/<slug>/decision/edit", methods=["GET", "POST"])
@permit("decisions.edit", load=find_consultation)
def edit(consultation: Consultation) -> ResponseReturnValue:
    """Write the decision; the first time with texts that follow from the consultation and its issues."""
    draft = _draft(consultation)
    suggested = services.suggested_texts(db(), consultation)
    form = DecisionForm(obj=draft) if draft else DecisionForm(data={**vars(suggested), **_known(consultation)})
    if form.validate_on_submit():
        try:
            texts = {name: form[name].data for name in services.TEXTS}
            by, on = form.decided_by.data or "", form.decided_on.data
            seen, again = form.seen_version(), form.review_on.data
            services.save_decision(db(), actor(), consultation, texts, by, on, seen, again)
        except ChangedMeanwhile as changed:
            form.take_errors(changed)
        else:
            flash(_("The draft of the decision was saved."), "success")
            return redirect(url_for("decisions_staff.show", slug=consultation.slug), 303)
    return render_form("decisions/edit.html", form, consultation=consultation, suggested=suggested)


@bp.get("/consultations/<slug>/decision/preview")
@permit("decisions.desk", load=find_consultation)
def preview(consultation: Consultation) -> ResponseReturnValue:
    """Show the outcome page as it would be published now."""
    kept = issues_as_they_stand(db(), consultation)
    shown = shown_issues(kept)
    return render_template(
        "decisions/preview.html",
        consultation=consultation,
        decision=_draft(consultation) or _blank(consultation),
        issues=shown,
        published=names_of_cited(db(), shown),
        received=kept["received"],
        coverage=kept["coverage"],
    )


@bp.route("/consultations/<slug>/decision/publish", methods=["GET", "POST"])
@permit("decisions.publish", load=find_consultation)
def publish(consultation: Consultation) -> ResponseReturnValue:
    """Publish the decision once nothing is missing."""
    form = PublishForm()
    coverage = services.coverage_of(db(), consultation)
    if coverage.read >= coverage.counted:
        form.unread_reason.label.text = _("Why is not everything that was written covered?")
    shown = {
        "consultation": consultation,
        "coverage": coverage,
        "passages": passages_of(db(), consultation),
        "unanswered": db().scalar(points_in_no_issue(consultation.id)),
        "waiting": number_waiting(db(), consultation),
    }
    if form.validate_on_submit():
        try:
            services.publish_decision(db(), actor(), consultation, unread_reason=form.unread_reason.data or "")
        except services.NotReady as lacking:
            page = render_template("decisions/publish.html", form=form, missing=lacking.missing, **shown)
            return page, lacking.status
        except Invalid as wrong:
            form.take_errors(wrong)
        else:
            flash(_("The decision is published."), "success")
            return redirect(url_for("decisions.outcome", slug=consultation.slug), 303)
    missing = services.what_is_missing(db(), consultation)
    return render_form("decisions/publish.html", form, missing=missing, **shown)


@bp.route("/consultations/<slug>/decision/correct", methods=["GET", "POST"])
@permit("decisions.publish", load=find_consultation)
def correct(consultation: Consultation) -> ResponseReturnValue:
    """Begin a correction of a published decision, with the reason that the public reads."""
    form = ReasonForm()
    if form.validate_on_submit():
        try:
            services.begin_correction(db(), actor(), consultation, form.reason.data or "")
        except Invalid as wrong:
            form.take_errors(wrong)
        else:
            return redirect(url_for("decisions_staff.edit", slug=consultation.slug), 303)
    return render_form("decisions/correct.html", form, consultation=consultation)


@bp.post("/consultations/<slug>/decision/drop-correction")
@permit("decisions.publish", load=find_consultation)
def drop_correction(consultation: Consultation) -> ResponseReturnValue:
    """Throw the draft of a correction away."""
    services.drop_correction(db(), actor(), consultation)
    flash(_("The correction was thrown away. The published decision stays as it is."), "success")
    return redirect(url_for("decisions_staff.show", slug=consultation.slug), 303)


def desk_link(consultation: Consultation) -> str | None:
    """Return the link to issues and decision for the consultation's page on the desk."""
    return render_template("decisions/_desk_link.html", consultation=consultation)


DESK_SLOT = CONSULTATION_DESK.slot(desk_link)


def _today() -> date:
    return clock.london(database_now(db())).date()


def _draft(consultation: Consultation) -> Decision | None:
    draft: Decision | None = db().scalar(draft_of(consultation.id))
    return draft


def _known(consultation: Consultation) -> dict[str, object]:
    planned, today = consultation.decision_on, _today()
    is_past = planned is not None and planned <= today
    return {"decided_by": consultation.decided_by, "decided_on": planned if is_past else None, "version": "0"}


def _blank(consultation: Consultation) -> dict[str, object]:
    suggested = services.suggested_texts(db(), consultation)
    return {
        "summary": "",
        "decided": "",
        "number": 1,
        "correction_reason": "",
        "unread_reason": "",
        **_known(consultation),
        **vars(suggested),
    }


def _cited(sent: Mapping[str, str]) -> Reference:
    return Reference(sent.get("kind", ""), row_number(sent.get("id")))


def _uncounted(issue: Issue) -> dict[Reference, str]:
    rows = db().execute(uncounted_citations(issue.id))
    return {Reference(Submission.__tablename__, number): status for number, status in rows}


def _to_issue(issue: Issue) -> ResponseReturnValue:
    return redirect(url_for("decisions_staff.issue", issue_id=issue.id), 303)
