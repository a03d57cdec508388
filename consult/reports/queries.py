"""Finding the versions of a report, and whether what they quote may still be read."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, undefer

from consult.comments.models import Publication, PublishedText
from consult.comments.queries import is_read_by_the_public
from consult.consultations.models import Consultation
from consult.consultations.queries import find_consultation
from consult.decisions.presentation import published_references
from consult.kernel.authz import Actor
from consult.kernel.errors import Gone, NotFound
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.publishing.blocks import PublishedDocument, Quotation
from consult.publishing.stored import read_document
from consult.reports.models import Report
from consult.submissions.models import Submission


class WordsGone(Gone):
    """A version that held words or figures which must not be read any more."""

    default = _l(
        "This version of the report was withdrawn, because it held words that their author took back, or words or "
        "figures that had to go. The newest version stands without them."
    )


def versions_of(consultation_id: int) -> Select[Report]:
    """Select the published versions, also those that were withdrawn, the newest first."""
    published = (Report.consultation_id == consultation_id, Report.published_at.is_not(None))
    return select(Report).where(*published).order_by(Report.number.desc())


def asked_version(session: Session, consultation_id: int) -> Report | None:
    """Return the version that waits for a second officer, if one does."""
    asked = (Report.consultation_id == consultation_id, Report.published_at.is_(None))
    return session.scalar(select(Report).where(*asked))


def find_published_versions(session: Session, slug: str, actor: Actor) -> tuple[Consultation, Sequence[Report]]:
    """Return a consultation with the versions of its report; raises `NotFound` where there are none."""
    consultation = find_consultation(session, slug, actor)
    found = session.scalars(versions_of(consultation.id)).all()
    if not found:
        raise NotFound(_("No report has been published yet."))
    return consultation, found


def find_version(session: Session, slug: str, number: int, actor: Actor) -> tuple[Consultation, Report]:
    """Return a version as everybody reads it; raises `NotFound` for none and `WordsGone` for one that is withdrawn."""
    consultation = find_consultation(session, slug, actor)
    wanted = versions_of(consultation.id).where(Report.number == number).options(undefer(Report.document))
    report = session.scalar(wanted)
    if report is None:
        raise NotFound
    if report.withdrawn_at is not None or not may_be_read(session, document_of(report)):
        raise WordsGone
    return consultation, report


def document_of(report: Report) -> PublishedDocument:
    """Return what a version says; raises `WordsGone` where it says nothing any more."""
    if report.document is None:
        raise WordsGone
    return read_document(report.document)


def references_in(document: PublishedDocument) -> set[str]:
    """Return the references of the texts and responses that a document quotes."""
    return {block.reference for block in document.blocks if isinstance(block, Quotation) and block.reference}


def quoted_submissions(session: Session, references: Iterable[str]) -> set[int]:
    """Return the responses that are behind these references, of published texts or of the responses themselves."""
    wanted = sorted(references)
    texts = select(PublishedText.submission_id).where(PublishedText.reference.in_(wanted))
    whole = select(Submission.id).where(Submission.reference.in_(wanted))
    return {*session.scalars(texts), *session.scalars(whole)}


def may_be_read(session: Session, document: PublishedDocument) -> bool:
    """Whether the public reads all that a document quotes: what is held back since is held back here too."""
    wanted = references_in(document)
    query = (
        select(PublishedText.reference)
        .join(Submission, Submission.id == PublishedText.submission_id)
        .join(Publication, Publication.submission_id == PublishedText.submission_id)
        .where(PublishedText.reference.in_(sorted(wanted)), *is_read_by_the_public())
    )
    rest = wanted - set(session.scalars(query))
    return not rest - published_references(session, rest).keys()
