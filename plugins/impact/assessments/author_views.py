"""The authors' pages of an assessment: its list, its sections and rows, and what each said before."""

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from consult.sdk.access import actor, permit
from consult.sdk.activities import announced
from consult.sdk.database import db
from consult.sdk.deadlines import shown_deadlines, waiting_by_urgency
from consult.sdk.errors import Conflict, NotFound
from consult.sdk.forms import choice, render_form
from consult.sdk.messages import gettext as _
from consult.sdk.messages import ngettext
from consult.sdk.pages import link_to, tag
from consult.sdk.references import Reference, WrongLines, links, read_references, reference_to, references_to
from consult.sdk.texts import local_datetime
from plugins.impact.assessments import presentation, services
from plugins.impact.assessments.catalogue import form_of
from plugins.impact.assessments.completeness import missing
from plugins.impact.assessments.course import COURSE
from plugins.impact.assessments.documents import Document, ShownPart, references_in, revisions_at, whole_document
from plugins.impact.assessments.forms import BeginForm, EntryForm, content_of, entry_form, filled
from plugins.impact.assessments.levels import level_names
from plugins.impact.assessments.models import Assessment, Entry, EntryRevision
from plugins.impact.assessments.parts import Part
from plugins.impact.assessments.queries import assessments_visible_to, find_assessment, find_entry, revisions_of
from plugins.impact.assessments.reviews import shown_causes
from plugins.impact.assessments.terms import Standing

bp = Blueprint("impact_assessments", __name__, url_prefix="/staff/impact/assessments")


@bp.get("")
@permit("impact.inspect_assessments")
def index() -> ResponseReturnValue:
    """Show what waits for the author, the most urgent first, then the assessments, the newest first."""
    return render_template(
        "impact/assessments/index.html",
        rows=_list_rows(db().scalars(assessments_visible_to(actor())).all()),
        found=waiting_by_urgency(db(), actor(), "impact"),
    )


@bp.route("/new", methods=["GET", "POST"])
@permit("impact.assess")
def new() -> ResponseReturnValue:
    """Begin an assessment."""
    form = BeginForm()
    known = db().scalars(announced().limit(200)).all()
    form.consultation.choices = [choice("", _("None")), *(choice(item.id, item.title) for item in known)]
    if form.validate_on_submit():
        consultation_id = int(form.consultation.data) if form.consultation.data else None
        begun = services.begin_assessment(db(), actor(), form.form.data or "", form.title.data or "", consultation_id)
        return redirect(url_for("impact_assessments.show", assessment_id=begun.id), 303)
    return render_form("impact/assessments/new.html", form)


@bp.get("/<int:assessment_id>")
@permit("impact.inspect_assessments", load=find_assessment)
def show(assessment: Assessment) -> ResponseReturnValue:
    """Show where an assessment stands, what is missing, and all that it says."""
    version = assessment.latest
    is_draft = version.stands_at is Standing.DRAFT
    document = whole_document(db(), actor(), version)
    return render_template(
        "impact/assessments/desk.html",
        assessment=assessment,
        version=version,
        asked=form_of(assessment),
        document=document,
        missing=missing(db(), version) if is_draft else [],
        is_draft=is_draft,
        may_write=actor().can("impact.assess", assessment),
        showing=presentation,
        tasks=_tasks(document),
        steps=COURSE.timeline(db(), version),
        deadlines=shown_deadlines(db(), reference_to(assessment)),
        causes=shown_causes(db(), actor(), assessment),
        citing=references_to(db(), actor(), reference_to(assessment)),
    )


@bp.route("/<int:assessment_id>/<part>", methods=["GET", "POST"])
@permit("impact.assess", load=find_assessment, rest=("part",))
def part(assessment: Assessment, part: str) -> ResponseReturnValue:
    """Write a section, or list the rows of a part that has rows."""
    wanted = form_of(assessment).find_part(part)
    rows = revisions_at(db(), assessment, assessment.latest.number).get(wanted.key, [])
    if wanted.is_list:
        return render_template(
            "impact/assessments/rows.html",
            assessment=assessment,
            part=wanted,
            rows=rows,
            is_draft=assessment.latest.stands_at is Standing.DRAFT,
        )
    return _write(assessment, wanted, services.entry_of_section(db(), assessment, wanted))


@bp.route("/<int:assessment_id>/<part>/add", methods=["GET", "POST"])
@permit("impact.assess", load=find_assessment, rest=("part",))
def add(assessment: Assessment, part: str) -> ResponseReturnValue:
    """Add a row to a part."""
    wanted = form_of(assessment).find_part(part)
    if not wanted.is_list:
        raise NotFound
    return _write(assessment, wanted, None)


@bp.route("/<int:assessment_id>/rows/<int:entry_id>", methods=["GET", "POST"])
@permit("impact.assess", load=find_entry)
def entry(entry: Entry) -> ResponseReturnValue:
    """Change a row."""
    return _write(entry.assessment, form_of(entry.assessment).find_part(entry.part), entry)


@bp.post("/<int:assessment_id>/rows/<int:entry_id>/remove")
@permit("impact.assess", load=find_entry)
def remove(entry: Entry) -> ResponseReturnValue:
    """Remove a row from the draft."""
    services.remove_entry(db(), actor(), entry)
    flash(_("The row was removed. Earlier versions keep it."), "success")
    return redirect(url_for("impact_assessments.part", assessment_id=entry.assessment_id, part=entry.part), 303)


