"""Finding what rows are called, which row a person means, and what cites what, as far as the actor may know of it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, false, or_, select
from sqlalchemy.orm import Session

from consult.citations.models import Citation
from consult.contract.deployment import deployment_of
from consult.contract.references import Link, Reference, ReferenceKind
from consult.kernel import tokens
from consult.kernel.authz import ANONYMOUS, Actor
from consult.kernel.errors import Invalid
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.kernel.text import clean_line

AT_ONCE = 500
OFFERED = 200
UNKNOWN = _l("is not the reference of anything that you can cite")


class WrongLines(Invalid):
    """Some of the references that were typed cannot be cited; `lines` has one sentence for each."""

    default = _l("Some of the references cannot be cited.")

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__()
        self.lines = list(lines)


@dataclass(frozen=True)
class Cited:
    """The other end of a citation, as the actor may read it, and for what it is cited."""

    reference: Reference
    link: Link
    note: str


def reference_kinds(session: Session) -> Mapping[str, ReferenceKind]:
    """Return the kinds of rows that can be referred to in this deployment."""
    return deployment_of(session).registry.references


def visible_rows(session: Session, actor: Actor, references: Iterable[Reference]) -> dict[Reference, object]:
    """Return the rows that the actor may know of, with a few questions for each kind."""
    kinds = reference_kinds(session)
    numbers: dict[str, set[int]] = defaultdict(set)
    for reference in references:
        numbers[reference.kind].add(reference.id)
    found = {}
    for name in sorted(numbers.keys() & kinds.keys()):
        kind, wanted = kinds[name], sorted(numbers[name])
        for start in range(0, len(wanted), AT_ONCE):
            some = kind.model.id.in_(wanted[start : start + AT_ONCE])
            for row in session.scalars(kind.visible_to(session, actor).where(some)).unique():
                found[Reference(name, row.id)] = row
    return found


def links(session: Session, actor: Actor, references: Iterable[Reference]) -> dict[Reference, Link]:
    """Return what these rows are called and where they are read, without those that the actor may not know of."""
    kinds = reference_kinds(session)
    rows = visible_rows(session, actor, references)
    return {reference: kinds[reference.kind].link(session, actor, row) for reference, row in rows.items()}


def read_references(
    session: Session, actor: Actor, typed: str, why_not: Callable[[object], str] = lambda row: ""
) -> list[Reference]:
    """Return the rows that were typed, one on each line, however they are written.

    `why_not(row)` says, as the end of a sentence, why a row cannot be taken here. Raises `WrongLines` with a numbered
    sentence for each line that names nothing or cannot be taken.
    """
    lines = [(number, line) for number, line in enumerate(typed.splitlines(), start=1) if line.strip()]
    known = _rows_by_code(session, actor, [spelling for _ignored, line in lines for spelling in _spellings(line)])
    found: dict[Reference, None] = {}
    wrong = []
    for number, line in lines:
        row = next((known[spelling] for spelling in _spellings(line) if spelling in known), None)
        fault = UNKNOWN if row is None else why_not(row)
        if fault:
            wrong.append(
                _(
                    "Line %(number)s: %(clean_line)s %(fault)s.",
                    number=number,
                    clean_line=clean_line(line)[:40],
                    fault=fault,
                )
            )
        else:
            found[reference_to(row)] = None
    if wrong:
        raise WrongLines(wrong)
    return list(found)


def reference_to(row: Any) -> Reference:
    """Return the reference to a row."""
    return Reference(str(row.__tablename__), row.id)


def ward_of(session: Session, reference: Reference) -> str:
    """Return the ward in which a row is, as far as everybody may know it; empty where it names none."""
    kind = reference_kinds(session).get(reference.kind)
    row = visible_rows(session, ANONYMOUS, [reference]).get(reference)
    return kind.ward(row) if kind is not None and kind.ward is not None and row is not None else ""


def citations_from(sources: Sequence[Reference]) -> Select[Citation]:
    """Select what these rows cite."""
    ends = [and_(Citation.source_kind == source.kind, Citation.source_id == source.id) for source in sources]
    return select(Citation).where(or_(false(), *ends)).order_by(Citation.id)


def cited_in(session: Session, actor: Actor, source: Reference) -> list[Cited]:
    """Return what a row cites, as far as the actor may know of it."""
    return _shown(session, actor, session.scalars(citations_from([source])).all(), lambda citation: citation.target)


def references_to(session: Session, actor: Actor, *targets: Reference) -> list[Cited]:
    """Return which rows cite any of these, as far as the actor may know of them."""
    ends = [and_(Citation.target_kind == target.kind, Citation.target_id == target.id) for target in targets]
    query = select(Citation).where(or_(false(), *ends)).order_by(Citation.id)
    return _shown(session, actor, session.scalars(query).all(), lambda citation: citation.source)


def offered_to_cite(session: Session, actor: Actor, kinds: Sequence[str]) -> list[tuple[Reference, str]]:
    """Return what the actor may know of in these kinds, with what it is and what it is called, the newest first.

    For a list to choose from where there is no reference to type; of each kind the newest 200.
    """
    known = reference_kinds(session)
    found = []
    for kind in (known[name] for name in kinds if name in known):
        rows = session.scalars(kind.visible_to(session, actor).order_by(kind.model.id.desc()).limit(OFFERED)).unique()
        found += [
            (reference_to(row), _("%(kind)s: %(title)s", kind=kind.title, title=kind.link(session, actor, row).title))
            for row in rows
        ]
    return found


def _shown(
    session: Session, actor: Actor, citations: Sequence[Citation], end: Callable[[Citation], Reference]
) -> list[Cited]:
    named = links(session, actor, {end(citation) for citation in citations})
    shown = {
        end(citation): Cited(end(citation), named[end(citation)], citation.note)
        for citation in citations
        if end(citation) in named
    }
    return list(shown.values())


def _spellings(line: str) -> tuple[str, ...]:
    return clean_line(line).upper(), tokens.read_code(line)


def _rows_by_code(session: Session, actor: Actor, codes: Sequence[str]) -> dict[str, object]:
    found: dict[str, Any] = {}
    for kind in reference_kinds(session).values():
        if kind.code is None:
            continue
        for start in range(0, len(codes), AT_ONCE):
            some = kind.code.in_(codes[start : start + AT_ONCE])
            for row in session.scalars(kind.visible_to(session, actor).where(some)).unique():
                found.setdefault(getattr(row, kind.code.key), row)
    return found
