"""Publishing a report by two officers: one chooses its sections, another sees the same document and publishes it."""

import hashlib
from collections.abc import Sequence

import orjson
from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.audit.services import record
from consult.consultations.models import Consultation
from consult.contract.plugin import Waiting
from consult.exports.running import StillOpen, is_running
from consult.jobs.models import UNFINISHED, Job
from consult.jobs.services import enqueue
from consult.kernel.authz import SYSTEM, Actor
from consult.kernel.db import database_now, lock_row
from consult.kernel.errors import Conflict, Invalid
from consult.kernel.messages import gettext as _
from consult.publishing.blocks import PublishedDocument
from consult.publishing.stored import plain_document
from consult.reports.counts import draw_for
from consult.reports.events import ReportAsked, ReportPublished, ReportRequestDropped
from consult.reports.making import report_of, sections_on_offer
from consult.reports.models import Report, ReportText
from consult.reports.queries import asked_version, quoted_submissions, references_in

JOB = "reports.publish"


def digest_of(document: PublishedDocument) -> str:
    """Return what stands for a document that somebody looked at."""
    return hashlib.sha256(orjson.dumps(plain_document(document))).hexdigest()


def ask_for_report(session: Session, actor: Actor, consultation: Consultation, sections: Sequence[str]) -> Report:
    """Ask another officer to publish a report with these sections; asking again for the same changes nothing.

    Raises `Invalid` without a section, `StillOpen` before closing, and `Conflict` while another request waits.
    """
    chosen = [section.code for section in sections_on_offer(session) if section.code in sections]
    if not chosen:
        raise Invalid(fields={"sections": _("Select at least one section")})
    lock_row(session, consultation)
    if is_running(session, consultation):
        raise StillOpen
    waiting = asked_version(session, consultation.id)
    if waiting is not None:
        if (waiting.asked_by_id, waiting.sections) == (actor.person_id, chosen):
            return waiting
        raise Conflict(_("Another report waits to be published. Publish it, or send it back."))
    draw_for(session, consultation, chosen)
    made = _next_version(session, consultation, chosen)
    made.asked_by_id = actor.person_id
    session.flush()
    record(session, ReportAsked(consultation_id=consultation.id, number=made.number), actor)
    return made


def _next_version(session: Session, consultation: Consultation, sections: Sequence[str]) -> Report:
    newest = select(func.coalesce(func.max(Report.number), 0)).where(Report.consultation_id == consultation.id)
    made = Report(
        consultation_id=consultation.id,
        number=(session.scalar(newest) or 0) + 1,
        sections=list(sections),
        asked_at=database_now(session),
    )
    session.add(made)
    return made


def drop_report(session: Session, actor: Actor, consultation: Consultation) -> None:
    """Take a request back, or send it back; doing it again changes nothing."""
    lock_row(session, consultation)
    waiting = asked_version(session, consultation.id)
    if waiting is not None:
        session.delete(waiting)
        record(session, ReportRequestDropped(consultation_id=consultation.id, number=waiting.number), actor)
        session.flush()


def publish_report(session: Session, actor: Actor, consultation: Consultation, seen: str) -> Job:
    """Have the report published that another officer asked for, as this one saw it: `seen` is its digest.

    Raises `Conflict` where nobody asks for it, where this officer does, and where it would say something else.
    """
    lock_row(session, consultation)
    asked = asked_version(session, consultation.id)
    if asked is None:
        raise Conflict(_("Nobody asks to publish this report any more. Look at the page again."))
    if asked.asked_by_id == actor.person_id:
        raise Conflict(_("You asked for this report to be published, so another officer must publish it."))
    _require_seen(report_of(session, consultation, asked.sections), seen)
    return _being_made(session, consultation, asked, seen) or enqueue(
        session,
        JOB,
        created_by=actor,
        subject=("consultation", consultation.id),
        url=f"/consultations/{consultation.slug}/reports/{asked.number}",
        report_id=asked.id,
        seen=seen,
    )


def _being_made(session: Session, consultation: Consultation, asked: Report, seen: str) -> Job | None:
    """Return the job that makes this version already; one that was stopped or failed makes nothing any more."""
    jobs = select(Job).where(Job.name == JOB, Job.state.in_(UNFINISHED), Job.subject_id == consultation.id)
    wanted = {"report_id": asked.id, "seen": seen}
    return next((job for job in session.scalars(jobs.order_by(Job.id)) if job.args == wanted), None)


def _require_seen(document: PublishedDocument, seen: str) -> None:
    if digest_of(document) != seen:
        raise Conflict(_("The report says something else by now. Look at it again before you publish it."))


def make_version(session: Session, job: Job, *, report_id: int, seen: str) -> str:
    """Keep the document that two officers wanted, exactly as the second one saw it: the job `reports.publish`."""
    report = session.get(Report, report_id)
    if report is None or report.published_at is not None:
        raise Conflict(_("Nobody asks to publish this report any more. Look at the page again."))
    consultation = session.get_one(Consultation, report.consultation_id)
    document = report_of(session, consultation, report.sections)
    _require_seen(document, seen)
    lock_row(session, consultation)
    person = session.get(Person, job.created_by_id) if job.created_by_id else None
    actor = SYSTEM if person is None else Actor(person_id=person.id, name=person.name)
    keep_document(session, actor, report, document)
    return _("Version %(number)s of the report is published.", number=report.number)


def remake(session: Session, consultation: Consultation, sections: Sequence[str]) -> Report:
    """Publish the next version with the same sections, because something in the one before had to go."""
    lock_row(session, consultation)
    made = _next_version(session, consultation, sections)
    made.is_remade = True
    made.published_at = made.asked_at
    session.flush()
    draw_for(session, consultation, sections)
    keep_document(session, SYSTEM, made, report_of(session, consultation, sections))
    return made


def keep_document(session: Session, actor: Actor, report: Report, document: PublishedDocument) -> None:
    """Publish a version: what it says, and which responses it quotes."""
    report.document = plain_document(document)
    report.published_at, report.published_by_id = database_now(session), actor.person_id
    session.flush()
    rows = [
        {"report_id": report.id, "submission_id": number}
        for number in sorted(quoted_submissions(session, references_in(document)))
    ]
    if rows:
        session.execute(insert(ReportText), rows)
    record(session, ReportPublished(consultation_id=report.consultation_id, number=report.number), actor)


def reports_to_publish(session: Session, actor: Actor) -> Sequence[Waiting]:
    """Return one step for each report that another officer wants published."""
    if not actor.can("reports.publish"):
        return ()
    waiting = (
        select(Consultation.slug, Consultation.title, Report.asked_at)
        .join(Report, Report.consultation_id == Consultation.id)
        .where(Report.published_at.is_(None), Report.asked_by_id.is_distinct_from(actor.person_id))
    )
    return [
        Waiting(
            text=_("Publish the report on “%(title)s”", title=title),
            since=since,
            endpoint="reports_staff.prepare",
            parts={"slug": slug},
            who=_("Any officer but the one who asks for it"),
        )
        for slug, title, since in session.execute(waiting)
    ]
