"""The officer's summary page, exports and the publishing of results."""

from dataclasses import dataclass

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.citations.queries import links, visible_rows
from consult.consultations.models import Activity, Consultation, State
from consult.consultations.places import CONSULTATION_DESK, CONSULTATION_OUTCOME
from consult.consultations.queries import find_activity, find_consultation
from consult.contract.plugin import Export
from consult.contract.references import Link, Reference
from consult.desk.readings import read_coverage
from consult.exports.editions import newest_edition, newest_editions
from consult.exports.entries_together import entries_together
from consult.exports.exact_counts import may_have_exact_counts
from consult.exports.exclusion_rates import ExclusionRate, exclusion_rates
from consult.exports.export_files import (
    Wanted,
    asking_activities,
    columns_for,
    exports_of,
    find_wanted,
    offered_exports,
    overviews_of,
    site_exports,
    summaries_of,
)
from consult.exports.forms import ExportForm, LateFormsForm, PublishForm
from consult.exports.late_forms import set_late_forms_day, shown_day
from consult.exports.making import may_be_crossed, refusal_of
from consult.exports.models import Edition, PreparedExport, ResultsRequest
from consult.exports.prepared_files import (
    KEPT,
    LARGE,
    ask_for_file,
    file_of,
    find_prepared,
    read_file,
    rows_expected,
    wanted_of,
)
from consult.exports.publication import ask_to_publish, drop_request, find_request, publish_asked
from consult.exports.result_charts import question_chart, taking_part_charts
from consult.exports.running import is_running
from consult.exports.services import begin_export, stream
from consult.exports.summary import summarise
from consult.jobs.models import Job
from consult.kernel.authz import Actor
from consult.kernel.errors import DomainError, NotFound
from consult.kernel.formats import number
from consult.kernel.messages import gettext as _
from consult.submissions.labels import labels_of
from consult.submissions.questionnaires import questionnaire_of
from consult.web.forms import choice, render_form
from consult.web.guard import actor, permit, require
from consult.web.transactions import database, db

bp = Blueprint("exports_staff", __name__, url_prefix="/staff")


@bp.get("/consultations/<slug>/summary")
@permit("exports.summary", load=find_consultation)
def summary(consultation: Consultation) -> ResponseReturnValue:
    """Show how many took part, by which way, and what they answered."""
    summaries = [
        {
            "summary": counted,
            "taking_part": taking_part_charts(counted),
            "charts": [(question, question_chart(question)) for question in counted.questions],
            "exclusions": list(counted.exclusions.items()),
            "rates": [
                (f"{rate.question}: {rate.answer}", number(rate.received), number(rate.excluded), _share(rate))
                for rate in exclusion_rates(db(), counted)
            ],
            "together": list(entries_together(questionnaire_of(db(), counted.activity), counted.questions)),
            "noticed": labels_of(db(), counted.activity.id),
        }
        for counted in summaries_of(db(), consultation)
    ]
    return render_template(
        "exports/summary.html",
        consultation=consultation,
        summaries=summaries,
        overviews=overviews_of(db(), actor(), consultation),
        is_running=is_running(db(), consultation),
    )


def _share(rate: ExclusionRate) -> str:
    return _("too few to tell") if rate.per_cent is None else f"{rate.per_cent}%"


@bp.route("/consultations/<slug>/export", methods=["GET", "POST"])
@permit("exports.take", load=find_consultation, fresh=True)
def take(consultation: Consultation) -> ResponseReturnValue:
    """Export something; the audit log says so before the first byte leaves."""
    form = ExportForm()
    offers = offered_exports(db(), consultation)
    form.what.choices = [
        choice(f"{export.name}:{activity.id if activity else ''}", _title_of(export, activity))
        for export, activity in offers
        if actor().can(export.permission, consultation)
    ]
    if form.validate_on_submit():
        try:
            return _exported(consultation, form)
        except DomainError as error:
            form.take_errors(error)
    back = Link(
        title=_("Back to the consultation"), endpoint="consultations_staff.show", parts={"slug": consultation.slug}
    )
    return render_form("exports/export.html", form, caption=consultation.title, back=back)


