"""The public page of an activity, and the pages on which a group files its evidence and reads the answer."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from consult.sdk.access import actor, permit, require
from consult.sdk.activities import Activity, is_open_at
from consult.sdk.database import database_now, db
from consult.sdk.deadlines import shown_deadlines
from consult.sdk.errors import Conflict, Forbidden
from consult.sdk.forms import Form, choice, render_form
from consult.sdk.messages import gettext as _
from consult.sdk.pages import asked_number
from consult.sdk.people import Organisation
from consult.sdk.records import shown, shown_row
from consult.sdk.references import trace_of
from plugins.impact import evidence_drafts, presentation
from plugins.impact.deadlines import reference_of
from plugins.impact.forms import StartForm, SubmitForm, page_form
from plugins.impact.lateness import TooLate, late_permission, require_time_to_send
from plugins.impact.models import Evidence
from plugins.impact.pages import PAGES, FormPage, find_page, page_after, page_before, unfilled
from plugins.impact.policies import is_member, is_verified
from plugins.impact.procedure import MOVES, Status
from plugins.impact.queries import (
    find_evidence,
    find_impact_activity,
    find_published,
    of_groups,
    out_of_scope,
    published,
    status_counts,
)
from plugins.impact.records import EVIDENCE

bp = Blueprint("impact", __name__, url_prefix="/impact")
PER_PAGE = 20


@bp.get("/<int:activity_id>")
@permit("impact.read", load=find_impact_activity)
def show(activity: Activity) -> ResponseReturnValue:
    """Say what evidence is asked for, and show what was published, each with its answer."""
    found = db().scalars(published(activity.id, asked_number("after") or None).limit(PER_PAGE + 1)).all()
    counts = dict(db().execute(status_counts(activity.id)).all())
    return render_template(
        "impact/show.html",
        activity=activity,
        consultation=activity.consultation,
        is_open=is_open_at(activity.consultation, database_now(db())),
        evidence=found[:PER_PAGE],
        said=shown(db(), EVIDENCE, found[:PER_PAGE]),
        counts=presentation.public_counts(counts),
        left_out=db().scalars(out_of_scope(activity.id)).all(),
        next_after=found[PER_PAGE - 1].id if len(found) > PER_PAGE else None,
        showing=presentation,
    )


@bp.get("/published/<reference>")
@permit("impact.read_published", load=find_published)
def piece(evidence: Evidence) -> ResponseReturnValue:
    """Show one published piece of evidence, with its questions, its weight, its answer and its steps."""
    return render_template(
        "impact/piece.html",
        evidence=evidence,
        said=shown_row(db(), EVIDENCE, evidence),
        consultation=evidence.activity.consultation,
        reference=reference_of(evidence),
        traced=trace_of(db(), actor(), reference_of(evidence)),
        deadlines=shown_deadlines(db(), reference_of(evidence)),
        showing=presentation,
    )


@bp.route("/<int:activity_id>/file", methods=["GET", "POST"])
@permit("impact.file", load=find_impact_activity)
def start(activity: Activity) -> ResponseReturnValue:
    """Begin a piece of evidence for one of one's groups; one that is not verified yet can begin, and is told so."""
    mine = db().scalars(select(Organisation).where(Organisation.id.in_(actor().organisation_ids))).all()
    form = StartForm()
    form.organisation.choices = [choice(group.id, group.name) for group in mine]
    if len(mine) == 1 and request.method == "GET":
        form.organisation.data = str(mine[0].id)
    if form.validate_on_submit():
        chosen = int(form.organisation.data or 0)
        evidence = evidence_drafts.start_evidence(db(), actor(), activity, chosen)
        return redirect(url_for("impact.page", evidence_id=evidence.id, page=PAGES[0].id), 303)
    is_open = is_open_at(activity.consultation, database_now(db()))
    late = [group for group in mine if late_permission(db(), activity, group.id)]
    return render_form(
        "impact/start.html", form, activity=activity, groups=mine, is_open=is_open, may_begin=is_open or late
    )


@bp.get("/evidence")
@permit("impact.own")
def index() -> ResponseReturnValue:
    """List the evidence of one's groups and where each piece stands."""
    return render_template("impact/index.html", evidence=db().scalars(of_groups(actor())).all(), showing=presentation)


