"""The steps of a version: for review, back to its authors, signed, and the next one; what is withheld; the levels."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from consult.sdk.access import actor, permit
from consult.sdk.database import db
from consult.sdk.errors import Conflict, Invalid
from consult.sdk.forms import Form, choice, render_form
from consult.sdk.messages import gettext as _
from plugins.impact.assessments import levels, signing, withholding
from plugins.impact.assessments.catalogue import form_of
from plugins.impact.assessments.fields import DocumentField
from plugins.impact.assessments.forms import (
    DropForm,
    LevelsForm,
    ReasonForm,
    RenewForm,
    ReviewForm,
    WithholdForm,
    exemption_of,
)
from plugins.impact.assessments.guards import police_post
from plugins.impact.assessments.models import Assessment, Entry, Withholding
from plugins.impact.assessments.queries import find_assessment, find_entry, find_withholding, withheld_in
from plugins.impact.assessments.reviews import chosen_triggers, note_cause
from plugins.impact.assessments.services import last_revision
from plugins.impact.assessments.terms import EXEMPTIONS, REVIEW_CAUSES

bp = Blueprint("impact_steps", __name__, url_prefix="/staff/impact/assessments")


@bp.post("/<int:assessment_id>/send")
@permit("impact.assess", load=find_assessment)
def send(assessment: Assessment) -> ResponseReturnValue:
    """Send the draft for review."""
    signing.send_for_review(db(), actor(), assessment)
    return _back(assessment, _("It was sent for review. Somebody else must now sign it, or return it."))


@bp.route("/<int:assessment_id>/return", methods=["GET", "POST"])
@permit("impact.sign_assessment", load=find_assessment)
def return_(assessment: Assessment) -> ResponseReturnValue:
    """Return a version to its authors."""
    form = ReasonForm()
    if form.validate_on_submit():
        signing.return_to_authors(db(), actor(), assessment, form.reason.data or "")
        return _back(assessment, _("It was returned to its authors."))
    return _step(form, assessment, _("Return it to its authors"), _("Return it"))


@bp.route("/<int:assessment_id>/sign", methods=["GET", "POST"])
@permit("impact.sign_assessment", load=find_assessment, fresh=True)
def sign(assessment: Assessment) -> ResponseReturnValue:
    """Sign the version in review, with name and rank."""
    form = Form()
    if form.validate_on_submit():
        signing.sign(db(), actor(), assessment)
        return _back(assessment, _("It is signed, and everybody can read it."))
    post = police_post(db(), actor())
    return render_form("impact/assessments/sign.html", form, assessment=assessment, post=post)


@bp.route("/<int:assessment_id>/renew", methods=["GET", "POST"])
@permit("impact.assess", load=find_assessment)
def renew(assessment: Assessment) -> ResponseReturnValue:
    """Begin the next version of a signed assessment."""
    form = RenewForm()
    if form.validate_on_submit():
        signing.renew(db(), actor(), assessment, form.reason.data or "")
        return _back(assessment, _("The next version is a draft. The signed one holds until it is signed."))
    return _step(form, assessment, _("Begin a new version"), _("Begin it"))


@bp.route("/<int:assessment_id>/drop", methods=["GET", "POST"])
@permit("impact.assess", load=find_assessment)
def drop(assessment: Assessment) -> ResponseReturnValue:
    """Drop a version that was begun by mistake."""
    form = DropForm()
    if form.validate_on_submit():
        signing.drop(db(), actor(), assessment, form.reason.data or "")
        return _back(assessment, _("The version was dropped. Its number is not given again."))
    return _step(form, assessment, _("Drop this version"), _("Drop it"))


@bp.route("/<int:assessment_id>/review", methods=["GET", "POST"])
@permit("impact.assess", load=find_assessment)
def review(assessment: Assessment) -> ResponseReturnValue:
    """Note what happened that brings the review of a signed assessment forward."""
    form = ReviewForm()
    chosen = chosen_triggers(db(), assessment.signed) if assessment.signed else frozenset()
    form.cause.choices = [choice(code, words) for code, words in REVIEW_CAUSES.items() if code in {*chosen, "other"}]
    if form.validate_on_submit():
        note_cause(db(), actor(), assessment, form.cause.data or "", form.happened.data or "")
        return _back(assessment, _("Everybody reads that it is due for review, and its author was written to."))
    return render_form("impact/assessments/review.html", form, assessment=assessment)


@bp.route("/<int:assessment_id>/rows/<int:entry_id>/withhold", methods=["GET", "POST"])
@permit("impact.assess", load=find_entry)
def withhold(entry: Entry) -> ResponseReturnValue:
    """Withhold words of a section or row from the public, and list what is withheld in it."""
    said = _said(entry)
    form = WithholdForm()
    form.field.choices = [choice(asked.key, asked.label) for asked, _text in said]
    if form.validate_on_submit():
        try:
            withholding.withhold(db(), actor(), entry, exemption_of(form, form.field.data or ""))
        except Invalid as fault:
            form.take_errors(fault)
        else:
            return _back(entry.assessment, _("The public reads a mark there, with the exemption and the reason."))
    part = form_of(entry.assessment).find_part(entry.part)
    return render_form(
        "impact/assessments/withhold.html",
        form,
        assessment=entry.assessment,
        entry=entry,
        part=part,
        said=[(asked.label, text) for asked, text in said],
        withheld=[
            (made, part.by_key[made.field].label, EXEMPTIONS[made.exemption])
            for made in db().scalars(withheld_in(entry))
        ],
    )


def _said(entry: Entry) -> list[tuple[DocumentField, str]]:
    latest = last_revision(db(), entry)
    content = latest.content if latest else {}
    fields = form_of(entry.assessment).find_part(entry.part).fields
    return [(asked, text) for asked in fields if (text := asked.said(content))]


@bp.post("/withheld/<int:withholding_id>/lift")
@permit("impact.assess", load=find_withholding)
def lift(withheld: Withholding) -> ResponseReturnValue:
    """Publish words that were withheld."""
    withholding.lift(db(), actor(), withheld)
    return _back(withheld.entry.assessment, _("Everybody reads these words now."))


@bp.route("/levels", methods=["GET", "POST"])
@permit("impact.assess")
def names() -> ResponseReturnValue:
    """Name the levels of community tension."""
    newest = levels.newest_names(db())
    keys = [f"level_{number}" for number in range(1, levels.COUNT + 1)]
    saved = dict(zip(keys, newest.names, strict=True)) if newest else {}
    form = LevelsForm(data={**saved, "version": str(newest.id if newest else 0)})
    if form.validate_on_submit():
        try:
            levels.name_levels(db(), actor(), [form[key].data or "" for key in keys], form.seen_version())
        except Conflict as refused:
            form.take_errors(refused)
        else:
            flash(_("The levels have these names from now on."), "success")
            return redirect(url_for("impact_assessments.index"), 303)
    return render_form("impact/assessments/levels.html", form)


def _step(form: Form, assessment: Assessment, title: str, button: str) -> ResponseReturnValue:
    return render_form("impact/assessments/step.html", form, assessment=assessment, title=title, button=button)


def _back(assessment: Assessment, sentence: str) -> ResponseReturnValue:
    flash(sentence, "success")
    return redirect(url_for("impact_assessments.show", assessment_id=assessment.id), 303)
