"""Making the report on a consultation from the sections that were chosen."""

from collections.abc import Callable, Sequence
from enum import StrEnum

from sqlalchemy.orm import Session

from consult.consultations.models import Consultation
from consult.contract.deployment import deployment_of, speaking_to
from consult.contract.reports import ReportSection
from consult.kernel.errors import NotFound
from consult.kernel.messages import gettext as _
from consult.publishing.blocks import Block, Heading, Paragraph, PublishedDocument
from consult.publishing.docx import make_docx
from consult.publishing.page import make_html
from consult.publishing.pdf import make_pdf


class ReportFormat(StrEnum):
    """As what kind of file a report is taken."""

    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"


WRITERS: dict[ReportFormat, Callable[[PublishedDocument], bytes]] = {
    ReportFormat.HTML: make_html,
    ReportFormat.PDF: make_pdf,
    ReportFormat.DOCX: make_docx,
}


def sections_on_offer(session: Session) -> list[ReportSection]:
    """Return every section that a feature or plugin contributes, in the order of the report."""
    return sorted(deployment_of(session).registry.report_sections.values(), key=lambda section: section.place)


def report_of(session: Session, consultation: Consultation, codes: Sequence[str] = ()) -> PublishedDocument:
    """Return the report with these sections, all of them where none is named; one with nothing to say is left out.

    It stays as it is, so it speaks the council's own language. Raises `NotFound` for a section that there is not.
    """
    known = sections_on_offer(session)
    if strange := sorted(set(codes) - {section.code for section in known}):
        raise NotFound(_("There is no section called “%(code)s”.", code=strange[0]))
    with speaking_to(session, None):
        blocks: list[Block] = []
        for section in known:
            if codes and section.code not in codes:
                continue
            said = section.blocks(session, consultation.id)
            if said:
                blocks += [Heading(2, str(section.title)), *said]
        if not blocks:
            blocks = [Paragraph(_("There is nothing to report yet."))]
        title = _("Report: %(title)s", title=consultation.title)
    council = deployment_of(session).settings.council.name
    return PublishedDocument(title, council, tuple(blocks), has_contents=True)


def write_report(document: PublishedDocument, kind: ReportFormat) -> bytes:
    """Return a report as a file; raises `Conflict` where the PDF cannot show a character of it."""
    return WRITERS[kind](document)
