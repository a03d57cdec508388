"""Where a row went: what took it up, what took that up in turn, and how far each has come since."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import and_, false, or_, select
from sqlalchemy.orm import Session

from consult.citations.models import Citation
from consult.citations.queries import reference_kinds, visible_rows
from consult.contract.references import Link, Reference, ReferenceKind
from consult.kernel.authz import Actor
from consult.kernel.db import database_now
from consult.kernel.states import LabelledState
from consult.records.marks import EXEMPTIONS
from consult.steps.course import ShownStep, shown_step
from consult.steps.models import StepTaken

FURTHEST = 6
MAXIMUM = 50


@dataclass(frozen=True)
class Uptake:
    """A row that took another up: what it is called, since when it cites it, and where it has been since."""

    reference: Reference
    title: str
    link: Link
    at: datetime
    steps: Sequence[ShownStep[LabelledState]]


@dataclass
class _Walk:
    """What was found on the way from some rows: each row, since when it cites what led to it, and what led to what."""

    rows: dict[Reference, object] = field(default_factory=dict)
    since: dict[Reference, datetime] = field(default_factory=dict)
    onward: dict[Reference, set[Reference]] = field(default_factory=lambda: defaultdict(set))

    def note(self, before: Reference, after: Reference, at: datetime) -> None:
        """Keep that one row leads on to another."""
        self.onward[before].add(after)
        self.since[after] = min(self.since.get(after, at), at)

    def reached_from(self, origin: Reference) -> set[Reference]:
        """Return every row to which a row leads."""
        reached: set[Reference] = set()
        newest = {origin}
        while newest:
            newest = {after for before in newest for after in self.onward.get(before, ())} - reached
            reached |= newest
        return reached


def trace_of(session: Session, actor: Actor, *origins: Reference) -> list[Uptake]:
    """Return everything that rests on these rows, as far as the actor may know of it, in the order of its citing.

    A row that cites one of them is followed by what cites that row, and so on; a part leads on to its whole.
    """
    return _shown(session, actor, _walk(session, actor, origins))


def traces_of(session: Session, actor: Actor, origins: Sequence[Reference]) -> dict[Reference, list[Uptake]]:
    """Return for each of these rows what rests on it, with the questions to the database that all of them need."""
    walk = _walk(session, actor, origins)
    shown = _shown(session, actor, walk)
    reached = {origin: walk.reached_from(origin) for origin in origins}
    return {origin: [uptake for uptake in shown if uptake.reference in reached[origin]] for origin in origins}


def _walk(session: Session, actor: Actor, origins: Sequence[Reference]) -> _Walk:
    walk = _Walk()
    newest: Iterable[Reference] = origins
    for _step in range(FURTHEST):
        newest = _go_on(session, actor, newest, set(origins), walk)
        if not newest or len(walk.rows) >= MAXIMUM:
            break
    return walk


def _shown(session: Session, actor: Actor, walk: _Walk) -> list[Uptake]:
    # What is cited at the same moment stays in the order in which it is reached: a row before the whole it belongs to.
    shown = sorted(walk.rows, key=walk.since.__getitem__)[:MAXIMUM]
    if not shown:
        return []
    kinds = reference_kinds(session)
    steps = _steps_of(session, kinds, shown)
    return [
        Uptake(
            reference=reference,
            title=kinds[reference.kind].title,
            link=kinds[reference.kind].link(session, actor, walk.rows[reference]),
            at=walk.since[reference],
            steps=steps[reference],
        )
        for reference in shown
    ]


def _go_on(
    session: Session, actor: Actor, cited: Iterable[Reference], origins: set[Reference], walk: _Walk
) -> list[Reference]:
    """Add the rows that cite these, and what they are parts of, and return those that were not known yet."""
    citations = _citing(session, cited)
    known = {*walk.rows, *origins}
    found = visible_rows(session, actor, {citation.source for citation in citations} - known)
    for citation in citations:
        if citation.source in {*found, *walk.rows}:
            walk.note(citation.target, citation.source, citation.cited_at)
    wholes = visible_rows(session, actor, _wholes_of(session, found, known, walk))
    new = [reference for rows in (found, wholes) for reference in sorted(rows)]
    walk.rows.update((reference, found.get(reference) or wholes[reference]) for reference in new)
    return new


def _wholes_of(
    session: Session, parts: Mapping[Reference, object], known: set[Reference], walk: _Walk
) -> set[Reference]:
    kinds = reference_kinds(session)
    wholes = set()
    for part, row in parts.items():
        part_of = kinds[part.kind].part_of
        if part_of is not None:
            whole = part_of(row)
            walk.note(part, whole, walk.since[part])
            wholes.add(whole)
    return wholes - {*known, *parts}


def _citing(session: Session, cited: Iterable[Reference]) -> list[Citation]:
    numbers: dict[str, set[int]] = defaultdict(set)
    for target in cited:
        numbers[target.kind].add(target.id)
    ends = [and_(Citation.target_kind == kind, Citation.target_id.in_(sorted(ids))) for kind, ids in numbers.items()]
    return list(session.scalars(select(Citation).where(or_(false(), *ends)).order_by(Citation.id)))


def _steps_of(
    session: Session, kinds: Mapping[str, ReferenceKind], references: Iterable[Reference]
) -> Mapping[Reference, list[ShownStep[LabelledState]]]:
    found: dict[Reference, list[ShownStep[LabelledState]]] = defaultdict(list)
    moved = [reference for reference in references if kinds[reference.kind].states]
    if not moved:
        return found
    now = database_now(session)
    ends = [and_(StepTaken.subject_kind == reference.kind, StepTaken.subject_id == reference.id) for reference in moved]
    for step in session.scalars(select(StepTaken).where(or_(*ends)).order_by(StepTaken.id)):
        state = next((state for state in kinds[step.subject_kind].states if state == step.after), None)
        if state is not None:
            found[step.subject].append(shown_step(step, now, state, EXEMPTIONS))
    return found
