"""What people said in words: themes with quotations that everybody can read already, and points that few made."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.analysis.themes.counts import theme_counts
from consult.analysis.themes.models import Assignment, Theme
from consult.analysis.themes.queries import themes_of
from consult.comments.queries import public_places
from consult.consultations.models import Activity
from consult.contract.deployment import deployment_of
from consult.disclosure.rules import ORDINARY, RESPONSES
from consult.kernel.messages import gettext as _
from consult.publishing.blocks import Block, Heading, Paragraph, Quotation
from consult.submissions.models import Status, Submission

QUOTED, LONGEST = 3, 600
_AT_ONCE = 500
FEW = 10
"""A theme of fewer than one in so many of the responses with any theme is a point that few made."""


@dataclass
class Said:
    """A theme with about how many responses have it, and words of it that the public reads, by their references."""

    theme: Theme
    responses: int
    quotations: list[tuple[str, str]] = field(default_factory=list)


def theme_blocks(session: Session, consultation_id: int) -> Sequence[Block]:
    """Return the themes that many said, the most frequent first, each with words of people who said it."""
    many, few = _divided(session, consultation_id)
    return [block for said in many for block in _theme(said)] if many or few else []


def minority_blocks(session: Session, consultation_id: int) -> Sequence[Block]:
    """Return the themes that few said: how many say something does not tell whether it is right."""
    _many, few = _divided(session, consultation_id)
    if not few:
        return []
    first = Paragraph(
        _("Fewer than one in ten responses with any theme said this. It was read and weighed all the same.")
    )
    return [first, *(block for said in few for block in _theme(said))]


def _divided(session: Session, consultation_id: int) -> tuple[list[Said], list[Said]]:
    counts = theme_counts(session, consultation_id)
    themes = session.scalars(themes_of(consultation_id)).all()
    said = [Said(theme, counts[theme.id].responses) for theme in themes if theme.id in counts]
    said = sorted((one for one in said if one.responses), key=lambda one: (-one.responses, one.theme.number))
    limit = _coded(session, consultation_id) / FEW
    _quote(session, said)
    return [one for one in said if one.responses >= limit], [one for one in said if one.responses < limit]


def _coded(session: Session, consultation_id: int) -> int:
    """Return how many counted responses have any theme."""
    query = (
        select(Assignment.submission_id)
        .join(Theme, Theme.id == Assignment.theme_id)
        .join(Submission, Submission.id == Assignment.submission_id)
        .where(
            Theme.consultation_id == consultation_id,
            Submission.status == Status.SUBMITTED,
            Assignment.ended_at.is_(None),
            Assignment.accepted_at.is_not(None),
        )
        .distinct()
    )
    return len(session.scalars(query).all())


def _quote(session: Session, said: Sequence[Said]) -> None:
    """Add to each theme the first of its published texts, in the order of references, which are drawn by chance."""
    for one in said:
        counts_as = (Theme.id == one.theme.id) | (Theme.merged_into_id == one.theme.id)
        query = (
            select(Assignment)
            .join(Theme, Theme.id == Assignment.theme_id)
            .where(counts_as, Assignment.ended_at.is_(None), Assignment.accepted_at.is_not(None))
        )
        one.quotations = _quotations(session, session.scalars(query).all())


def _quotations(session: Session, found: Sequence[Assignment]) -> list[tuple[str, str]]:
    by_text = {(row.submission_id, f"answers.{row.question}"): row for row in found}
    numbers = sorted({number for number, _place in by_text})
    public: dict[tuple[int, str], str] = {}
    for start in range(0, len(numbers), _AT_ONCE):
        some = numbers[start : start + _AT_ONCE]
        quotable = deployment_of(session).registry.quotable_texts(session, some)
        public |= {
            text: place.reference
            for text, place in public_places(session, some).items()
            if text in quotable and text in by_text
        }
    chosen = sorted(public, key=lambda text: public[text])[:QUOTED]
    submissions = {
        row.id: row for row in session.scalars(select(Submission).where(Submission.id.in_([one for one, _ in chosen])))
    }
    return [
        (_words(submissions[number], place, by_text[number, place]), public[number, place]) for number, place in chosen
    ]


def _words(submission: Submission, place: str, found: Assignment) -> str:
    text = str(submission.answers.get(place.removeprefix("answers."), ""))
    if found.begins is not None and found.ends is not None:
        text = text[found.begins : found.ends]
    text = text.strip()
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rsplit(maxsplit=1)[0]} […]"


def _theme(said: Said) -> Iterator[Block]:
    yield Heading(3, f"{said.theme.code} {said.theme.title}")
    if said.theme.definition:
        yield Paragraph(said.theme.definition)
    yield Paragraph(_("Said in %(number)s.", number=ORDINARY.about(said.responses, RESPONSES)))
    for words, reference in said.quotations:
        yield Quotation(words, _("Published text %(reference)s", reference=reference))


def activities_of(session: Session, consultation_id: int) -> Sequence[Activity]:
    """Return the ways of taking part in a consultation, in order."""
    query = select(Activity).where(Activity.consultation_id == consultation_id).order_by(Activity.position)
    return session.scalars(query).all()
