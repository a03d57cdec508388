"""The report on each consultation of the demonstration whose results are published: by two invented officers."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.consultations.models import Consultation
from consult.exports.editions import published_editions
from consult.kernel.authz import Actor
from consult.reports.making import report_of, sections_on_offer
from consult.reports.queries import versions_of
from consult.reports.versions import ask_for_report, keep_document


def publish_reports(session: Session, actors: Mapping[str, Actor]) -> None:
    """Publish a report with every section wherever there are results and no report yet."""
    sections = [section.code for section in sections_on_offer(session)]
    for consultation in session.scalars(select(Consultation).order_by(Consultation.id)).all():
        if published_editions(session, consultation) and session.scalar(versions_of(consultation.id)) is None:
            asked = ask_for_report(session, actors["officer"], consultation, sections)
            keep_document(session, actors["second_officer"], asked, report_of(session, consultation, sections))