@bp.route("/data", methods=["GET", "POST"])
@permit("exports.take", fresh=True)
def take_site() -> ResponseReturnValue:
    """Export what concerns the whole site rather than one consultation."""
    offered = [export for export in site_exports(db()) if actor().can(export.permission)]
    back = Link(title=_("Back to the desk"), endpoint="consultations_staff.index")
    return _taken(offered, None, back, caption=_("The whole site"))


@dataclass(frozen=True)
class Exportable:
    """One row, what can be exported of it, and the page on which this reader finds it."""

    reference: Reference
    row: object
    link: Link


def find_exportable(session: Session, kind: str, number: int, actor: Actor) -> Exportable:
    """Return a row of which something can be exported; raises `NotFound` for one that the actor may not know of."""
    reference = Reference(kind, number)
    row = visible_rows(session, actor, [reference]).get(reference)
    if row is None or not exports_of(session, reference):
        raise NotFound
    return Exportable(reference, row, links(session, actor, [reference])[reference])


@bp.route("/exports/of/<kind>/<int:number>", methods=["GET", "POST"])
@permit("exports.take", load=find_exportable, fresh=True)
def take_of(asked: Exportable) -> ResponseReturnValue:
    """Export what concerns one row, such as a motion."""
    offered = [export for export in exports_of(db(), asked.reference) if actor().can(export.permission, asked.row)]
    return _taken(offered, asked.reference, asked.link, caption=asked.link.title)


def _taken(offered: list[Export], reference: Reference | None, back: Link, *, caption: str) -> ResponseReturnValue:
    form = ExportForm()
    form.what.choices = [choice(export.name, export.title) for export in offered]
    if form.validate_on_submit():
        try:
            wanted = find_wanted(
                db(),
                {export.name: export for export in offered},
                None,
                what=form.what.data or "",
                file_format=form.file_format.data or "",
                audience=form.audience.data or "",
                reference=reference,
            )
            columns_for(db(), wanted)
        except DomainError as error:
            form.take_errors(error)
        else:
            begin_export(database(), actor(), wanted)
            return download(stream(database(), wanted), wanted)
    return render_form("exports/export.html", form, caption=caption, back=back)


@bp.get("/exports/<int:prepared_id>")
@permit("exports.take", load=find_prepared)
def prepared(found: PreparedExport) -> ResponseReturnValue:
    """Show a file that was made ahead."""
    kept_until = found.ready_at + KEPT if found.ready_at else None
    job = db().get(Job, found.job_id) if found.job_id else None
    is_coming = job is not None and not job.is_finished
    slug = db().get_one(Consultation, found.consultation_id).slug
    return render_template(
        "exports/prepared.html", prepared=found, slug=slug, kept_until=kept_until, is_coming=is_coming
    )


@bp.post("/exports/<int:prepared_id>")
@permit("exports.take", load=find_prepared, fresh=True)
def fetch(found: PreparedExport) -> ResponseReturnValue:
    """Send a file that was made ahead; this too is in the audit log first."""
    path = file_of(db(), found)
    wanted = wanted_of(db(), found)
    require(wanted.export.permission, wanted.consultation)
    begin_export(database(), actor(), wanted)
    return download(read_file(path), wanted)


@bp.route("/activities/<int:activity_id>/publish", methods=["GET", "POST"])
@permit("exports.publish", load=find_activity)
def publish(activity: Activity) -> ResponseReturnValue:
    """Ask a second officer to publish an activity's results."""
    earlier = newest_edition(db(), activity.id)
    form = PublishForm()
    if not may_be_crossed(db(), activity.id):
        del form.with_crossed
    if form.validate_on_submit():
        try:
            ask_to_publish(
                db(),
                actor(),
                activity,
                with_crossed="with_crossed" in form and bool(form.with_crossed.data),
            )
        except DomainError as error:
            form.take_errors(error)
        else:
            flash(_("Another officer is asked to publish the results."), "success")
            return redirect(url_for("exports_staff.publish", activity_id=activity.id), 303)
    asked = find_request(db(), activity.id)
    return render_form(
        "exports/publish.html",
        form,
        activity=activity,
        summary=summarise(db(), activity),
        coverage=read_coverage(db(), activity.id),
        earlier=earlier,
        withdrawer=_withdrawer_of(earlier),
        asked=asked,
        asker=_asker_of(asked),
        refusal=refusal_of(db(), activity),
        has_exact=may_have_exact_counts(db()) or (earlier is not None and earlier.exact is not None),
    )