@bp.get("/<int:assessment_id>/<part>/history")
@permit("impact.inspect_assessments", load=find_assessment, rest=("part",))
def history(assessment: Assessment, part: str) -> ResponseReturnValue:
    """Show everything that a part ever said, the newest first, compared word by word."""
    wanted = form_of(assessment).find_part(part)
    ids = select(Entry.id).where(Entry.assessment_id == assessment.id, Entry.part == wanted.key)
    saved = db().scalars(revisions_of(ids)).all()
    by_number = {(revision.entry_id, revision.number): revision for revision in saved}
    steps = [(revision, by_number.get((revision.entry_id, revision.number - 1))) for revision in saved]
    return render_template(
        "impact/assessments/history.html",
        assessment=assessment,
        part=wanted,
        steps=[(_moment(wanted, revision), _changes(wanted, before, revision)) for revision, before in steps],
    )


def _list_rows(found: Sequence[Assessment]) -> list[tuple[object, ...]]:
    return [
        (
            link_to(item.number, url_for("impact_assessments.show", assessment_id=item.id)),
            item.title,
            item.latest.number,
            tag(item.latest.stands_at.label, item.latest.stands_at.colour),
        )
        for item in found
    ]


def _tasks(document: Document) -> list[tuple[str, str, object, str]]:
    number = document.assessment.id
    return [
        (
            str(shown.part.title),
            url_for("impact_assessments.part", assessment_id=number, part=shown.part.key),
            _progress(shown),
            "",
        )
        for shown in document.parts
    ]


def _progress(shown: ShownPart) -> object:
    if shown.rows and shown.part.is_list:
        return ngettext("%(num)s row", "%(num)s rows", len(shown.rows))
    if shown.rows:
        return _("Written")
    return (_("Needed"), "blue") if shown.part.is_needed else (_("Not written"), "grey")


def _write(assessment: Assessment, part: Part, entry: Entry | None) -> ResponseReturnValue:
    latest = services.last_revision(db(), entry) if entry else None
    levels = level_names(db())
    form = entry_form(part, levels)(data=_shown(part, latest))
    kept = _offer_citations(form, part, latest)
    if form.validate_on_submit():
        try:
            cites = [*kept, *read_references(db(), actor(), form["cites"].data or "")] if part.cites else []
            content = content_of(part, form, levels)
            seen = form.seen_version()
            services.save_entry(db(), actor(), assessment, part, entry, content, cites, seen=seen)
        except WrongLines as wrong:
            for sentence in wrong.lines:
                form.add_error("cites", sentence)
        except Conflict as refused:
            form.take_errors(refused)
            if form.saved_otherwise is None:
                raise
        else:
            return _after_saving(assessment, part)
    return render_form(
        "impact/assessments/write.html", form, assessment=assessment, part=part, title=_title(part, entry)
    )


def _title(part: Part, entry: Entry | None) -> str:
    if not part.is_list:
        return part.title
    if entry is None:
        return _("%(title)s: add a row", title=part.title)
    return _("%(title)s: row %(number)s", title=part.title, number=entry.number)


def _shown(part: Part, latest: EntryRevision | None) -> dict[str, object]:
    if latest is None:
        return {"version": "0"}
    if latest.is_removed:
        return {"version": str(latest.number)}
    return {**filled(part, latest.content), "kept": list(latest.cites), "version": str(latest.number)}


def _offer_citations(form: EntryForm, part: Part, latest: EntryRevision | None) -> list[Reference]:
    if not part.cites:
        return []
    written = references_in([latest]) if latest else {}
    named = links(db(), actor(), written.values())
    if not written:
        del form["kept"]
        return []
    form["kept"].choices = [
        choice(text, named[reference].title if reference in named else _("Something that you may not see"))
        for text, reference in written.items()
    ]
    return [written[text] for text in form["kept"].data or () if text in written]


def _after_saving(assessment: Assessment, part: Part) -> ResponseReturnValue:
    flash(_("Saved."), "success")
    if part.is_list:
        return redirect(url_for("impact_assessments.part", assessment_id=assessment.id, part=part.key), 303)
    return redirect(url_for("impact_assessments.show", assessment_id=assessment.id), 303)


def _moment(part: Part, revision: EntryRevision) -> str:
    said = {
        "at": local_datetime(revision.saved_at),
        "by": revision.saved_by.name if revision.saved_by else _("somebody"),
        "version": revision.version,
        "row": revision.entry.number,
    }
    if revision.is_removed:
        return _("%(at)s, %(by)s, version %(version)s, row %(row)s: removed", **said)
    if part.is_list:
        return _("%(at)s, %(by)s, version %(version)s, row %(row)s", **said)
    return _("%(at)s, %(by)s, version %(version)s", **said)


def _changes(part: Part, before: EntryRevision | None, after: EntryRevision) -> list[tuple[str, str, str]]:
    old = before.content if before else {}
    new = {} if after.is_removed else after.content
    said = [(str(asked.label), asked.said(old), asked.said(new)) for asked in part.fields]
    return [(label, was, now) for label, was, now in said if was != now]
