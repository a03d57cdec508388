"""Numbers of a report beside the tables of an edition: drawn by chance once for each edition, and kept with it."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from random import Random, SystemRandom

from sqlalchemy import Select, insert, select
from sqlalchemy.orm import Session

from consult.analysis.themes.counts import coded_among, theme_counts_among
from consult.analysis.themes.voices import voices_of
from consult.consultations.models import Activity, Consultation
from consult.disclosure.rounding import BASE, rounded_total
from consult.exports.editions import published_editions
from consult.exports.models import Edition, EditionMember
from consult.exports.summary import excluded_by_code
from consult.kernel.messages import gettext as _
from consult.reports.models import ReportCount, Told

TELLING = frozenset({"themes", "minority", "campaigns", "exclusions"})
"""The sections of a report that tell these numbers: another one draws none, since coding may not be done."""


@dataclass(frozen=True)
class ToldCounts:
    """The numbers that were drawn for the standing editions of a consultation; none where `are_drawn` is false."""

    are_drawn: bool
    numbers: Counter[tuple[Told, str]]

    def of(self, what: Told, key: str = "") -> int:
        """Return a number, over all ways of taking part."""
        return self.numbers[what, key]

    def keys(self, what: Told) -> list[str]:
        """Return of what there are numbers of a kind."""
        return [key for kind, key in self.numbers if kind is what]


def counted_editions(session: Session, consultation: Consultation) -> list[tuple[Activity, Edition]]:
    """Return the standing editions beside which numbers may be told: not of few people, and not withdrawn."""
    return [
        (activity, edition)
        for activity, edition in published_editions(session, consultation)
        if edition.is_counted and edition.withdrawn_at is None
    ]


def counts_told(session: Session, consultation: Consultation) -> ToldCounts:
    """Return what may be told beside the standing editions."""
    editions = [edition.id for _activity, edition in counted_editions(session, consultation)]
    found = session.scalars(
        select(ReportCount).where(ReportCount.edition_id.in_(editions)).order_by(ReportCount.edition_id)
    ).all()
    numbers: Counter[tuple[Told, str]] = Counter()
    for row in found:
        numbers[row.what, row.key] += row.number
    return ToldCounts(bool(editions) and {row.edition_id for row in found} == set(editions), numbers)


def draw_for(session: Session, consultation: Consultation, sections: Collection[str]) -> None:
    """Draw what these sections of a report tell, if they tell any of it."""
    if TELLING.intersection(sections):
        draw_counts(session, consultation, SystemRandom())


def draw_counts(session: Session, consultation: Consultation, rng: Random) -> None:
    """Draw the numbers of each standing edition that has none yet; what was drawn stays, whatever changes later.

    A second draw of the same people would tell more about them than the first; so there is none.
    """
    for activity, edition in counted_editions(session, consultation):
        drawn = select(ReportCount.edition_id).where(ReportCount.edition_id == edition.id)
        if session.scalar(drawn.limit(1)) is not None:
            continue
        rows = [
            {"edition_id": edition.id, "what": what, "key": key, "number": rounded_total(number, rng)}
            for what, key, number in _exact(session, activity, edition)
        ]
        session.execute(insert(ReportCount), rows)


def _exact(session: Session, activity: Activity, edition: Edition) -> Iterator[tuple[Told, str, int]]:
    members = _members(edition)
    voices = voices_of(session, activity.id, members)
    yield Told.ADDRESSES, str(activity.id), voices.addresses
    if voices.texts is not None:
        yield Told.TEXTS, str(activity.id), voices.texts
    yield Told.CODED, "", coded_among(session, activity.consultation_id, members)
    for theme_id, number in theme_counts_among(session, activity.consultation_id, members).items():
        yield Told.THEME, str(theme_id), number
    for code, number in excluded_by_code(session, activity.id).items():
        yield Told.EXCLUDED, code, number


def _members(edition: Edition) -> Select[int]:
    return select(EditionMember.submission_id).where(EditionMember.edition_id == edition.id)


def number_told(number: int) -> str:
    """Return a number as a cell of a table tells it, where the heading says what is counted."""
    return f"{number:,}" if number else _("Fewer than %(number)s", number=BASE)


def not_drawn(session: Session, consultation: Consultation) -> str:
    """Return why a report tells no such numbers yet."""
    if not published_editions(session, consultation):
        return _("No results have been published yet, so no numbers are told here.")
    if not counted_editions(session, consultation):
        return _("The results are of few people, withdrawn, or of an earlier method, so no numbers are told here.")
    return _(
        "The numbers here are drawn once for each edition, when an officer asks to publish a report that tells them."
    )
