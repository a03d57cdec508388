"""The officers' pages: what waits, taking in what the police published, and what is done with a row."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from consult.sdk.access import Actor, actor, permit
from consult.sdk.activities import announced
from consult.sdk.database import db
from consult.sdk.errors import ChangedMeanwhile, Invalid, NotFound
from consult.sdk.files import import_page, takes_files
from consult.sdk.forms import Form, choice, render_form
from consult.sdk.messages import gettext as _
from consult.sdk.references import WrongLines
from plugins.register import pauses, queries, services, withholding
from plugins.register.imports import DEPLOYMENTS_FILE
from plugins.register.models import Change, Deployment, DeploymentType, Pause
from plugins.register.presentation import changed_cells
from plugins.register.staff_forms import (
    LinksForm,
    PauseForm,
    PlanForm,
    ReasonForm,
    ResumeForm,
    SettleForm,
    WithholdForm,
    correction_form,
)
from plugins.register.views import find_row

bp = Blueprint("register_staff", __name__, url_prefix="/staff/register")
SHOWN_CHANGES = 50


def find_pause(session: Session, actor: Actor, pause_id: int) -> Pause:
    """Return the pause that an address names; raises `NotFound`."""
    found = session.get(Pause, pause_id)
    if found is None:
        raise NotFound
    return found


@bp.get("")
@permit("register.keep")
def index() -> ResponseReturnValue:
    """Show what waits to be done for the register, and what can be done."""
    return render_template(
        "register/desk.html",
        waiting=queries.number_of_changes(db()),
        waiting_results=queries.number_of_result_changes(db()),
        planned=list(db().scalars(queries.planned())),
        withheld=queries.withheld(db()),
        pauses=list(db().scalars(queries.pauses())),
    )


@bp.route("/import", methods=["GET", "POST"])
@permit("register.keep")
@takes_files
def take_file() -> ResponseReturnValue:
    """Take in a file of deployments."""
    return import_page(DEPLOYMENTS_FILE, back=url_for("register_staff.index"))


@bp.route("/changes", methods=["GET", "POST"])
@permit("register.keep")
def changes() -> ResponseReturnValue:
    """Settle the changes that files brought, those that are shown together for one reason."""
    shown = list(db().scalars(queries.waiting_changes().limit(SHOWN_CHANGES)))
    form = SettleForm(data={"changes": " ".join(str(change.id) for change in shown)})
    if form.validate_on_submit():
        settled = [found for number in form.seen() if (found := db().get(Change, number)) is not None]
        is_confirmed = form.outcome.data == "confirmed"
        services.settle_changes(db(), actor(), settled, is_confirmed=is_confirmed, reason=form.reason.data)
        return redirect(url_for("register_staff.changes"), 303)
    listed = [(f"{change.deployment.number}, {change.deployment.location}", changed_cells(change)) for change in shown]
    count = queries.number_of_changes(db())
    return render_form("register/changes.html", form, changes=listed, count=count, title=_("Changes to confirm"))


@bp.route("/new", methods=["GET", "POST"])
@permit("register.keep")
def announce() -> ResponseReturnValue:
    """Announce a deployment."""
    form = PlanForm(data={"deployment_type": DeploymentType.UNKNOWN})
    if form.validate_on_submit() and form.held_on.data is not None:
        plan = services.Plan(
            held_on=form.held_on.data,
            location=form.location.data,
            ward=form.ward.data or "",
            operator=form.operator.data or "",
            purpose=form.purpose.data or "",
            deployment_type=DeploymentType(str(form.deployment_type.data)),
        )
        return _back_to(services.announce(db(), actor(), plan))
    return _page(form, _("Announce a deployment"))


@bp.route("/deployments/<number>/correct", methods=["GET", "POST"])
@permit("register.keep", load=find_row)
def correct(row: Deployment) -> ResponseReturnValue:
    """Correct the figures of a row."""
    form = correction_form(dict(row.versions[-1].cells), row.version)
    if form.validate_on_submit():
        try:
            services.correct(
                db(), actor(), row, form.cells(), reason=form.reason.data, seen_version=form.seen_version()
            )
        except (Invalid, ChangedMeanwhile) as error:
            form.take_errors(error)
        else:
            return _back_to(row)
    return _page(form, _("Correct deployment %(number)s", number=row.number), row)


@bp.route("/deployments/<number>/cancel", methods=["GET", "POST"])
@permit("register.keep", load=find_row)
def cancel(row: Deployment) -> ResponseReturnValue:
    """Cancel a deployment that is announced."""
    form = ReasonForm()
    if form.validate_on_submit():
        services.cancel(db(), actor(), row, form.reason.data)
        return _back_to(row)
    return _page(form, _("Cancel deployment %(number)s", number=row.number), row)


@bp.route("/deployments/<number>/withhold", methods=["GET", "POST"])
@permit("register.keep", load=find_row)
def withhold(row: Deployment) -> ResponseReturnValue:
    """Withhold a row until a day."""
    form = WithholdForm(data={"exemption": row.exemption, "until": row.withheld_until})
    if form.validate_on_submit() and form.until.data is not None:
        try:
            withholding.withhold(db(), actor(), row, str(form.exemption.data), form.until.data)
        except Invalid as error:
            form.take_errors(error)
        else:
            return _back_to(row)
    return _page(form, _("Withhold deployment %(number)s", number=row.number), row)


@bp.route("/deployments/<number>/release", methods=["GET", "POST"])
@permit("register.keep", load=find_row)
def release(row: Deployment) -> ResponseReturnValue:
    """Let everybody read a row again."""
    form = Form()
    if form.validate_on_submit():
        withholding.release(db(), actor(), row)
        return _back_to(row)
    return _page(form, _("Let everybody read deployment %(number)s", number=row.number), row)


@bp.route("/deployments/<number>/links", methods=["GET", "POST"])
@permit("register.keep", load=find_row)
def links(row: Deployment) -> ResponseReturnValue:
    """Say on what a deployment stands: its case, assessment, consultation and conditions."""
    form = LinksForm()
    form.consultations.choices = [choice(str(found.id), found.title) for found in db().scalars(announced())]
    if form.validate_on_submit():
        chosen = [int(number) for number in form.consultations.data or []]
        try:
            services.cite_for(db(), actor(), row, form.references.data or "", form.note.data or "", chosen)
        except WrongLines as error:
            for sentence in error.lines:
                form.add_error("references", sentence)
        except Invalid as error:
            form.take_errors(error)
        else:
            return _back_to(row)
    return _page(form, _("What deployment %(number)s stands on", number=row.number), row)


@bp.route("/pauses/new", methods=["GET", "POST"])
@permit("register.keep")
def pause() -> ResponseReturnValue:
    """Note that use is suspended."""
    form = PauseForm()
    if form.validate_on_submit() and form.paused_on.data is not None:
        pauses.pause(db(), actor(), form.area.data, form.paused_on.data, form.reason.data, str(form.source.data or ""))
        return redirect(url_for("register_staff.index"), 303)
    return _page(form, _("Note a pause"))


@bp.route("/pauses/<int:pause_id>/resume", methods=["GET", "POST"])
@permit("register.keep", load=find_pause)
def resume(found: Pause) -> ResponseReturnValue:
    """Note that it is used again."""
    form = ResumeForm()
    if form.validate_on_submit() and form.resumed_on.data is not None:
        try:
            pauses.resume(db(), actor(), found, form.resumed_on.data, form.reason.data)
        except Invalid as error:
            form.take_errors(error)
        else:
            return redirect(url_for("register_staff.index"), 303)
    return _page(form, _("Note that use was resumed: %(area)s", area=found.area))


def _page(form: Form, title: str, row: Deployment | None = None) -> ResponseReturnValue:
    """Show a page with a form and nothing else."""
    back = url_for("register.deployment", number=row.number) if row else url_for("register_staff.index")
    return render_form("register/form.html", form, title=title, back=back)


def _back_to(row: Deployment) -> ResponseReturnValue:
    return redirect(url_for("register.deployment", number=row.number), 303)
