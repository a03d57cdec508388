"""When words or results have to go: each published version with them is withdrawn, and a new one made without."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from consult.audit.services import record
from consult.consultations.models import Consultation
from consult.contract.revisions import Revised
from consult.decisions.events import QuotationsWithheld
from consult.exports.events import ResultsWithdrawn
from consult.jobs.models import Job
from consult.jobs.services import enqueue
from consult.kernel.authz import SYSTEM
from consult.kernel.db import database_now
from consult.kernel.messages import gettext as _
from consult.records.events import PassageRedacted
from consult.reports.events import ReportWithdrawn
from consult.reports.models import Report, ReportText
from consult.reports.queries import document_of, may_be_read
from consult.reports.versions import remake

JOB = "reports.remake"


def follow_revision(session: Session, revision: Revised) -> None:
    """Withdraw what quotes a response that was withdrawn or erased, or of which words are others now."""
    if not (revision.is_forgotten or revision.changed):
        return
    quoting = select(Report).join(ReportText, ReportText.report_id == Report.id)
    _withdraw(session, session.scalars(quoting.where(ReportText.submission_id == revision.submission_id)))


def withdraw_every_version(session: Session, event: PassageRedacted | QuotationsWithheld | ResultsWithdrawn) -> None:
    """Withdraw all versions on a consultation whose results, or words of the council's own, had to go from it."""
    if event.consultation_id is not None:
        _withdraw(session, session.scalars(select(Report).where(Report.consultation_id == event.consultation_id)))


def withdraw_what_is_held_back(session: Session, _event: object) -> None:
    """Withdraw each version that quotes what the public does not read any more: held back, or narrowed."""
    standing = select(Report).where(Report.document.is_not(None)).options(undefer(Report.document))
    found = session.scalars(standing).all()
    _withdraw(session, (report for report in found if not may_be_read(session, document_of(report))))


def _withdraw(session: Session, reports: Iterable[Report]) -> None:
    for report in list(reports):
        if report.published_at is None or report.withdrawn_at is not None:
            continue
        report.document, report.withdrawn_at = None, database_now(session)
        session.flush()
        record(session, ReportWithdrawn(consultation_id=report.consultation_id, number=report.number), SYSTEM)
        enqueue(session, JOB, key=f"remake:{report.id}", consultation_id=report.consultation_id)


def remake_report(session: Session, _job: Job, *, consultation_id: int) -> str:
    """Publish a new version where the newest one is withdrawn: the job `reports.remake`."""
    newest = session.scalar(
        select(Report)
        .where(Report.consultation_id == consultation_id, Report.published_at.is_not(None))
        .order_by(Report.number.desc())
        .limit(1)
    )
    if newest is None or newest.withdrawn_at is None:
        return _("Nothing was to be done.")
    waiting = session.scalar(
        select(Report).where(Report.consultation_id == consultation_id, Report.published_at.is_(None))
    )
    if waiting is not None:
        # Two officers are about to publish the next version, which has none of these words.
        return _("Nothing was to be done.")
    made = remake(session, session.get_one(Consultation, consultation_id), newest.sections)
    return _("Version %(number)s of the report is published.", number=made.number)
