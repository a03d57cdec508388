"""Importing responses from a file: upload it, say what its columns mean, see what would happen, and do it."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from consult.consultations.models import Activity
from consult.consultations.queries import find_activity
from consult.desk.filters import require_questionnaire
from consult.imports.checks import (
    SHOWN,
    check_upload,
    record_faults_taken,
    rest_of,
)
from consult.imports.choices import earlier_choices, file_columns, first_choices, worked_out_columns
from consult.imports.clash_forms import AllClashesForm, ClashesForm, clashes_form
from consult.imports.clashes import PER_PAGE, choose, choose_for_all, clashes_on, counts_by_choice
from consult.imports.files import (
    discard_import,
    find_import,
    head_of,
    is_being_imported,
    job_of,
    keep_upload,
    own_imports,
    plan_of,
    read_again,
    require_unfinished,
)
from consult.imports.forms import FileAsked, ImportFileForm, columns_form
from consult.imports.jobs import begin_import
from consult.imports.models import ImportState, ResponseImport
from consult.imports.plan import OnConflict, how_in_words
from consult.imports.value_forms import values_form
from consult.imports.values import (
    UnknownValue,
    chosen_meanings,
    meanings_in_words,
    unknown_values,
)
from consult.jobs.staff_views import progress_text
from consult.kernel.errors import ChangedMeanwhile, Conflict, DomainError, Gone
from consult.kernel.messages import gettext as _
from consult.kernel.row_numbers import row_number
from consult.submissions.models import Channel
from consult.submissions.owners import require_desk
from consult.submissions.questionnaires import known_kinds, questions_over_versions
from consult.web.addresses import asked_number
from consult.web.forms import render_form
from consult.web.guard import actor, permit
from consult.web.limits import takes_files
from consult.web.transactions import database, db

bp = Blueprint("imports", __name__, url_prefix="/staff")


@bp.route("/activities/<int:activity_id>/import", methods=["GET", "POST"])
@permit("submissions.enter", load=find_activity)
@takes_files
def upload(activity: Activity) -> ResponseReturnValue:
    """Upload a file of responses."""
    require_desk(db(), activity)
    require_questionnaire(db(), activity)
    form = ImportFileForm()
    if form.validate_on_submit() and form.file.data is not None:
        try:
            kept = keep_upload(db(), actor(), activity, form.file.data.filename or "", form.file.data.read())
        except DomainError as error:
            form.add_error("file", str(error))
        else:
            return redirect(url_for("imports.columns", import_id=kept.id), 303)
    waiting = db().scalars(own_imports(activity.id, actor())).all()
    return render_form("imports/upload.html", form, activity=activity, waiting=waiting)


@bp.route("/imports/<int:import_id>/columns", methods=["GET", "POST"])
@permit("submissions.enter", load=find_import)
def columns(found: ResponseImport) -> ResponseReturnValue:
    """Say which column answers which question, and have the whole file checked."""
    if found.state == ImportState.DONE or is_being_imported(db(), found):
        return _to_import(found)
    activity = _activity_of(found)
    asked = _file_asked(found, activity)
    earlier = plan_of(found) if found.mapping else None
    begun = earlier_choices(earlier, found.channel, asked) if earlier else first_choices(asked)
    form: Any = columns_form(asked)(data=begun)
    if form.validate_on_submit() or (form.is_submitted() and "again" in request.form and not form.layout_errors()):
        try:
            if "again" in request.form or form.layout_changes():
                plan = replace(form.as_plan(earlier), layout=form.layout_to_read())
                read_again(db(), found, plan, Channel(found.channel if form.channel.errors else form.channel.data))
                return redirect(url_for("imports.columns", import_id=found.id), 303)
            check_upload(db(), actor(), found, form.as_plan(earlier), Channel(form.channel.data))
        except Gone:
            raise
        except DomainError as error:
            form.take_errors(error)
        else:
            return _to_import(found)
    return render_form(
        "imports/columns.html",
        form,
        found=found,
        activity=activity,
        asked=asked,
        worked_out=worked_out_columns(asked),
        files=file_columns(asked),
    )


@bp.get("/imports/<int:import_id>")
@permit("submissions.enter", load=find_import)
def report(found: ResponseImport) -> ResponseReturnValue:
    """Show what an import would do, how far it is, or what it did."""
    if found.state == ImportState.UPLOADED:
        return redirect(url_for("imports.columns", import_id=found.id), 303)
    return _report_page(found, 1 if found.state == ImportState.DONE else max(1, asked_number("page")))


def _how(found: ResponseImport, activity: Activity) -> list[tuple[str, str]]:
    """Return what the plan of an import says, and what it takes each value for."""
    labels = {question.key: question.label for question in questions_over_versions(db(), activity)}
    said = how_in_words(plan_of(found), labels, Channel(found.channel).label)
    return [*said, *meanings_in_words(_values_of(found, activity))]


def _report_page(
    found: ResponseImport, page: int, form: ClashesForm | None = None, for_all: AllClashesForm | None = None
) -> ResponseReturnValue:
    activity, job = _activity_of(found), job_of(db(), found)
    is_done = found.state == ImportState.DONE
    by_choice = {choice.name if choice else "ASK": count for choice, count in counts_by_choice(db(), found).items()}
    clashes = clashes_on(db(), activity, found, page)
    unit = found.report.get("head", {}).get("unit", "row")
    is_open = "1" if by_choice["ASK"] else "0"
    text, status = render_form(
        "imports/report.html",
        form or clashes_form(clashes, unit)(formdata=None),
        for_all=for_all or AllClashesForm(formdata=None, data={"only_open": is_open}),
        found=found,
        activity=activity,
        report=found.report,
        plan=plan_of(found),
        channel=Channel(found.channel).label,
        unknown=[(words, count) for _ignored, words, count in found.report.get("unknown", ())],
        clashes=clashes,
        by_choice=by_choice,
        page=page,
        pages=-(-sum(by_choice.values()) // PER_PAGE),
        how=[] if is_done else _how(found, activity),
        job=job,
        job_text=progress_text(job) if job else "",
        is_busy=is_being_imported(db(), found),
        is_done=is_done,
        shown_at_most=SHOWN,
    )
    return text, 422 if for_all else status


@bp.route("/imports/<int:import_id>/values", methods=["GET", "POST"])
@permit("submissions.enter", load=find_import)
def values(found: ResponseImport) -> ResponseReturnValue:
    """Say what the values mean that match no answer, and have the file checked again."""
    activity = _activity_of(found)
    values = _values_of(found, activity) if found.state == ImportState.CHECKED else []
    if not values or is_being_imported(db(), found):
        return _to_import(found)
    form = values_form(values)(data=chosen_meanings(values))
    if form.validate_on_submit():
        if request.form.get("seen", 0, type=int) != found.revision:
            flash(_("The file was read in another way meanwhile. Select what its values mean again."))
            return _to_import(found)
        check_upload(db(), actor(), found, form.as_plan(plan_of(found)), Channel(found.channel))
        return _to_import(found)
    return render_form("imports/values.html", form, found=found, activity=activity, values=values)


@bp.post("/imports/<int:import_id>/clashes")
@permit("submissions.enter", load=find_import)
def clashes(found: ResponseImport) -> ResponseReturnValue:
    """Say what happens with rows that say something else than before: each on a page, or all of them."""
    page = max(1, row_number(request.form.get("page")))
    try:
        require_unfinished(db(), found)
        if "only_open" in request.form:
            return _choose_for_all(found, page)
        clashes = clashes_on(db(), _activity_of(found), found, page)
        form = clashes_form(clashes, found.report["head"]["unit"])()
        if not form.validate_on_submit():
            return _report_page(found, page, form)
        chosen = form.choices()
        changed = choose(db(), found, chosen)
    except Conflict as error:
        flash(str(error))
        return _to_import(found)
    shown = clashes_on(db(), _activity_of(found), found, page)
    if changed or len(chosen) < sum(name.startswith("choice_") for name in request.form):
        again = clashes_form(shown, found.report["head"]["unit"])(formdata=None)
        again.take_errors(ChangedMeanwhile(_("Some of these changed while you chose. Compare both and choose again.")))
        return _report_page(found, page, again)
    to = row_number(request.form.get("to")) or page
    return redirect(url_for("imports.report", import_id=found.id, page=to, _anchor="clashes"), 303)


def _choose_for_all(found: ResponseImport, page: int) -> ResponseReturnValue:
    form = AllClashesForm()
    if not form.validate_on_submit():
        return _report_page(found, page, for_all=form)
    choose_for_all(db(), found, OnConflict(str(form.for_all.data)), only_open=form.only_open.data == "1")
    return redirect(url_for("imports.report", import_id=found.id, _anchor="clashes"), 303)


@bp.post("/imports/<int:import_id>/begin")
@permit("submissions.enter", load=find_import)
def begin(found: ResponseImport) -> ResponseReturnValue:
    """Import the file as it was checked, by a job."""
    seen, takes_rest = request.form.get("seen", 0, type=int), "rest" in request.form
    try:
        job = begin_import(db(), actor(), found, seen, takes_rest=takes_rest)
    except Conflict as error:
        flash(str(error))
        return _to_import(found)
    return _to_import(found) if job is None else redirect(url_for("jobs_staff.page", job_id=job.id), 303)


@bp.post("/imports/<int:import_id>/faults")
@permit("submissions.enter", load=find_import)
def faults(found: ResponseImport) -> ResponseReturnValue:
    """Send the rows that are not taken, each with its reason; the audit log says so before the first byte leaves."""
    rows, content = rest_of(db(), actor(), found)
    who, activity = actor(), _activity_of(found)
    database().write(lambda opened: record_faults_taken(opened, who, activity, rows))
    headers = {"Content-Disposition": f'attachment; filename="import-{found.id}-not-taken.csv"'}
    return Response(content, content_type="text/csv; charset=utf-8", headers=headers)


@bp.post("/imports/<int:import_id>/discard")
@permit("submissions.enter", load=find_import)
def discard(found: ResponseImport) -> ResponseReturnValue:
    """Delete a file that is not to be imported after all."""
    activity_id = found.activity_id
    try:
        discard_import(db(), found)
    except Conflict as error:
        flash(str(error))
        return _to_import(found)
    flash(_("The file is deleted. Nothing of it was imported."), "success")
    return redirect(url_for("imports.upload", activity_id=activity_id), 303)


def _file_asked(found: ResponseImport, activity: Activity) -> FileAsked:
    questionnaire = require_questionnaire(db(), activity)
    return FileAsked(
        questions=questions_over_versions(db(), activity),
        kinds=known_kinds(db()),
        head=head_of(db(), found),
        file_name=found.file_name,
        asks_about_you=questionnaire.asks_about_you,
        versions=activity.settings_version,
    )


def _values_of(found: ResponseImport, activity: Activity) -> list[UnknownValue]:
    questions = {question.key: question for question in questions_over_versions(db(), activity)}
    return unknown_values(questions, found.report.get("unknown", ()), plan_of(found))


def _activity_of(found: ResponseImport) -> Activity:
    return db().get_one(Activity, found.activity_id)


def _to_import(found: ResponseImport) -> ResponseReturnValue:
    return redirect(url_for("imports.report", import_id=found.id), 303)
