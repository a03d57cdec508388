"""Searching the public motions: whole texts, amendments, resolutions and what has to be done."""

from collections.abc import Mapping

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, selectinload

from consult.sdk.records import shown
from consult.sdk.texts import read_query
from plugins.motion.actions import Resolution
from plugins.motion.amendments import Amendment
from plugins.motion.models import Motion
from plugins.motion.published import ACTION, RESOLUTION, words_of

PAGE = 50


def public_motions(session: Session, state: str = "", words: str = "", before: str = "") -> Select[Motion]:
    """Select a page of submitted motions, newest number first, one more than fits so that the next page is known."""
    query = select(Motion).where(Motion.public_at.is_not(None))
    if state:
        query = query.where(Motion.state == state)
    looked_for = read_query(words)
    if looked_for:
        shown_words = _words_shown(session, query)
        query = query.where(Motion.id.in_([key for key, said in shown_words.items() if looked_for.matches(said)]))
    if before:
        query = query.where(Motion.number < before)
    return query.options(selectinload(Motion.texts)).order_by(Motion.number.desc()).limit(PAGE + 1)


def _words_shown(session: Session, motions: Select[Motion]) -> Mapping[int, str]:
    """Return what the public reads of motions: numbers, names, the text while it is public, and what came of it."""
    resolution = joinedload(Motion.resolution).options(joinedload(Resolution.text), selectinload(Resolution.actions))
    found = session.scalars(motions.options(selectinload(Motion.texts), resolution)).unique().all()
    words = {motion.id: [_text_of(motion)] for motion in found}
    for amendment in session.scalars(select(Amendment).where(Amendment.motion_id.in_(words))):
        words[amendment.motion_id].append(_amendment(amendment))
    resolutions = [motion.resolution for motion in found if motion.resolution is not None]
    for read in shown(session, RESOLUTION, resolutions).values():
        words[read.row.motion_id] += [read.row.number, words_of(read)]
    for read in shown(session, ACTION, [action for one in resolutions for action in one.actions]).values():
        words[read.row.motion.id] += [read.value("text"), read.value("owner"), read.value("addressee")]
    return {key: "\n".join(said) for key, said in words.items()}


def _text_of(motion: Motion) -> str:
    names = [motion.number or "", motion.public_title, motion.public_proposer, motion.public_seconder]
    clauses = motion.public_text.clause_texts if motion.public_text is not None else []
    return "\n".join([*names, motion.record_note, *(clause.text for clause in clauses)])


def _amendment(amendment: Amendment) -> str:
    texts = [change.text for change in amendment.acts if change.text]
    return "\n".join([amendment.number, amendment.proposer_name, amendment.seconder_name, amendment.reason, *texts])