def _asker_of(asked: ResultsRequest | None) -> Person | None:
    return db().get(Person, asked.asked_by_id) if asked and asked.asked_by_id else None


def _withdrawer_of(edition: Edition | None) -> Person | None:
    return db().get(Person, edition.withdrawn_by_id) if edition and edition.withdrawn_by_id else None


@bp.post("/activities/<int:activity_id>/publish/confirm")
@permit("exports.publish", load=find_activity)
def confirm_publication(activity: Activity) -> ResponseReturnValue:
    """Have made what another officer asked for; the page of the job says how far it is."""
    job = publish_asked(db(), actor(), activity, with_crossed=request.form.get("with_crossed") == "yes")
    return redirect(url_for("jobs_staff.page", job_id=job.id), 303)


@bp.post("/activities/<int:activity_id>/publish/drop")
@permit("exports.publish", load=find_activity)
def drop_publication(activity: Activity) -> ResponseReturnValue:
    """Take back the request to publish, or send it back."""
    drop_request(db(), actor(), activity)
    flash(_("The results are not published."), "success")
    return redirect(url_for("exports_staff.publish", activity_id=activity.id), 303)


@bp.route("/activities/<int:activity_id>/late-forms", methods=["GET", "POST"])
@permit("exports.publish", load=find_activity)
def late_forms(activity: Activity) -> ResponseReturnValue:
    """Say until when late forms are entered."""
    form = LateFormsForm(data={"day": activity.late_forms_until, "seen": shown_day(activity)})
    if form.validate_on_submit():
        try:
            set_late_forms_day(db(), actor(), activity, form.day.data, seen=form.seen.data or "")
        except DomainError as error:
            form.take_errors(error)
            form.seen.data = shown_day(activity)
        else:
            flash(_("Saved."), "success")
            return redirect(url_for("exports_staff.publish", activity_id=activity.id), 303)
    return render_form("exports/late_forms.html", form, activity=activity)


def desk_links(consultation: Consultation) -> str | None:
    """Return the links to summary, export and publication for the consultation's page on the desk."""
    if consultation.state == State.DRAFT:
        return None
    asks = asking_activities(db(), consultation)
    return render_template(
        "exports/_desk_link.html",
        consultation=consultation,
        asks=asks,
        is_running=is_running(db(), consultation),
        published=newest_editions(db(), [ask.id for ask in asks]),
    )


def reader_link(consultation: Consultation) -> str | None:
    """Return the link to the summary for those who may read it and have no desk, such as the authorising officer."""
    may_read = actor().can("exports.summary", consultation) and not actor().can("exports.take", consultation)
    return render_template("exports/_reader_link.html", consultation=consultation) if may_read else None


DESK_SLOT = CONSULTATION_DESK.slot(desk_links)
READER_SLOT = CONSULTATION_OUTCOME.slot(reader_link)


def _exported(consultation: Consultation, form: ExportForm) -> ResponseReturnValue:
    what, _ignored, activity_id = (form.what.data or "").partition(":")
    wanted = find_wanted(
        db(),
        {export.name: export for export, _ignored in offered_exports(db(), consultation)},
        consultation,
        what=what,
        file_format=form.file_format.data or "",
        audience=form.audience.data or "",
        activity_id=int(activity_id) if activity_id else None,
    )
    require(wanted.export.permission, consultation)
    columns_for(db(), wanted)
    rows = rows_expected(db(), wanted)
    if rows > LARGE:
        return _made_later(wanted, rows, actor())
    begin_export(database(), actor(), wanted)
    return download(stream(database(), wanted), wanted)


def _made_later(wanted: Wanted, rows: int, who: Actor) -> ResponseReturnValue:
    asked = ask_for_file(db(), who, wanted, rows)
    return redirect(url_for("jobs_staff.page", job_id=asked.job_id), 303)


def download(chunks: object, wanted: Wanted) -> Response:
    """Send a file as it is made, under its name."""
    response = Response(chunks, mimetype=None)  # type: ignore[arg-type]  # any iterator of bytes
    response.headers["Content-Type"] = wanted.file_format.media_type
    response.headers["Content-Disposition"] = f'attachment; filename="{wanted.file_name}"'
    return response


def _title_of(export: Export, activity: Activity | None) -> str:
    return f"{export.title} ({activity.title})" if activity else export.title
