"""The record of consideration in one volume: each issue of a published decision with its points."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.analysis.queries import WordsOfPoint, words_of
from consult.comments.queries import PublicPlace, public_places
from consult.contract.deployment import deployment_of
from consult.contract.references import Link, Reference
from consult.decisions.models import Decision
from consult.decisions.presentation import KeptPoint, ShownIssue, shown_issues
from consult.disclosure.rules import POINTS
from consult.kernel.formats import local_datetime
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.submissions.models import Passage, Status

AT_ONCE = 500
HEADINGS = (
    _l("Issue"),
    _l("Number of the issue"),
    _l("What it says"),
    _l("What was done"),
    _l("Why"),
    _l("On what authority"),
    _l("What would make us look again"),
    _l("Who can act on it"),
    _l("What changed"),
    _l("Who answers for it"),
    _l("When it was answered"),
    _l("Point"),
    _l("Reference of its text"),
    _l("What the point says"),
    _l("What we said to it alone"),
)


@dataclass(frozen=True)
class Quoted:
    """A point that the public may read, word for word as it now stands, with the reference of its text.

    It has its number only where its text is read with a name: points are numbered response by response, so that the
    numbers of others would tell which texts are from one person.
    """

    number: int | None
    reference: str
    words: str
    supplement: str
    is_changed: bool


@dataclass(frozen=True)
class Considered:
    """An issue of the volume: its points that may be quoted, and what was said to others alone.

    `others` says how many points are in it in all, where some may not be quoted: exactly of none.
    """

    issue: ShownIssue
    quoted: Sequence[Quoted]
    supplements: Sequence[str]
    others: str
    is_changed: bool

    def cites(self, reference: str | Reference) -> bool:
        """Whether the issue cites a text or an item."""
        return reference in self.issue.cited or reference in self.issue.items

    def quotes(self, reference: str) -> bool:
        """Whether a point is quoted here whose text has this reference."""
        return any(quoted.reference == reference for quoted in self.quoted)


def volume_of(session: Session, decision: Decision) -> list[Considered]:
    """Return each issue of a published version with its points as they now stand.

    A text is quoted only where the public can read it already; where others are left, it is told about how many there
    are in all, as that was drawn when the version was published.
    What was withdrawn, erased or corrected since is gone from it, and the issue says that it changed.
    """
    issues = shown_issues(decision.issues)
    passages = _passages(session, [point.passage_id for issue in issues for point in issue.points])
    said = words_of(session, [passage for passage in passages.values() if passage.ended_at is None])
    submissions = sorted({words.submission.id for words in said.values()})
    registry = deployment_of(session).registry
    slices = [submissions[start : start + AT_ONCE] for start in range(0, len(submissions), AT_ONCE)]
    quotable = {text for some in slices for text in registry.quotable_texts(session, some)}
    places = {text: place for some in slices for text, place in public_places(session, some).items()}
    public = {text: places.get(text) for text in quotable}
    return [_considered(decision, issue, passages, said, public) for issue in issues]


@dataclass(frozen=True)
class Indexed:
    """One line of the index: what is cited or quoted, where it is read, and in which issues."""

    link: Link
    issues: Sequence[ShownIssue]


def index_of(volume: Sequence[Considered], published: Mapping[str | Reference, Link], slug: str) -> list[Indexed]:
    """Return the index by reference: all that issues cite and the public can read, and each text that is quoted."""
    found = {
        reference: Indexed(link, [one.issue for one in volume if one.cites(reference)])
        for reference, link in published.items()
    }
    for reference in sorted({quoted.reference for one in volume for quoted in one.quoted if quoted.reference}):
        link = Link(title=reference, endpoint="comments.text", parts={"slug": slug, "reference": reference})
        quoting = [one.issue for one in volume if one.quotes(reference)]
        found.setdefault(reference, Indexed(link, quoting))
    return list(found.values())


def _passages(session: Session, numbers: Sequence[int]) -> dict[int, Passage]:
    slices = (numbers[start : start + AT_ONCE] for start in range(0, len(numbers), AT_ONCE))
    found = (session.scalars(select(Passage).where(Passage.id.in_(some))) for some in slices)
    return {passage.id: passage for some in found for passage in some}


def _considered(
    decision: Decision,
    issue: ShownIssue,
    passages: dict[int, Passage],
    said: dict[int, WordsOfPoint],
    public: Mapping[tuple[int, str], PublicPlace | None],
) -> Considered:
    standing = [point for point in issue.points if _counts(said.get(point.passage_id))]
    quoted = [
        _quoted(decision, point, passages[point.passage_id], said[point.passage_id], public)
        for point in standing
        if _text_of(said[point.passage_id]) in public
    ]
    others = [point for point in standing if _text_of(said[point.passage_id]) not in public]
    return Considered(
        issue=issue,
        # In the order of references, which are drawn by chance, and of the words: neither tells what belongs together.
        quoted=sorted(quoted, key=lambda one: (one.reference, one.words)),
        supplements=sorted(filter(None, (point.supplement for point in others))),
        others=_in_all(issue) if others else "",
        is_changed=len(standing) < len(issue.points),
    )


def _in_all(issue: ShownIssue) -> str:
    """Return in words how many points are in an issue, as it was told when that was published."""
    return _("points that are not published") if issue.told_points is None else POINTS.drawn(issue.told_points)


def _quoted(
    decision: Decision,
    point: KeptPoint,
    passage: Passage,
    said: WordsOfPoint,
    public: Mapping[tuple[int, str], PublicPlace | None],
) -> Quoted:
    place = public[_text_of(said)]
    return Quoted(
        number=point.number if place is not None and place.is_named else None,
        reference=place.reference if place is not None else "",
        words=said.words.strip(),
        supplement=point.supplement,
        is_changed=_is_changed(decision, passage),
    )


def _counts(said: WordsOfPoint | None) -> bool:
    return said is not None and said.submission.status == Status.SUBMITTED


def _text_of(said: WordsOfPoint) -> tuple[int, str]:
    return said.submission.id, said.place


def _is_changed(decision: Decision, passage: Passage) -> bool:
    at = decision.published_at
    return at is not None and passage.changed_at is not None and passage.changed_at > at


def table_of(volume: Iterable[Considered]) -> Iterator[list[object]]:
    """Yield the volume as rows of a file: one for each point that is quoted, and one for the rest of an issue."""
    for considered in volume:
        answer = _answer(considered.issue)
        for quoted in considered.quoted:
            yield [*answer, quoted.number or "", quoted.reference, quoted.words, quoted.supplement]
        if considered.others or not considered.quoted:
            yield [*answer, considered.others, "", "", "\n".join(considered.supplements)]


def _answer(issue: ShownIssue) -> list[object]:
    changed = issue.changed
    return [
        issue.outline,
        issue.number,
        issue.title,
        issue.disposition.label if issue.disposition else "",
        issue.reason,
        issue.authority,
        issue.look_again,
        issue.who_can_act,
        ", ".join(part for part in (changed.document, changed.paragraph) if part) if changed else "",
        issue.answered_by,
        local_datetime(issue.answered_at) if issue.answered_at else "",
    ]
