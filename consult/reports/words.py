"""What people said in words: themes with quotations that everybody can read already, and points that few made."""

from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.analysis.themes.counts import theme_counts
from consult.analysis.themes.models import Assignment, Theme
from consult.analysis.themes.queries import themes_of
from consult.comments.models import Publication, PublishedText
from consult.comments.queries import is_read_by_the_public
from consult.consultations.models import Consultation
from consult.contract.deployment import deployment_of
from consult.kernel.messages import gettext as _
from consult.publishing.blocks import Block, Heading, Paragraph, Quotation, Table
from consult.reports.counts import ToldCounts, counts_told, not_drawn, number_told
from consult.reports.models import Told
from consult.submissions.models import Submission

QUOTED, LONGEST = 3, 600
_IS_ACCEPTED = (Assignment.ended_at.is_(None), Assignment.accepted_at.is_not(None))
FEW = 10
"""A theme of fewer than one in so many of the responses with any theme is a point that few made."""
THEMES = "drawn:theme"
"""The name of the table of themes, for whoever compares a report with the numbers that were drawn."""


class Said(NamedTuple):
    """A theme, and how many responses have it, as it is told."""

    theme: Theme
    responses: int


def theme_blocks(session: Session, consultation_id: int) -> Sequence[Block]:
    """Return the themes that many said, the most frequent first, each with words of people who said it."""
    consultation = session.get_one(Consultation, consultation_id)
    counts = counts_told(session, consultation)
    many, few = _divided(session, consultation_id, counts)
    if not many and not few:
        return []
    first: list[Block]
    if counts.are_drawn:
        rows = tuple((f"{said.theme.code} {said.theme.title}", number_told(said.responses)) for said in many + few)
        first = [Table(_("How many responses say what"), (_("Theme"), _("Responses")), rows, numbers=1, name=THEMES)]
    else:
        first = [Paragraph(not_drawn(session, consultation))]
    return [*first, *(block for said in many for block in _theme(session, said))]


def minority_blocks(session: Session, consultation_id: int) -> Sequence[Block]:
    """Return the themes that few said: how many say something does not tell whether it is right."""
    counts = counts_told(session, session.get_one(Consultation, consultation_id))
    _many, few = _divided(session, consultation_id, counts)
    if not few:
        return []
    first = Paragraph(
        _("Fewer than one in ten responses with any theme said this. It was read and weighed all the same.")
    )
    return [first, *(block for said in few for block in _theme(session, said))]


def _divided(session: Session, consultation_id: int, counts: ToldCounts) -> tuple[list[Said], list[Said]]:
    """Return the themes that many said, and those that few did, by the numbers that were drawn; without, all at once.

    Whether a theme is said by few is a number too: so it is taken from what may be told, and from nothing else.
    """
    themes = session.scalars(themes_of(consultation_id)).all()
    if not counts.are_drawn:
        used = theme_counts(session, consultation_id)
        return [Said(theme, 0) for theme in themes if theme.id in used and used[theme.id].responses], []
    drawn = counts.keys(Told.THEME)
    said = [Said(theme, counts.of(Told.THEME, str(theme.id))) for theme in themes if str(theme.id) in drawn]
    said.sort(key=lambda one: (-one.responses, one.theme.number))
    limit = counts.of(Told.CODED) / FEW
    many = list(takewhile(lambda one: one.responses >= limit, said))
    return many, said[len(many) :]


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
    for words, reference in _quotations(session, said.theme):
        yield Quotation(words, _("Published text %(reference)s", reference=reference), reference)
