"""Where a row went: what took it up, what took that up in turn, and how far each has come since."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, or_, select
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


def trace_of(session: Session, actor: Actor, *origins: Reference) -> list[Uptake]:
    """Return everything that rests on these rows, as far as the actor may know of it, in the order of its citing.

    A row that cites one of them is followed by what cites that row, and so on; a part leads on to its whole.
    """
    rows: dict[Reference, object] = {}
    since: dict[Reference, datetime] = {}
    newest: Sequence[Reference] = origins
    for _step in range(FURTHEST):
        reached = _reached_from(session, actor, newest, {*rows, *origins}, since)
        rows.update(reached)
        newest = list(reached)
        if not newest or len(rows) >= MAXIMUM:
            break
    # What is cited at the same moment stays in the order in which it is reached: a row before the whole it belongs to.
    shown = sorted(rows, key=since.__getitem__)[:MAXIMUM]
    if not shown:
        return []
    kinds = reference_kinds(session)
    steps = _steps_of(session, kinds, shown)
    return [
        Uptake(
            reference=reference,
            title=kinds[reference.kind].title,
            link=kinds[reference.kind].link(session, actor, rows[reference]),
            at=since[reference],
            steps=steps[reference],
        )
        for reference in shown
    ]


def _reached_from(
    session: Session, actor: Actor, cited: Sequence[Reference], known: set[Reference], since: dict[Reference, datetime]
) -> dict[Reference, object]:
    """Return the rows that cite these, and what they are parts of, without those that are known; note since when."""
    found = visible_rows(session, actor, _citing(session, cited, known, since))
    kinds = reference_kinds(session)
    wholes: set[Reference] = set()
    for part, row in found.items():
        part_of = kinds[part.kind].part_of
        if part_of is not None and (whole := part_of(row)) not in {*known, *found}:
            since[whole] = min(since.get(whole, since[part]), since[part])
            wholes.add(whole)
    whole_rows = visible_rows(session, actor, wholes)
    return {reference: rows[reference] for rows in (found, whole_rows) for reference in sorted(rows)}


def _citing(
    session: Session, cited: Sequence[Reference], known: set[Reference], since: dict[Reference, datetime]
) -> set[Reference]:
    ends = [and_(Citation.target_kind == target.kind, Citation.target_id == target.id) for target in cited]
    citing: set[Reference] = set()
    for citation in session.scalars(select(Citation).where(or_(*ends)).order_by(Citation.id)):
        if citation.source not in known:
            since.setdefault(citation.source, citation.cited_at)
            citing.add(citation.source)
    return citing


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
