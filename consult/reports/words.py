"""What people said in words: themes with quotations that everybody can read already, and points that few made."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.analysis.themes.counts import theme_counts
from consult.analysis.themes.models import Assignment, Theme
from consult.analysis.themes.queries import themes_of
from consult.comments.models import Publication, PublishedText
from consult.comments.queries import is_read_by_the_public
from consult.contract.deployment import deployment_of
from consult.disclosure.rules import ORDINARY, RESPONSES
from consult.kernel.messages import gettext as _
from consult.publishing.blocks import Block, Heading, Paragraph, Quotation
from consult.submissions.models import Status, Submission

QUOTED, LONGEST = 3, 600
_IS_ACCEPTED = (Assignment.ended_at.is_(None), Assignment.accepted_at.is_not(None))
FEW = 10
"""A theme of fewer than one in so many of the responses with any theme is a point that few made."""


class Said(NamedTuple):
    """A theme, and how many responses have it."""

    theme: Theme
    responses: int


def theme_blocks(session: Session, consultation_id: int) -> Sequence[Block]:
    """Return the themes that many said, the most frequent first, each with words of people who said it."""
    many, few = _divided(session, consultation_id)
    return [block for said in many for block in _theme(session, said)] if many or few else []


def minority_blocks(session: Session, consultation_id: int) -> Sequence[Block]:
    """Return the themes that few said: how many say something does not tell whether it is right."""
    _many, few = _divided(session, consultation_id)
    if not few:
        return []
    first = Paragraph(
        _("Fewer than one in ten responses with any theme said this. It was read and weighed all the same.")
    )
    return [first, *(block for said in few for block in _theme(session, said))]


def _divided(session: Session, consultation_id: int) -> tuple[list[Said], list[Said]]:
    counts = theme_counts(session, consultation_id)
    themes = session.scalars(themes_of(consultation_id)).all()
    said = [Said(theme, counts[theme.id].responses) for theme in themes if theme.id in counts]
    said = sorted((one for one in said if one.responses), key=lambda one: (-one.responses, one.theme.number))
    limit = _coded(session, consultation_id) / FEW
    return [one for one in said if one.responses >= limit], [one for one in said if one.responses < limit]


def _coded(session: Session, consultation_id: int) -> int:
    """Return how many counted responses have any theme."""
    query = (
        select(func.count(Assignment.submission_id.distinct()))
        .join(Theme, Theme.id == Assignment.theme_id)
        .join(Submission, Submission.id == Assignment.submission_id)
        .where(Theme.consultation_id == consultation_id, Submission.status == Status.SUBMITTED, *_IS_ACCEPTED)
    )
    return session.scalar(query) or 0


def _quotations(session: Session, theme: Theme) -> list[tuple[str, str]]:
    """Return words of a theme that the public reads: the first by their references, which are drawn by chance."""
    query = (
        select(PublishedText.reference, PublishedText.key, Submission, Assignment.begins, Assignment.ends)
        .join(Submission, Submission.id == PublishedText.submission_id)
        .join(Publication, Publication.submission_id == Submission.id)
        .join(
            Assignment,
            (Assignment.submission_id == Submission.id) & (Assignment.question == PublishedText.key),
        )
        .join(Theme, Theme.id == Assignment.theme_id)
        .where((Theme.id == theme.id) | (Theme.merged_into_id == theme.id), *_IS_ACCEPTED, *is_read_by_the_public())
        .order_by(PublishedText.reference, Assignment.id)
        .limit(QUOTED)
    )
    found = session.execute(query).all()
    quotable = deployment_of(session).registry.quotable_texts(session, [row[2].id for row in found])
    return [
        (_words(str(submission.answers.get(key, "")), begins, ends), reference)
        for reference, key, submission, begins, ends in found
        if (submission.id, f"answers.{key}") in quotable
    ]


def _words(text: str, begins: int | None, ends: int | None) -> str:
    said = (text if begins is None or ends is None else text[begins:ends]).strip()
    return said if len(said) <= LONGEST else f"{said[:LONGEST].rsplit(maxsplit=1)[0]} […]"


def _theme(session: Session, said: Said) -> Iterator[Block]:
    yield Heading(3, f"{said.theme.code} {said.theme.title}")
    if said.theme.definition:
        yield Paragraph(said.theme.definition)
    yield Paragraph(_("Said in %(number)s.", number=ORDINARY.about(said.responses, RESPONSES)))
    for words, reference in _quotations(session, said.theme):
        yield Quotation(words, _("Published text %(reference)s", reference=reference), reference)
