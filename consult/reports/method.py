"""How a consultation was held, and what its figures can and cannot tell."""

from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from consult.consultations.models import Consultation
from consult.exports.editions import published_editions
from consult.exports.result_charts import notes_of
from consult.kernel.formats import local_date, local_datetime
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.publishing.blocks import Block, FactList, Heading, Paragraph

SELF_SELECTED = _l(
    "Everybody chose for themselves whether to take part. So the figures tell what those said who took part, and not "
    "what share of all residents would say the same."
)


def method_blocks(session: Session, consultation_id: int) -> Sequence[Block]:
    """Return when and how people could take part, by which rules the numbers are made, and what they are not."""
    consultation = session.get_one(Consultation, consultation_id)
    return [
        FactList(tuple(_facts(consultation))),
        Paragraph(str(SELF_SELECTED)),
        *_editions(session, consultation),
    ]


def _facts(consultation: Consultation) -> Iterator[tuple[str, str]]:
    yield _("What it was about"), consultation.summary
    if consultation.opens_at is not None:
        yield _("Opened"), local_datetime(consultation.opens_at)
    if consultation.closes_at is not None:
        yield _("Closed"), local_datetime(consultation.closes_at)
    yield _("Ways of taking part"), "\n".join(activity.title for activity in consultation.activities)
    if consultation.offered_documents:
        yield _("Documents"), "\n".join(document.title for document in consultation.offered_documents)


def _editions(session: Session, consultation: Consultation) -> Iterator[Block]:
    found = published_editions(session, consultation)
    if not found:
        yield Paragraph(_("No results have been published yet, so this report has no figures."))
    for activity, edition in found:
        yield Heading(3, _("The figures of “%(title)s”", title=activity.title))
        yield Paragraph(
            _("Edition %(number)s, published on %(day)s.", number=edition.number, day=local_date(edition.made_at))
        )
        yield from (Paragraph(note) for note in notes_of(edition))
