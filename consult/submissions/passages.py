"""Passages of free texts: how a text is divided, and what becomes of marked passages when the text changes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate

import regex
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from consult.contract.revisions import Revised
from consult.kernel.db import database_now
from consult.submissions.models import Passage, Submission

_SENTENCE_END = regex.compile(r"[.!?…]+[\"'”’)\]]*\s+|[\u3002\uff01\uff1f]+\s*|\n\s*")
_AT_ONCE = 500
_TOKEN = regex.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True)
class Piece:
    """A part of a text from `begins` to before `ends`: marked, or still open."""

    begins: int
    ends: int
    passage: Passage | None = None


def sentences_of(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each sentence begins and ends, with the space behind it; together they are the whole text."""
    begins = 0
    for found in _SENTENCE_END.finditer(text):
        yield begins, found.end()
        begins = found.end()
    if begins < len(text):
        yield begins, len(text)


def pieces_of(text: str, marked: Sequence[Passage]) -> list[Piece]:
    """Divide a text into its marked passages and the open sentences between them: no character twice, none left out."""
    pieces, at = [], 0
    for passage in sorted(marked, key=lambda known: known.begins):
        pieces += _open(text, at, passage.begins)
        pieces.append(Piece(passage.begins, passage.ends, passage))
        at = passage.ends
    return pieces + _open(text, at, len(text))


def _open(text: str, begins: int, ends: int) -> list[Piece]:
    return [Piece(begins + first, begins + last) for first, last in sentences_of(text[begins:ends])]


def marked_in(submission_ids: Sequence[int]) -> Select[Passage]:
    """Select the passages of these submissions that are marked now."""
    marked = (Passage.submission_id.in_(submission_ids), Passage.ended_at.is_(None))
    return select(Passage).where(*marked).order_by(Passage.submission_id, Passage.place, Passage.begins)


def marks_of(session: Session, submission_ids: Sequence[int]) -> dict[int, list[Passage]]:
    """Return the passages of these submissions that are marked now, by the number of the submission."""
    found: dict[int, list[Passage]] = {}
    for start in range(0, len(submission_ids), _AT_ONCE):
        for passage in session.scalars(marked_in(submission_ids[start : start + _AT_ONCE])):
            found.setdefault(passage.submission_id, []).append(passage)
    return found


def texts_by_place(submission: Submission) -> dict[str, str]:
    """Return every text of a submission by its place, free text or not."""
    said = {f"marks.{key}.said": mark.get("said") for key, mark in submission.marks.items()}
    answers = {f"answers.{key}": answer for key, answer in submission.answers.items()}
    return {place: text for place, text in {**answers, **said}.items() if isinstance(text, str)}


def follow_revision(session: Session, revision: Revised) -> None:
    """Move marked passages along with texts that changed; those whose own words are new have to be marked again."""
    if not revision.changed and not revision.is_forgotten:
        return
    for passage in session.scalars(marked_in([revision.submission_id])).all():
        if revision.is_forgotten:
            end_passage(session, passage, "withdrawn")
        elif passage.place in revision.changed:
            _follow(session, passage, revision)
    session.flush()


def end_passage(session: Session, passage: Passage, because: str) -> None:
    """Let a mark fall away: a point stays on record with its number, any other mark goes."""
    if passage.number is None:
        session.delete(passage)
    else:
        passage.ended_at, passage.ended_because = database_now(session), because


def _follow(session: Session, passage: Passage, revision: Revised) -> None:
    old, new = revision.before.get(passage.place, ""), revision.now.get(passage.place, "")
    begins, ends, is_same = moved(old, new, passage.begins, passage.ends)
    if begins >= ends or not (is_same or revision.is_redacted):
        end_passage(session, passage, "changed")
        return
    passage.begins, passage.ends = begins, ends
    if not is_same:
        passage.changed_at = database_now(session)


def moved(old: str, new: str, begins: int, ends: int) -> tuple[int, int, bool]:
    """Return where a range of the old text stands in the new one, and whether its own words are the same.

    Of passages that a change touches, the first one takes what was put in place of their words.
    """
    first, last, is_same = begins, ends, True
    for old_first, old_last, _new_first, new_last in _changes(old, new):
        if old_first < begins < old_last:
            first = new_last
        elif old_last <= begins:
            first = begins + new_last - old_last
        if old_first < ends < old_last:
            last = new_last
        elif old_first < ends:
            last = ends + new_last - old_last
        if max(old_first, begins) < min(old_last, ends) or begins < old_first == old_last < ends:
            is_same = False
    return first, last, is_same


def _changes(old: str, new: str) -> Iterator[tuple[int, int, int, int]]:
    """Yield where the texts differ, word by word and in order: from and to in the old one, from and to in the new."""
    words = _TOKEN.findall(old), _TOKEN.findall(new)
    places = [[0, *accumulate(map(len, found))] for found in words]
    for what, old_first, old_last, new_first, new_last in SequenceMatcher(None, *words).get_opcodes():
        if what != "equal":
            yield places[0][old_first], places[0][old_last], places[1][new_first], places[1][new_last]
