"""Citing, and taking citations back: whoever does it must be able to see both ends."""

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from consult.citations.models import Citation
from consult.citations.queries import citations_from, visible_rows
from consult.contract.references import Reference
from consult.kernel.authz import Actor
from consult.kernel.db import begin_write, database_now
from consult.kernel.errors import NotFound
from consult.kernel.messages import gettext as _
from consult.kernel.text import clean_line


def cite(session: Session, actor: Actor, source: Reference, targets: Sequence[Reference], note: str = "") -> int:
    """Let a row cite others, and return how many are new; what is cited already stays as it is.

    Raises `NotFound` when the actor may not know of one of them. The caller asks whether the source may change, locks
    it, and records what happened.
    """
    _require_visible(session, actor, [source, *targets])
    begin_write(session)
    known = {citation.target for citation in session.scalars(citations_from([source]))}
    new = [target for target in dict.fromkeys(targets) if target not in known]
    at = database_now(session)
    session.add_all(
        Citation(
            source_kind=source.kind,
            source_id=source.id,
            target_kind=target.kind,
            target_id=target.id,
            note=clean_line(note),
            cited_at=at,
            cited_by_id=actor.person_id,
        )
        for target in new
    )
    session.flush()
    return len(new)


def remove_citation(session: Session, actor: Actor, source: Reference, target: Reference) -> None:
    """Take a citation back; raises `NotFound` when there is none, or the actor may not know of an end."""
    _require_visible(session, actor, [source, target])
    found = session.scalar(
        citations_from([source]).where(Citation.target_kind == target.kind, Citation.target_id == target.id)
    )
    if found is None:
        raise NotFound
    session.delete(found)
    session.flush()


def cite_for(session: Session, actor: Actor, source: Reference, others: Sequence[Reference]) -> None:
    """Let a row cite all that these others cite: a published version what its draft parts rest on."""
    drafts = citations_from(others).subquery()
    known = session.execute(select(drafts.c.target_kind, drafts.c.target_id).distinct()).all() if others else []
    at = database_now(session)
    session.add_all(
        Citation(
            source_kind=source.kind,
            source_id=source.id,
            target_kind=kind,
            target_id=number,
            cited_at=at,
            cited_by_id=actor.person_id,
        )
        for kind, number in known
    )
    session.flush()


def forget_citations(session: Session, reference: Reference) -> None:
    """Delete every citation of and by a row that is deleted, so that no later row is taken for it."""
    is_source = (Citation.source_kind == reference.kind) & (Citation.source_id == reference.id)
    is_target = (Citation.target_kind == reference.kind) & (Citation.target_id == reference.id)
    session.execute(delete(Citation).where(is_source | is_target))


def _require_visible(session: Session, actor: Actor, references: Sequence[Reference]) -> None:
    if set(references) - visible_rows(session, actor, references).keys():
        raise NotFound(_("We could not find what you cite, or what cites it. Check the references."))
