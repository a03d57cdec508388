"""A motion as a file of each kind, and as plain values."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.sdk.database import address_of, deployment_of
from consult.sdk.publishing import DOCX, PublishedDocument, make_docx, make_html, make_pdf
from plugins.motion.actions import Resolution
from plugins.motion.akoma import make_akoma
from plugins.motion.amendment_queries import amendments_of
from plugins.motion.counting import counts_in
from plugins.motion.documents import document_of
from plugins.motion.models import Motion
from plugins.motion.opendocument import ODT, make_odt
from plugins.motion.published import Reading
from plugins.motion.records import Choice

Values = Mapping[str, Any]
_WRITERS: Mapping[str, Callable[[PublishedDocument], bytes]] = {
    "html": make_html,
    "pdf": make_pdf,
    "docx": make_docx,
    "odt": make_odt,
}
KINDS: Final[Mapping[str, str]] = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "docx": DOCX,
    "odt": ODT,
    "json": "application/json",
    "akn": "application/akn+xml",
}
"""The kinds of file, each with its media type."""


def file_of(session: Session, motion: Motion, kind: str) -> bytes:
    """Return what the public may read of a motion as a file of a kind."""
    publisher = deployment_of(session).settings.council.name
    if kind in _WRITERS:
        return _WRITERS[kind](document_of(session, motion, publisher))
    if kind == "akn":
        return make_akoma(motion, publisher, address_of(session, f"/motions/{motion.number}"))
    return orjson.dumps(values_of(session, motion), option=orjson.OPT_INDENT_2)


def file_name(motion: Motion, kind: str) -> str:
    """Return the name of a file of a motion."""
    return f"{motion.number}.{'xml' if kind == 'akn' else kind}"


def listed(session: Session) -> list[Values]:
    """Return the public motions, newest first: number, title, state, and how many amendments each has."""
    public = select(Motion).where(Motion.public_at.is_not(None)).order_by(Motion.number.desc())
    return [
        {**_heading(motion), "amendments": len(amendments_of(session, motion))} for motion in session.scalars(public)
    ]


def public_motion(session: Session, number: str) -> Motion | None:
    """Return the public motion with a number, if there is one."""
    return session.scalar(select(Motion).where(Motion.public_at.is_not(None), Motion.number == number))


def values_of(session: Session, motion: Motion) -> Values:
    """Return what the public may read of a motion as plain values, with codes for states."""
    reading, text = Reading(session, motion), motion.public_text
    resolution = motion.resolution
    return {
        **_heading(motion),
        "proposer": motion.public_proposer,
        "seconder": motion.public_seconder or None,
        "meeting_on": motion.meeting_on,
        "version": text.number if text else None,
        "text_sha256": text.hash if text else None,
        "clauses": [
            {"key": clause.key, "section": str(clause.section), "text": clause.text}
            for clause in (text.clause_texts if text else [])
        ],
        "amendments": list(_amendments(session, motion)),
        "votes": list(_votes(motion, reading)),
        "resolution": _resolution(resolution, reading) if resolution is not None else None,
    }


def _heading(motion: Motion) -> dict[str, Any]:
    return {"number": motion.number, "title": motion.public_title, "state": str(motion.state.value)}


def _amendments(session: Session, motion: Motion) -> Iterator[Values]:
    for one in amendments_of(session, motion):
        yield {
            "number": one.number,
            "kind": "alteration" if one.is_alteration else "amendment",
            "proposer": one.proposer_name,
            "seconder": one.seconder_name,
            "state": str(one.state.value),
            "to_version": one.text.number,
            "changes": one.changes["changes"],
        }


def _resolution(resolution: Resolution, reading: Reading) -> Values:
    return {
        "number": resolution.number,
        "adopted_on": resolution.adopted_on,
        "mandates": [clause.text for clause in resolution.mandates],
        "summary": reading.of(resolution).value("summary") or None,
        "actions": [
            {
                "number": action.number,
                "text": reading.of(action).value("text"),
                "owner": reading.of(action).value("owner"),
                "addressee": reading.of(action).value("addressee"),
                "due_on": reading.of(action).value("due_on"),
                "state": str(action.state.value),
            }
            for action in resolution.actions
        ],
    }


def _votes(motion: Motion, reading: Reading) -> Iterator[Values]:
    for division in motion.divisions:
        votes = [reading.of(vote) for vote in division.votes]
        counts = counts_in(division, reading.of(division), votes)
        yield {
            "number": division.number,
            "question": str(division.question.value),
            "outcome": str(division.outcome.value),
            "held_on": division.held_on,
            "for": counts[Choice.FOR],
            "against": counts[Choice.AGAINST],
            "abstain": counts[Choice.ABSTAIN],
            "names": [
                {
                    "councillor": vote.value("councillor_name"),
                    "ward": vote.value("ward"),
                    "group": vote.value("group_name"),
                    "vote": str(vote.value("choice")),
                }
                for vote in votes
            ],
        }
