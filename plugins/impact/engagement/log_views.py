"""The engagement log of an assessment: what was held, who was invited, what each body said, and who is missing."""

from typing import NamedTuple

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from consult.sdk.access import ANONYMOUS, actor, loaded_by, permit
from consult.sdk.database import db
from consult.sdk.errors import Conflict, Invalid
from consult.sdk.forms import choice, render_form
from consult.sdk.messages import gettext as _
from consult.sdk.pages import asked_number
from consult.sdk.references import Reference, references_to
from plugins.impact.assessments.documents import public_document
from plugins.impact.assessments.models import Assessment
from plugins.impact.assessments.queries import find_assessment
from plugins.impact.engagement import presentation, services
from plugins.impact.engagement.contacts import matching
from plugins.impact.engagement.coverage import Coverage, CoverageRow, coverage_of, engagements_of, title_of
from plugins.impact.engagement.documents import public_log
from plugins.impact.engagement.forms import ContactFilter, EngagementForm, GapForm, InviteForm, VoiceForm
from plugins.impact.engagement.invitations import AT_ONCE, ask_to_invite
from plugins.impact.engagement.models import Contact, Engagement, Voice
from plugins.impact.engagement.queries import contacts, find_engagement, find_voice
from plugins.impact.engagement.services import EngagementFacts, VoiceFacts

bp = Blueprint("impact_engagement", __name__, url_prefix="/staff/impact/engagement")


@bp.get("/about/<int:assessment_id>")
@permit("impact.read_engagement", load=find_assessment)
def log(assessment: Assessment) -> ResponseReturnValue:
    """List what was held about an assessment, with the counts."""
    return render_template(
        "impact/engagement/log.html",
        assessment=assessment,
        held=engagements_of(db(), assessment),
        counts=coverage_of(db(), assessment).counts,
        showing=presentation,
    )


@bp.route("/about/<int:assessment_id>/new", methods=["GET", "POST"])
@permit("impact.engage", load=find_assessment)
def new(assessment: Assessment) -> ResponseReturnValue:
    """Enter an engagement."""
    return _write(assessment, None)


@bp.get("/<int:engagement_id>")
@permit("impact.read_engagement", load=loaded_by(find_engagement))
def engagement(engagement: Engagement) -> ResponseReturnValue:
    """Show an engagement: whom it reached, what each said, and of whom nothing is noted yet."""
    return render_template(
        "impact/engagement/engagement.html",
        engagement=engagement,
        showing=presentation,
        citing={
            voice.id: references_to(db(), actor(), Reference(Voice.__tablename__, voice.id))
            for voice in engagement.voices
        },
    )


@bp.route("/<int:engagement_id>/edit", methods=["GET", "POST"])
@permit("impact.engage", load=loaded_by(find_engagement))
def edit(engagement: Engagement) -> ResponseReturnValue:
    """Change an engagement, or write its minutes."""
    return _write(engagement.assessment, engagement)


@bp.route("/<int:engagement_id>/invite", methods=["GET", "POST"])
@permit("impact.engage", load=loaded_by(find_engagement))
def invite(engagement: Engagement) -> ResponseReturnValue:
    """Choose bodies from the list, by kind, ward and characteristic, and write to them."""
    filters, form = ContactFilter(request.args), InviteForm()
    listed = _listed(filters)
    offered = {found.id: choice(found.id, found.name, hint=found.email or _("no address")) for found in listed}
    form.contacts.choices = list(offered.values())
    if form.validate_on_submit():
        wanted = set(form.contacts.data or ())
        chosen = [found for found in listed if str(found.id) in wanted]
        return _invite(engagement, chosen)
    # Whom somebody else invited meanwhile can be sent, and is not offered again.
    known = {invitation.contact_id for invitation in engagement.invitations}
    form.contacts.choices = [shown for number, shown in offered.items() if number not in known]
    return render_form("impact/engagement/invite.html", form, filter=filters, engagement=engagement)


def _listed(filters: ContactFilter) -> list[Contact]:
    chosen = (filters.kind.data or "", filters.ward.data or "", filters.characteristic.data or "")
    return matching(db().scalars(contacts()).all(), *chosen)


def _invite(engagement: Engagement, chosen: list[Contact]) -> ResponseReturnValue:
    if len(chosen) > AT_ONCE:
        url = url_for("impact_engagement.engagement", engagement_id=engagement.id)
        job = ask_to_invite(db(), actor(), engagement, chosen, url)
        return redirect(url_for("jobs_staff.page", job_id=job.id), 303)
    count = services.invite_bodies(db(), actor(), engagement, chosen)
    already = _("They were invited already, so nobody was written to again.")
    return _back(engagement, _("%(count)s bodies were invited.", count=count) if count else already)


@bp.route("/<int:engagement_id>/voices/new", methods=["GET", "POST"])
@permit("impact.engage", load=loaded_by(find_engagement))
def new_voice(engagement: Engagement) -> ResponseReturnValue:
    """Note what a body said."""
    return _note(engagement, None, db().get(Contact, asked_number("contact")))


