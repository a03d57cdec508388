"""The officers' page of a report: its sections are chosen, it is previewed, and a second officer publishes it."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from consult.accounts.models import Person
from consult.consultations.models import Consultation
from consult.consultations.places import CONSULTATION_DESK
from consult.consultations.queries import find_consultation
from consult.exports.running import is_running
from consult.kernel.errors import DomainError
from consult.kernel.messages import gettext as _
from consult.publishing.page import fragment
from consult.reports.counts import counts_told
from consult.reports.forms import ReportForm
from consult.reports.making import report_of, sections_on_offer
from consult.reports.models import Report
from consult.reports.queries import asked_version, versions_of
from consult.reports.versions import ask_for_report, digest_of, drop_report, publish_report
from consult.web.forms import choice, render_form
from consult.web.guard import actor, permit
from consult.web.transactions import db

bp = Blueprint("reports_staff", __name__, url_prefix="/staff")


@bp.route("/consultations/<slug>/report", methods=["GET", "POST"])
@permit("reports.publish", load=find_consultation)
def prepare(consultation: Consultation) -> ResponseReturnValue:
    """Choose the sections of a report, and ask a second officer to publish it; or look at what was asked for."""
    asked = asked_version(db(), consultation.id)
    offered = sections_on_offer(db())
    form = ReportForm(data={"sections": [section.code for section in offered]})
    form.sections.choices = [choice(section.code, str(section.title)) for section in offered]
    if asked is None and form.validate_on_submit():
        try:
            ask_for_report(db(), actor(), consultation, form.sections.data or [])
        except DomainError as error:
            form.take_errors(error)
        else:
            flash(_("Another officer is asked to publish the report."), "success")
            return redirect(url_for("reports_staff.prepare", slug=consultation.slug), 303)
    return render_form(
        "reports/prepare.html",
        form,
        consultation=consultation,
        asked=asked,
        **_seen_by_second(consultation, asked),
        versions=db().scalars(versions_of(consultation.id)).all(),
        is_running=is_running(db(), consultation),
        are_drawn=counts_told(db(), consultation).are_drawn,
    )


def _seen_by_second(consultation: Consultation, asked: Report | None) -> dict[str, Any]:
    """Return what the page shows of a request: who asks, the document, and its digest."""
    if asked is None:
        return {}
    document = report_of(db(), consultation, asked.sections)
    asker = db().get(Person, asked.asked_by_id) if asked.asked_by_id else None
    return {"asker": asker, "document": document, "body": fragment(document), "seen": digest_of(document)}


@bp.get("/consultations/<slug>/report/preview")
@permit("reports.publish", load=find_consultation)
def preview(consultation: Consultation) -> ResponseReturnValue:
    """Show what the report would say now, with the sections that the address names, else with all."""
    document = report_of(db(), consultation, request.args.getlist("section"))
    return render_template(
        "reports/preview.html", consultation=consultation, document=document, body=fragment(document)
    )


@bp.post("/consultations/<slug>/report/publish")
@permit("reports.publish", load=find_consultation)
def publish(consultation: Consultation) -> ResponseReturnValue:
    """Have published what another officer asked for, as this one saw it."""
    job = publish_report(db(), actor(), consultation, request.form.get("seen", ""))
    return redirect(url_for("jobs_staff.page", job_id=job.id), 303)


@bp.post("/consultations/<slug>/report/drop")
@permit("reports.publish", load=find_consultation)
def drop(consultation: Consultation) -> ResponseReturnValue:
    """Take back the request to publish a report, or send it back."""
    drop_report(db(), actor(), consultation)
    flash(_("The report is not published."), "success")
    return redirect(url_for("reports_staff.prepare", slug=consultation.slug), 303)


def desk_link(consultation: Consultation) -> str | None:
    """Return the link to the officers' page of the report, once the consultation has closed."""
    if is_running(db(), consultation) or not actor().can("reports.publish"):
        return None
    return render_template("reports/_desk_link.html", consultation=consultation)


DESK_SLOT = CONSULTATION_DESK.slot(desk_link)