@bp.get("/evidence/<int:evidence_id>")
@permit("impact.view", load=find_evidence)
def evidence(evidence: Evidence) -> ResponseReturnValue:
    """Show a piece of evidence to its group: where it stands, questions, and the answer; a draft goes on."""
    if evidence.stands_at is Status.DRAFT:
        return redirect(url_for("impact.check", evidence_id=evidence.id), 303)
    if not is_member.allows(actor(), evidence):
        return redirect(url_for("impact_staff.evidence", evidence_id=evidence.id), 303)
    return render_template(
        "impact/evidence.html",
        evidence=evidence,
        rows=presentation.all_rows(evidence),
        said=shown_row(db(), EVIDENCE, evidence),
        deadlines=shown_deadlines(db(), reference_of(evidence)),
        traced=trace_of(db(), actor(), reference_of(evidence)),
        showing=presentation,
        may_withdraw=Status.WITHDRAWN in MOVES[evidence.stands_at],
    )


@bp.route("/evidence/<int:evidence_id>/<page>", methods=["GET", "POST"])
@permit("impact.edit", load=find_evidence, rest=("page",))
def page(evidence: Evidence, page: str) -> ResponseReturnValue:
    """Ask about one topic, and keep what was filled in."""
    asked = find_page(page)
    form = page_form(asked, evidence)
    if not form.validate_on_submit():
        return render_form("impact/page.html", form, **_around(evidence, asked))
    try:
        evidence_drafts.save_page(db(), actor(), evidence, asked, form.data, form.seen_version())
    except Conflict as refused:
        form.take_errors(refused)
        return render_template("impact/page.html", form=form, **_around(evidence, asked)), refused.status
    return redirect(_next_address(evidence, asked), 303)


@bp.get("/evidence/<int:evidence_id>/check")
@permit("impact.edit", load=find_evidence)
def check(evidence: Evidence) -> ResponseReturnValue:
    """Show all that was filled in before it is sent, and what is still missing."""
    return _check_page(evidence, SubmitForm(data={"version": str(evidence.version)}))


@bp.post("/evidence/<int:evidence_id>/submit")
@permit("impact.view", load=find_evidence)
def submit(evidence: Evidence) -> ResponseReturnValue:
    """Send the evidence that was checked; a second click changes nothing."""
    form = SubmitForm()
    if not form.validate_on_submit():
        return _check_page(evidence, form)
    if evidence.submission_id is None:
        require("impact.edit", evidence)
    evidence_drafts.submit_evidence(db(), actor(), evidence, form.seen_version())
    whose = "Your" if is_member.allows(actor(), evidence) else _("The group’s")
    flash(
        _("%(whose)s evidence was sent. Its reference is %(reference)s.", whose=whose, reference=evidence.reference),
        "success",
    )
    return redirect(url_for("impact.evidence", evidence_id=evidence.id), 303)


@bp.route("/evidence/<int:evidence_id>/discard", methods=["GET", "POST"])
@permit("impact.discard", load=find_evidence)
def discard(evidence: Evidence) -> ResponseReturnValue:
    """Throw a draft away, once the person is sure."""
    form = Form()
    if form.validate_on_submit():
        evidence_drafts.discard_draft(db(), actor(), evidence)
        flash(_("The draft was thrown away."), "success")
        return redirect(_list_address(evidence), 303)
    return render_form("impact/discard.html", form, evidence=evidence)


def _around(evidence: Evidence, page: FormPage) -> dict[str, object]:
    before = page_before(page)
    back = url_for("impact.page", evidence_id=evidence.id, page=before.id) if before else _list_address(evidence)
    return {
        "evidence": evidence,
        "page": page,
        "number": PAGES.index(page) + 1,
        "total": len(PAGES),
        "back": back,
    }


def _next_address(evidence: Evidence, saved: FormPage) -> str:
    if request.form.get("then") == "leave":
        return _list_address(evidence)
    if evidence.submission_id is not None:
        return url_for("impact.evidence", evidence_id=evidence.id)
    missing, following = unfilled(evidence), page_after(saved)
    if following is not None and following in missing:
        return url_for("impact.page", evidence_id=evidence.id, page=following.id)
    return url_for("impact.check", evidence_id=evidence.id)


def _list_address(evidence: Evidence) -> str:
    if is_member.allows(actor(), evidence):
        return url_for("impact.index")
    return url_for("impact_staff.index", activity_id=evidence.activity_id)


def _check_page(evidence: Evidence, form: SubmitForm) -> ResponseReturnValue:
    obstacle = ""
    try:
        require_time_to_send(db(), evidence)
        is_verified.require(actor(), evidence)
    except (TooLate, Forbidden) as refused:
        obstacle = str(refused)
    return render_form(
        "impact/check.html",
        form,
        evidence=evidence,
        rows=presentation.all_rows(evidence),
        missing=unfilled(evidence),
        obstacle=obstacle,
        back=_list_address(evidence),
    )