@bp.route("/voices/<int:voice_id>", methods=["GET", "POST"])
@permit("impact.engage", load=loaded_by(find_voice))
def voice(voice: Voice) -> ResponseReturnValue:
    """Change what was noted of a body, or what it was answered."""
    return _note(voice.engagement, voice, voice.contact)


@bp.route("/about/<int:assessment_id>/coverage", methods=["GET", "POST"])
@permit("impact.engage", load=find_assessment)
def coverage(assessment: Assessment) -> ResponseReturnValue:
    """Show who was reached against the baseline, who is missing, and say what was done about it."""
    found, form = coverage_of(db(), assessment), GapForm()
    missing = found.missing
    form.gap.choices = [
        choice("", _("Select")),
        *(choice(str(place), f"{title_of(row.dimension)}: {row.label}") for place, row in enumerate(missing)),
    ]
    if form.validate_on_submit():
        row = missing[int(form.gap.data or 0)]
        services.answer_gap(db(), actor(), assessment, row.dimension, row.category, form.done.data or "")
        flash(_("Saved."), "success")
        return redirect(url_for("impact_engagement.coverage", assessment_id=assessment.id), 303)
    return render_form(
        "impact/engagement/coverage.html", form, assessment=assessment, coverage=found, tables=coverage_tables(found)
    )


def published_engagement(reference: Reference) -> str | None:
    """Return what everybody reads of the engagement about a signed assessment, for its page."""
    assessment = db().get(Assessment, reference.id)
    held = engagements_of(db(), assessment) if assessment else []
    if assessment is None or assessment.signed is None or not held:
        return None
    if public_document(db(), ANONYMOUS, assessment.signed).kept_back:
        return None
    found = coverage_of(db(), assessment)
    return render_template(
        "impact/engagement/_published.html",
        log=public_log(db(), held),
        counts=found.counts,
        tables=coverage_tables(found),
        showing=presentation,
        citing={
            voice.id: references_to(db(), ANONYMOUS, Reference(Voice.__tablename__, voice.id))
            for each in held
            for voice in each.voices
        },
    )


class CoverageTable(NamedTuple):
    """A dimension of the coverage: its title, whether it is known how many people a part is, and a row for each."""

    title: str
    has_people: bool
    rows: list[tuple[object, ...]]


def coverage_tables(found: Coverage) -> list[CoverageTable]:
    """Return a table for each dimension: the part, how many people it is, who was invited, told and heard, and what
    was done.
    """
    tables = []
    for dimension, rows in found.rows.items():
        has_people = any(row.people is not None for row in rows)
        if rows:
            listed = [_covered(row, has_people=has_people) for row in rows]
            tables.append(CoverageTable(title_of(dimension), has_people, listed))
    return tables


def _covered(row: CoverageRow, *, has_people: bool) -> tuple[object, ...]:
    people = _("Not known") if row.people is None else f"{row.people:,}"
    reached = (row.invited, row.told, row.heard or _("Nobody"), row.done)
    return (row.label, *((people,) if has_people else ()), *reached)


def _write(assessment: Assessment, engagement: Engagement | None) -> ResponseReturnValue:
    names = ("title", "mode", "held_on", "place", "question", "minutes")
    shown = {name: getattr(engagement, name) for name in names} if engagement else {}
    form = EngagementForm(data={**shown, "version": str(engagement.version if engagement else 0)})
    if form.validate_on_submit() and form.held_on.data:
        words = {name: form[name].data or "" for name in names if name != "held_on"}
        facts = EngagementFacts(**words, held_on=form.held_on.data)
        try:
            saved = services.save_engagement(db(), actor(), assessment, engagement, facts, seen=form.seen_version())
        except Conflict as refused:
            form.take_errors(refused)
        else:
            return _back(saved, _("Saved."))
    return render_form("impact/engagement/write.html", form, assessment=assessment, engagement=engagement)


def _note(engagement: Engagement, voice: Voice | None, contact: Contact | None) -> ResponseReturnValue:
    form = VoiceForm(data=_shown_voice(voice, contact))
    if form.validate_on_submit():
        facts = VoiceFacts(
            name=form.name.data or "",
            kind=form.kind.data or "",
            is_named=bool(form.is_named.data),
            present=form.present.data or 0,
            residents=form.residents.data or 0,
            view=form.view.data or "",
            said=form.said.data or "",
            answer=form.answer.data or "",
        )
        try:
            services.note_voice(db(), actor(), engagement, voice, contact, facts, seen=form.seen_version())
        except (Conflict, Invalid) as refused:
            form.take_errors(refused)
        else:
            return _back(engagement, _("Saved."))
    return render_form("impact/engagement/voice.html", form, engagement=engagement, voice=voice)


def _shown_voice(voice: Voice | None, contact: Contact | None) -> dict[str, object]:
    if voice is not None:
        names = ("name", "kind", "is_named", "present", "residents", "view", "said", "answer")
        return {**{name: getattr(voice, name) for name in names}, "version": str(voice.version)}
    known = {"name": contact.name, "kind": contact.kind} if contact else {}
    return {**known, "version": "0"}


def _back(engagement: Engagement, sentence: str) -> ResponseReturnValue:
    flash(sentence, "success")
    return redirect(url_for("impact_engagement.engagement", engagement_id=engagement.id), 303)
