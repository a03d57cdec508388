"""The outline of issues: a tree whose numbers follow from where each issue stands, and moving issues in it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import update
from sqlalchemy.orm import Session

from consult.audit.services import record
from consult.decisions.events import IssueMoved
from consult.decisions.models import Issue
from consult.decisions.open_list import lock_issue
from consult.decisions.queries import issues_of
from consult.kernel.authz import Actor
from consult.kernel.errors import ChangedMeanwhile, Compared, Conflict
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.records.search import digest

LEVELS = 4
UP, DOWN, IN, OUT = "up", "down", "in", "out"
BEFORE, INTO, AFTER = "before", "into", "after"
PLACES = {BEFORE: _l("Before"), INTO: _l("Into"), AFTER: _l("After")}
"""Where an issue can be put by another one, with the mouse."""
WAYS = {UP: _l("Up"), DOWN: _l("Down"), IN: _l("In"), OUT: _l("Out")}


@dataclass(frozen=True)
class Placed:
    """An issue where it stands in the outline: its number there, as 1.2, and how deep that is."""

    issue: Issue
    number: str
    level: int

    @property
    def title(self) -> str:
        """The issue with its number in the outline."""
        return f"{self.number} {self.issue.title}"


def in_outline(issues: Sequence[Issue]) -> list[Placed]:
    """Return these issues in the order of the outline, numbered by where they stand."""
    listed = {issue.id for issue in issues}
    below: dict[int | None, list[Issue]] = defaultdict(list)
    for issue in sorted(issues, key=lambda known: (known.position or 0, known.number)):
        below[issue.parent_id if issue.parent_id in listed else None].append(issue)
    return list(_numbered(below, None, "", 1))


def _numbered(below: dict[int | None, list[Issue]], parent_id: int | None, before: str, level: int) -> Iterator[Placed]:
    for place, issue in enumerate(below[parent_id], 1):
        number = f"{before}{place}"
        yield Placed(issue, number, level)
        yield from _numbered(below, issue.id, f"{number}.", level + 1)


def outline_of(session: Session, consultation_id: int) -> list[Placed]:
    """Return the outline of a consultation as it now stands."""
    return in_outline(session.scalars(issues_of(consultation_id)).all())


def seen_as(outline: Sequence[Placed]) -> str:
    """Return by what a page knows whether the outline is still the one it showed."""
    return digest("\n".join(f"{placed.issue.id} {placed.number}" for placed in outline))[:16]


def ways_for(outline: Sequence[Placed]) -> dict[int, list[str]]:
    """Return for each issue of an outline which ways it can be moved."""
    return {
        placed.issue.id: [way for way in WAYS if moved_order(outline, placed, way) is not None] for placed in outline
    }


def move_issue(session: Session, actor: Actor, issue: Issue, way: str, *, seen: str) -> None:
    """Move an issue up or down among its neighbours, into the one before it, or out beside the one it is in.

    What is below it goes with it. Raises `ChangedMeanwhile` when the outline is not the one that was `seen`.
    """
    outline = _outline_as_seen(session, issue, f"{issue.title}: {WAYS[way]}", seen)
    _move(session, actor, issue, moved_order(outline, _placed(outline, issue), way))


def place_issue(session: Session, actor: Actor, issue: Issue, target: Issue, where: str, *, seen: str) -> None:
    """Put an issue before, into or after another one, wherever that stands; raises as `move_issue` does."""
    outline = _outline_as_seen(session, issue, f"{issue.title}: {PLACES[where]} {target.title}", seen)
    _move(session, actor, issue, placed_order(outline, _placed(outline, issue), _placed(outline, target), where))


def _outline_as_seen(session: Session, issue: Issue, wanted: str, seen: str) -> list[Placed]:
    lock_issue(session, issue)
    outline = outline_of(session, issue.consultation_id)
    if seen != seen_as(outline):
        now = "\n".join(placed.title for placed in outline)
        sentence = _("Somebody else changed the outline since you looked. Look at it, then move the issue.")
        raise ChangedMeanwhile(sentence, [Compared(_("The outline"), now, wanted)])
    return outline


def _placed(outline: Sequence[Placed], issue: Issue) -> Placed:
    return next(placed for placed in outline if placed.issue.id == issue.id)


def _move(session: Session, actor: Actor, issue: Issue, moved: "Moved | None") -> None:
    if moved is None:
        raise Conflict(_("This issue cannot be moved that way."))
    parent_id, order = moved
    for position, number in enumerate(order, 1):
        _write(session, number, parent_id, position)
    session.expire_all()
    place = _placed(outline_of(session, issue.consultation_id), issue).number
    event = IssueMoved(consultation_id=issue.consultation_id, issue_id=issue.id, number=issue.number, place=place)
    record(session, event, by=actor)


def close_gap(session: Session, issue: Issue) -> None:
    """Let what is below an issue that leaves the outline take its place."""
    outline = outline_of(session, issue.consultation_id)
    below = _below(outline, issue.id)
    beside = _beside(outline, issue)
    place = beside.index(issue.id)
    for position, number in enumerate([*beside[:place], *below, *beside[place + 1 :]], 1):
        _write(session, number, issue.parent_id, position)


def _write(session: Session, issue_id: int, parent_id: int | None, position: int) -> None:
    # Not through the model: where an issue stands is no change of its words, which have a version.
    session.execute(update(Issue).where(Issue.id == issue_id).values(parent_id=parent_id, position=position))


def _beside(outline: Sequence[Placed], issue: Issue) -> list[int]:
    return [placed.issue.id for placed in outline if placed.issue.parent_id == issue.parent_id]


Moved = tuple[int | None, list[int]]


def moved_order(outline: Sequence[Placed], placed: Placed, way: str) -> Moved | None:
    """Return below which issue it stands then, and what stands there in order; `None` when it cannot be moved so."""
    return {UP: _up, DOWN: _down, IN: _in, OUT: _out}[way](outline, placed)


def _up(outline: Sequence[Placed], placed: Placed) -> Moved | None:
    beside = _beside(outline, placed.issue)
    place = beside.index(placed.issue.id)
    if not place:
        return None
    return placed.issue.parent_id, [*beside[: place - 1], placed.issue.id, beside[place - 1], *beside[place + 1 :]]


def _down(outline: Sequence[Placed], placed: Placed) -> Moved | None:
    beside = _beside(outline, placed.issue)
    after = beside[beside.index(placed.issue.id) + 1 :]
    if not after:
        return None
    return placed.issue.parent_id, [*beside[: -len(after) - 1], after[0], placed.issue.id, *after[1:]]


def _in(outline: Sequence[Placed], placed: Placed) -> Moved | None:
    beside = _beside(outline, placed.issue)
    place = beside.index(placed.issue.id)
    if not place or placed.level + _depth(outline, placed) > LEVELS:
        return None
    before = beside[place - 1]
    return before, [*_below(outline, before), placed.issue.id]


def _out(outline: Sequence[Placed], placed: Placed) -> Moved | None:
    parent = next((other.issue for other in outline if other.issue.id == placed.issue.parent_id), None)
    if parent is None:
        return None
    around = _beside(outline, parent)
    after = around.index(parent.id) + 1
    return parent.parent_id, [*around[:after], placed.issue.id, *around[after:]]


def placed_order(outline: Sequence[Placed], placed: Placed, target: Placed, where: str) -> Moved | None:
    """Return what `moved_order` does, for an issue that is put by another one; `None` below itself, or too deep."""
    is_own = target.issue.id == placed.issue.id or target.number.startswith(f"{placed.number}.")
    level = target.level + 1 if where == INTO else target.level
    if is_own or level + _depth(outline, placed) - 1 > LEVELS:
        return None
    if where == INTO:
        below = [number for number in _below(outline, target.issue.id) if number != placed.issue.id]
        return target.issue.id, [*below, placed.issue.id]
    beside = [number for number in _beside(outline, target.issue) if number != placed.issue.id]
    at = beside.index(target.issue.id) + (where == AFTER)
    return target.issue.parent_id, [*beside[:at], placed.issue.id, *beside[at:]]


def _below(outline: Sequence[Placed], issue_id: int) -> list[int]:
    return [other.issue.id for other in outline if other.issue.parent_id == issue_id]


def _depth(outline: Sequence[Placed], placed: Placed) -> int:
    """Return how many levels an issue and what is below it take."""
    inside = [other.level for other in outline if other.number.startswith(f"{placed.number}.")]
    return max(inside, default=placed.level) - placed.level + 1
