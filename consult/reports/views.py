"""The published versions of a report, for everybody: a page, three kinds of file, and what changed."""

from collections.abc import Sequence
from dataclasses import replace

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from consult.consultations.models import Consultation
from consult.consultations.places import CONSULTATION_OUTCOME
from consult.kernel.authz import Actor
from consult.kernel.errors import NotFound
from consult.kernel.messages import gettext as _
from consult.publishing.docx import DOCX
from consult.publishing.page import fragment
from consult.reports.changes import changes_between
from consult.reports.making import ReportFormat, write_report
from consult.reports.models import Report
from consult.reports.queries import document_of, find_published_versions, find_version, may_be_read, versions_of
from consult.web.guard import permit
from consult.web.transactions import db

bp = Blueprint("reports", __name__)
MEDIA_TYPES = {
    ReportFormat.HTML: "text/html; charset=utf-8",
    ReportFormat.PDF: "application/pdf",
    ReportFormat.DOCX: DOCX,
}


@bp.get("/consultations/<slug>/reports")
@permit("reports.read", load=find_published_versions)
def versions(found: tuple[Consultation, Sequence[Report]]) -> ResponseReturnValue:
    """List the versions of the report, each with its permanent address."""
    consultation, published = found
    return render_template("reports/versions.html", consultation=consultation, versions=published)


@bp.get("/consultations/<slug>/reports/<int:number>")
@permit("reports.read", load=find_version)
def version(found: tuple[Consultation, Report]) -> ResponseReturnValue:
    """Show a version of the report."""
    consultation, report = found
    document = document_of(report)
    return render_template(
        "reports/version.html",
        consultation=consultation,
        report=report,
        document=document,
        body=fragment(document),
        newest=_newest(consultation),
        formats=list(ReportFormat),
        earlier=_before(consultation, report),
    )


@bp.get("/consultations/<slug>/reports/<int:number>.<any(html, pdf, docx):ending>")
@permit("reports.read", load=find_version, rest=("ending",))
def file(found: tuple[Consultation, Report], ending: str) -> ResponseReturnValue:
    """Send a version of the report as a file."""
    consultation, report = found
    kind = ReportFormat(ending)
    document = document_of(report)
    title = _("%(title)s, version %(number)s", title=document.title, number=report.number)
    answer = Response(write_report(replace(document, title=title), kind), content_type=MEDIA_TYPES[kind])
    name = f"{consultation.slug}-report-{report.number}.{ending}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def find_changed(session: Session, slug: str, number: int, actor: Actor) -> tuple[Consultation, Report, Report]:
    """Return a version and the one before it; raises `NotFound` where there is none, or it is withdrawn."""
    consultation, report = find_version(session, slug, number, actor)
    earlier = versions_of(consultation.id).where(Report.number < number, Report.withdrawn_at.is_(None))
    before = session.scalar(earlier.options(undefer(Report.document)).limit(1))
    if before is None or not may_be_read(session, document_of(before)):
        raise NotFound
    return consultation, report, before


@bp.get("/consultations/<slug>/reports/<int:number>/changes")
@permit("reports.read", load=find_changed)
def changes(found: tuple[Consultation, Report, Report]) -> ResponseReturnValue:
    """Show what a version says otherwise than the one before it."""
    consultation, report, before = found
    return render_template(
        "reports/changes.html",
        consultation=consultation,
        report=report,
        earlier=before,
        changes=changes_between(document_of(before), document_of(report)),
    )


def _newest(consultation: Consultation) -> int:
    return db().scalar(versions_of(consultation.id).with_only_columns(Report.number).limit(1)) or 0


def _before(consultation: Consultation, report: Report) -> Report | None:
    """Return the version with which this one can be compared, if there is one that still stands."""
    earlier = versions_of(consultation.id).where(Report.number < report.number, Report.withdrawn_at.is_(None))
    before: Report | None = db().scalar(earlier.limit(1))
    return before


def report_link(consultation: Consultation) -> str | None:
    """Return the link to the versions of the report, once there are any."""
    published = select(Report.id).where(Report.consultation_id == consultation.id, Report.published_at.is_not(None))
    if db().scalar(published.limit(1)) is None:
        return None
    return render_template("reports/_link.html", consultation=consultation)


OUTCOME_SLOT = CONSULTATION_OUTCOME.slot(report_link)
