"""Motions that say again what another said: by their title, by their words, or by what they resolve."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session, joinedload, selectinload

from consult.sdk.access import Actor
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.texts import are_alike, folded, sketch_of
from plugins.motion.amendments import wording_of
from plugins.motion.canonical import Section
from plugins.motion.changes import Wording
from plugins.motion.models import Motion
from plugins.motion.queries import visible_to
from plugins.motion.records import FrozenText

COMPARED = 300
"""So many motions are compared, the newest ones: what a council debates in about five years."""
_KEY = b""  # nothing of a sketch is kept, so it needs no secret


class Likeness(StrEnum):
    """What two motions have in common, the most telling first."""

    TEXT = "text"
    MANDATES = "mandates"
    TITLE = "title"

    @property
    def label(self) -> str:
        """The likeness as people say it."""
        return _LABELS[self]


_LABELS = {
    Likeness.TEXT: _l("Its whole text is nearly the same"),
    Likeness.MANDATES: _l("It resolves nearly the same"),
    Likeness.TITLE: _l("It has the same title"),
}


@dataclass(frozen=True)
class Alike:
    """Another motion, and what it has in common with the one that is asked about."""

    motion: Motion
    likeness: Likeness


@dataclass(frozen=True)
class _Said:
    title: str
    whole: bytes
    mandates: bytes


def motions_alike(session: Session, actor: Actor, motion: Motion, text: Wording) -> list[Alike]:
    """Return the submitted motions, among those the actor may read, that say nearly what this one does; newest first.

    Nobody learns here of a text that they could not read: of a motion that was returned, its title alone is compared.
    """
    said = _said(text)
    query = visible_to(actor).where(_is_another(motion)).order_by(Motion.id.desc()).limit(COMPARED)
    whole = (selectinload(Motion.texts), joinedload(Motion.resolution))
    found = []
    for other in session.scalars(query.options(*whole)).unique():
        likenesses = {likeness for one in _words_of(actor, other) for likeness in _likenesses(said, one)}
        if likenesses:
            found.append(Alike(other, min(likenesses, key=list(Likeness).index)))
    return found


def _is_another(motion: Motion) -> ColumnElement[bool]:
    return Motion.number.is_not(None) & (Motion.id != motion.id)


def _words_of(actor: Actor, motion: Motion) -> Iterator[_Said]:
    """Yield what the actor reads of a motion: as it was submitted, as it stands, or what the record knows."""
    texts = {text.id: text for text in _texts_of(actor, motion) if text is not None}
    yield from (_said(wording_of(text)) for text in texts.values())
    if not texts:
        summary = motion.resolution.summary if motion.resolution is not None else ""
        yield _Said(folded(motion.public_title), b"", sketch_of(summary, _KEY))


def _texts_of(actor: Actor, motion: Motion) -> tuple[FrozenText | None, ...]:
    if motion.public_text is None and not actor.can("motion.read_texts", motion):
        return ()
    return motion.submitted, motion.frozen


def _said(text: Wording) -> _Said:
    whole = "\n".join((text.title, *(clause.text for clause in text.clauses)))
    mandates = "\n".join(clause.text for clause in text.of(Section.RESOLVES))
    return _Said(folded(text.title), sketch_of(whole, _KEY), sketch_of(mandates, _KEY))


def _likenesses(one: _Said, other: _Said) -> Iterator[Likeness]:
    if are_alike(one.whole, other.whole):
        yield Likeness.TEXT
    if are_alike(one.mandates, other.mandates):
        yield Likeness.MANDATES
    if one.title == other.title:
        yield Likeness.TITLE
