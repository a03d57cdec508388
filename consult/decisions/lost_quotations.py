"""What becomes of quotations when the public can no longer read the words that they repeat."""

from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from consult.analysis.quotations import lost_quotations, without_quotations
from consult.audit.services import record as note
from consult.comments.models import Publication
from consult.comments.translations import translations_of
from consult.consultations.models import Activity
from consult.contract.records import Record
from consult.contract.revisions import Revised
from consult.decisions.events import QuotationsWithheld
from consult.decisions.models import Decision
from consult.decisions.records import RECORDS
from consult.kernel.authz import SYSTEM
from consult.records.places import Place, places_of, records_of, row_key
from consult.records.rewriting import write_over
from consult.records.search import corrections_among
from consult.submissions.consent import REFUSED, consent_of
from consult.submissions.models import Status, Submission

WITHHELD = "[withheld]"
"""What stands in a text in place of a quotation, and `SHORT` where there may be no room for more."""
SHORT = "[…]"
_IS_DECIDED = select(Publication.__table__.c.submission_id).where(
    Publication.__table__.c.submission_id == bindparam("number")
)


def follow_revision(session: Session, revision: Revised) -> None:
    """Take the words of a response out of every text that quotes them, once no text that the public reads says them.

    It holds for published versions too, since what was withdrawn or taken out may not be read on there.
    """
    if not _may_be_quoted(session, revision):
        return
    submission = session.get_one(Submission, revision.submission_id)
    still = _still_said(session, submission, revision)
    gone = [text for text in _said(session, revision) if text not in still]
    if not gone:
        return
    consultation, withheld = session.get_one(Activity, submission.activity_id).consultation, 0
    for record, row in list(_rows(session, consultation.id)):
        lost = lost_quotations(session, consultation, [place.text for place in _texts(record, row)], gone, still)
        if lost:
            changed = {place: without_quotations(place.text, lost, _mark(place)) for place in _texts(record, row)}
            changed = {place: text for place, text in changed.items() if text != place.text}
            write_over(session, SYSTEM, record, row, changed)
            withheld += len(lost)
    if withheld:
        note(session, QuotationsWithheld(consultation_id=consultation.id, count=withheld), by=SYSTEM)


def has_withheld(decision: Decision) -> bool:
    """Whether a quotation was taken out of a version since it was written."""
    return any(WITHHELD in place.text for place in places_of(_DECISION, decision))


def _may_be_quoted(session: Session, revision: Revised) -> bool:
    """Whether words may stand somewhere else: many responses are excluded at once, and hardly any was ever public."""
    is_changed = revision.is_forgotten or revision.is_redacted or revision.is_new or revision.is_unpublished
    if is_changed:
        return True
    return session.connection().execute(_IS_DECIDED, {"number": revision.submission_id}).first() is not None


def _said(session: Session, revision: Revised) -> list[str]:
    """Return the texts of a response as they were before it changed, and their translations."""
    translated = translations_of(session, [revision.submission_id]).values()
    return [text for text in (*revision.before.values(), *(kept.text for kept in translated)) if text]


def _still_said(session: Session, submission: Submission, revision: Revised) -> list[str]:
    """Return the texts of a response that may be quoted: now, or once they are published."""
    publication = session.get(Publication, submission.id)
    is_lost = revision.is_unpublished or submission.status != Status.SUBMITTED
    if is_lost or (publication is not None and consent_of(submission.answers) == REFUSED):
        return []
    kept = translations_of(session, [submission.id]).values()
    return [*revision.now.values(), *(each.text for each in kept if each.place not in revision.changed)]


def _rows(session: Session, consultation_id: int) -> Iterator[tuple[Record, object]]:
    """Yield all rows with what officers wrote for the public about a consultation, and the corrections in them."""
    for record in records_of(session).values():
        if any(field.quotes for field in record.fields):
            rows = session.scalars(record.rows(session, consultation_id)).all()
            yield from ((record, row) for row in rows)
            yield from corrections_among(session, record.table, [row_key(row) for row in rows])


def _texts(record: Record, row: object) -> list[Place]:
    quoting = replace(record, fields=tuple(field for field in record.fields if field.quotes))
    return [place for place in places_of(quoting, row) if place.text]


def _mark(place: Place) -> str:
    return SHORT if place.field.kind == "line" else WITHHELD


_DECISION = next(record for record in RECORDS if record.model is Decision)
