"""Importing responses from a file: upload it, say what its columns mean, see what would happen, and do it."""

from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from consult.consultations.models import Activity
from consult.consultations.queries import find_activity
from consult.jobs.staff_views import progress_text
from consult.kernel.errors import Conflict, DomainError, Gone
from consult.submissions.desk import bp, require_questionnaire
from consult.submissions.import_files import (
    SHOWN,
    check_upload,
    discard_import,
    faults_as_csv,
    find_import,
    head_of,
    is_being_imported,
    job_of,
    keep_upload,
    mapped_of,
    note_faults_taken,
    own_imports,
    refusals_of,
)
from consult.submissions.import_forms import ImportFileForm, columns_form, earlier_choices, first_choices
from consult.submissions.import_jobs import begin_import
from consult.submissions.instruments import known_kinds, questionnaire_of
from consult.submissions.models import Channel, ImportState, ResponseImport
from consult.submissions.owners import require_desk
from consult.web.forms import render_form
from consult.web.guard import actor, permit
from consult.web.limits import takes_files
from consult.web.transactions import database, session


@bp.route("/activities/<int:activity_id>/import", methods=["GET", "POST"])
@permit("submissions.enter", load=find_activity)
@takes_files
def import_file(activity: Activity) -> ResponseReturnValue:
    """Upload a file of responses."""
    require_desk(session(), activity)
    require_questionnaire(session(), activity)
    form = ImportFileForm()
    if form.validate_on_submit() and form.file.data is not None:
        try:
            kept = keep_upload(session(), actor(), activity, form.file.data.filename or "", form.file.data.read())
        except DomainError as error:
            form.add_error("file", str(error))
        else:
            return redirect(url_for("submissions_staff.import_columns", import_id=kept.id), 303)
    waiting = session().scalars(own_imports(activity.id, actor())).all()
    return render_form("submissions/import_file.html", form, activity=activity, waiting=waiting)


@bp.route("/imports/<int:import_id>/columns", methods=["GET", "POST"])
@permit("submissions.enter", load=find_import)
def import_columns(found: ResponseImport) -> ResponseReturnValue:
    """Say which column answers which question, and have the whole file checked."""
    if found.state == ImportState.DONE or is_being_imported(session(), found):
        return _to_import(found)
    activity = _activity_of(found)
    asked = require_questionnaire(session(), activity)
    columns, rows = head_of(session(), found)
    earlier = earlier_choices(mapped_of(found), found.channel, columns) if found.mapping else None
    shown = columns_form(asked, known_kinds(session()), columns)
    form: Any = shown(data=earlier or first_choices(asked, columns))
    if form.validate_on_submit():
        try:
            check_upload(session(), actor(), found, form.as_mapped(columns), Channel(form.channel.data))
        except Gone:
            raise
        except DomainError as error:
            form.take_errors(error)
        else:
            return _to_import(found)
    head = {"columns": columns, "rows": rows}
    return render_form("submissions/import_columns.html", form, found=found, activity=activity, asked=asked, head=head)


@bp.get("/imports/<int:import_id>")
@permit("submissions.enter", load=find_import)
def import_report(found: ResponseImport) -> ResponseReturnValue:
    """Show what an import would do, how far it is, or what it did."""
    if found.state == ImportState.UPLOADED:
        return redirect(url_for("submissions_staff.import_columns", import_id=found.id), 303)
    activity, job = _activity_of(found), job_of(session(), found)
    asked = questionnaire_of(session(), activity)
    labels = {one.key: one.label for one in asked.questions} if asked else {}
    return render_template(
        "submissions/import_report.html",
        found=found,
        activity=activity,
        report=found.report,
        mapped=mapped_of(found),
        labels=labels,
        channel=Channel(found.channel).label,
        job=job,
        job_text=progress_text(job) if job else "",
        is_busy=is_being_imported(session(), found),
        is_done=found.state == ImportState.DONE,
        shown_at_most=SHOWN,
    )


@bp.post("/imports/<int:import_id>/begin")
@permit("submissions.enter", load=find_import)
def import_begin(found: ResponseImport) -> ResponseReturnValue:
    """Import the file as it was checked, by a job."""
    try:
        job = begin_import(session(), actor(), found, request.form.get("seen", 0, type=int))
    except Conflict as error:
        flash(str(error))
        return _to_import(found)
    return _to_import(found) if job is None else redirect(url_for("jobs_staff.page", job_id=job.id), 303)


@bp.post("/imports/<int:import_id>/faults")
@permit("submissions.enter", load=find_import)
def import_faults(found: ResponseImport) -> ResponseReturnValue:
    """Send the complete list of rows that cannot be taken; the trail says so before the first byte leaves."""
    refused = refusals_of(session(), actor(), found)
    who, activity = actor(), _activity_of(found)
    database().write(lambda opened: note_faults_taken(opened, who, activity, len(refused)))
    headers = {"Content-Disposition": f'attachment; filename="import-{found.id}-faults.csv"'}
    return Response(faults_as_csv(refused), content_type="text/csv; charset=utf-8", headers=headers)


@bp.post("/imports/<int:import_id>/discard")
@permit("submissions.enter", load=find_import)
def import_discard(found: ResponseImport) -> ResponseReturnValue:
    """Delete a file that is not to be imported after all."""
    activity_id = found.activity_id
    try:
        discard_import(session(), found)
    except Conflict as error:
        flash(str(error))
        return _to_import(found)
    flash("The file is deleted. Nothing of it was imported.", "success")
    return redirect(url_for("submissions_staff.import_file", activity_id=activity_id), 303)


def _activity_of(found: ResponseImport) -> Activity:
    return session().get_one(Activity, found.activity_id)


def _to_import(found: ResponseImport) -> ResponseReturnValue:
    return redirect(url_for("submissions_staff.import_report", import_id=found.id), 303)
