"""Drawing points into issues, and what is said to one point beside the answer that all of an issue share."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from consult.analysis.queries import WordsOfPoint, words_of
from consult.audit.services import record
from consult.consultations.models import Consultation
from consult.decisions.events import PointsPlaced, PointsTakenOut, PointSupplemented
from consult.decisions.issues import add_issue
from consult.decisions.models import Issue, IssuePoint
from consult.decisions.open_list import lock_issue, require_open_list
from consult.decisions.queries import points_of
from consult.kernel.authz import Actor
from consult.kernel.comparison import require_version
from consult.kernel.db import database_now
from consult.kernel.errors import ChangedMeanwhile, Compared, Invalid, NotFound
from consult.kernel.messages import gettext as _
from consult.kernel.row_numbers import row_number
from consult.kernel.text import clean_line, clean_text
from consult.submissions.models import Passage

AT_ONCE = 500


@dataclass(frozen=True)
class Seen:
    """A point that an officer selected, and the issue in which it stood then (0 for none)."""

    passage_id: int
    issue_id: int

    @property
    def key(self) -> str:
        """The selection as a form sends it."""
        return f"{self.passage_id}:{self.issue_id}"

    @classmethod
    def read(cls, key: str) -> "Seen":
        """Return what a form sent; raises `Invalid` for what no page offered."""
        passage, _colon, issue = key.partition(":")
        if not row_number(passage) or (issue != "0" and not row_number(issue)):
            raise Invalid(fields={"chosen": _("Select from the points shown")})
        return cls(row_number(passage), row_number(issue))


@dataclass(frozen=True)
class ShownPoint:
    """A point with its words, and the issue in which it is."""

    passage: Passage
    said: WordsOfPoint
    placed: IssuePoint | None

    @property
    def seen(self) -> Seen:
        """The point as a form selects it."""
        return Seen(self.passage.id, self.placed.issue_id if self.placed else 0)


def placed_in(consultation_id: int, issue_id: int | None) -> Select[Passage, IssuePoint | None]:
    """Select the points of one issue, or (`None`) those that are in no issue yet."""
    found = points_of(consultation_id)
    return found.where(IssuePoint.issue_id.is_(None) if issue_id is None else IssuePoint.issue_id == issue_id)


def shown_points(session: Session, found: Select[Passage, IssuePoint | None]) -> list[ShownPoint]:
    """Return these points with their words."""
    rows = session.execute(found).all()
    said = words_of(session, [passage for passage, _placed in rows])
    return [ShownPoint(passage, said[passage.id], placed) for passage, placed in rows if passage.id in said]


def number_of(session: Session, found: Select[Passage, IssuePoint | None]) -> int:
    """Return how many points these are."""
    counted = found.with_only_columns(func.count(), maintain_column_froms=True).order_by(None)
    return session.scalar(counted) or 0


def put_points(session: Session, actor: Actor, issue: Issue, chosen: Sequence[Seen]) -> int:
    """Put points into an issue and return how many are new there; the same again changes nothing.

    Raises `ChangedMeanwhile` when one of them is gone, or somebody else put it elsewhere since it was seen.
    """
    lock_issue(session, issue)
    known = _require_as_seen(session, issue.consultation, chosen, issue)
    at = database_now(session)
    new = 0
    for passage, placed in known:
        if placed is None:
            placed = IssuePoint(passage_id=passage.id, issue_id=issue.id, placed_at=at, placed_by_id=actor.person_id)
            session.add(placed)
        elif placed.issue_id != issue.id:
            placed.issue_id, placed.placed_at, placed.placed_by_id = issue.id, at, actor.person_id
        else:
            continue
        new += 1
    session.flush()
    if new:
        record(session, PointsPlaced(**_facts(issue), count=new), by=actor)
    return new


def draw_issue(
    session: Session, actor: Actor, consultation: Consultation, chosen: Sequence[Seen], title: str, form_key: str | None
) -> Issue:
    """List a new issue made of these points, be it a single rare one; the same form sent twice makes one.

    Raises `ChangedMeanwhile` as `put_points` does.
    """
    title = clean_line(title)
    if not title:
        raise Invalid(fields={"title": _("Enter the title of the new issue")})
    require_open_list(session, consultation)
    known = session.scalar(select(Issue).where(Issue.form_key == form_key)) if form_key else None
    _require_as_seen(session, consultation, chosen, known)
    issue = add_issue(session, actor, consultation, title, "", form_key)
    put_points(session, actor, issue, chosen)
    return issue


def take_out_points(session: Session, actor: Actor, consultation: Consultation, chosen: Sequence[Seen]) -> int:
    """Take points out of their issues, so that they stand in none, and return how many; what is out already stays so.

    Raises `ChangedMeanwhile` as `put_points` does. What was said to them beside the answers goes.
    """
    require_open_list(session, consultation)
    known = _require_as_seen(session, consultation, chosen, None)
    taken: dict[int, int] = {}
    for _passage, placed in known:
        if placed is not None:
            taken[placed.issue_id] = taken.get(placed.issue_id, 0) + 1
            session.delete(placed)
    session.flush()
    for issue_id, number in sorted(taken.items()):
        record(session, PointsTakenOut(**_facts(session.get_one(Issue, issue_id)), count=number), by=actor)
    return sum(taken.values())


def supplement_point(session: Session, actor: Actor, placed: IssuePoint, words: str, *, seen_version: int) -> None:
    """Say something to one point beside the answer to its issue; raises `ChangedMeanwhile` when somebody else did."""
    lock_issue(session, placed.issue)
    words = clean_text(words).strip()
    session.refresh(placed)
    require_version(
        placed.version, seen_version, Compared(_("What do you say to this point?"), placed.supplement, words)
    )
    placed.supplement = words
    session.flush()
    record(session, PointSupplemented(**_facts(placed.issue), point=placed.passage.number or 0), by=actor)


def find_point(session: Session, passage_id: int) -> IssuePoint:
    """Return a point that is in an issue; raises `NotFound` when it is in none, or was taken back."""
    placed = session.get(IssuePoint, passage_id)
    if placed is None or placed.passage.ended_at is not None or placed.issue.dropped_at is not None:
        raise NotFound
    return placed


def _require_as_seen(
    session: Session, consultation: Consultation, chosen: Sequence[Seen], target: Issue | None
) -> list[tuple[Passage, IssuePoint | None]]:
    if not chosen:
        raise Invalid(fields={"chosen": _("Select at least one point")})
    seen = {selected.passage_id: selected.issue_id for selected in chosen}
    known = _points_now(session, consultation, sorted(seen))
    if len(known) != len(seen):
        raise ChangedMeanwhile(_("Some of these points are gone: their words were changed or withdrawn. Select again."))
    differs = [
        Compared(_in_words(passage), _issue_in_words(_issue_of(placed)), _issue_in_words(target))
        for passage, placed in known
        if _number_of(_issue_of(placed)) not in {seen[passage.id], _number_of(target)}
    ]
    if differs:
        raise ChangedMeanwhile(
            _("Somebody else moved some of these points since you looked. Nothing was moved."), differs
        )
    return known


def _points_now(
    session: Session, consultation: Consultation, numbers: Sequence[int]
) -> list[tuple[Passage, IssuePoint | None]]:
    slices = (numbers[start : start + AT_ONCE] for start in range(0, len(numbers), AT_ONCE))
    found = points_of(consultation.id)
    return [(row[0], row[1]) for some in slices for row in session.execute(found.where(Passage.id.in_(some)))]


def _issue_of(placed: IssuePoint | None) -> Issue | None:
    return placed.issue if placed else None


def _number_of(issue: Issue | None) -> int:
    return issue.id if issue else 0


def _in_words(passage: Passage) -> str:
    return _("Point %(number)s", number=passage.number)


def _issue_in_words(issue: Issue | None) -> str:
    if issue is None:
        return _("In no issue")
    return _("Issue %(number)s: %(title)s", number=issue.number, title=issue.title)


def _facts(issue: Issue) -> dict[str, int]:
    return {"consultation_id": issue.consultation_id, "issue_id": issue.id, "number": issue.number}


def issue_of_points(session: Session, passage_ids: Sequence[int]) -> dict[int, Issue]:
    """Return in which issue each of these points is, by the number of the passage's row."""
    query = select(IssuePoint.passage_id, Issue).join(Issue, Issue.id == IssuePoint.issue_id)
    on_list = query.where(IssuePoint.passage_id.in_(passage_ids), Issue.dropped_at.is_(None))
    return dict(session.execute(on_list).all())
