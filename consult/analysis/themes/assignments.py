"""Giving themes to texts: by an officer, whole or for a passage; and what follows when a text changes."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from consult.analysis.themes.events import TextCoded
from consult.analysis.themes.models import Assignment, Coding, Source, Theme
from consult.analysis.themes.queries import CodedText, coding_of, standing, themes_of
from consult.audit.services import record
from consult.contract.revisions import Revised
from consult.kernel.authz import Actor
from consult.kernel.comparison import require_version
from consult.kernel.db import database_now, lock_row
from consult.kernel.errors import Compared, Conflict, Invalid
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.submissions.models import Status
from consult.submissions.passages import moved

THEMES = _l("Themes of this text")
_ANSWERS = "answers."


def code_text(session: Session, actor: Actor, coded: CodedText, theme_ids: Collection[int], seen_version: int) -> None:
    """Code a whole text: it has these themes and no others; passages keep theirs.

    A proposal that is among them is accepted, any other is turned down. Raises `ChangedMeanwhile` when somebody else
    coded it first, `Invalid` for a theme that is not offered, and `Conflict` when the response does not count.
    """
    coding = _lock(session, coded)
    themes = {theme.id: theme for theme in session.scalars(themes_of(coded.activity.consultation_id))}
    whole = [row for row in _standing(session, coded) if row.begins is None]
    present = {_counts_as(themes, row.theme_id) for row in whole if row.accepted_at}
    wanted = _wanted(themes, present, theme_ids)
    both = (_in_words(themes, present), _in_words(themes, wanted))
    require_version(coding.version if coding else 0, seen_version, Compared(THEMES, *both))
    _end(session, actor, [row for row in whole if _counts_as(themes, row.theme_id) not in wanted])
    proposed = [row for row in whole if row.ended_at is None and row.accepted_at is None]
    for row in proposed:
        row.accepted_at, row.accepted_by_id = database_now(session), actor.person_id
    accepted = {_counts_as(themes, row.theme_id) for row in proposed}
    session.add_all(_by_officer(session, actor, coded, wanted - present - accepted))
    _note_coding(session, actor, coded, coding)
    _record(session, actor, coded, len(wanted))


def _wanted(themes: Mapping[int, Theme], present: Collection[int], theme_ids: Collection[int]) -> set[int]:
    """Return the themes that were selected, each as that it counts under; raises `Invalid` for one not offered."""
    if any(number not in themes for number in theme_ids):
        raise Invalid(fields={"themes": _("Select themes from the list")})
    wanted = {_counts_as(themes, number) for number in theme_ids}
    if any(not themes[number].is_offered for number in wanted.difference(present)):
        raise Invalid(fields={"themes": _("Select themes from the list")})
    return wanted


def code_passage(session: Session, actor: Actor, coded: CodedText, passage: str, theme_ids: Collection[int]) -> None:
    """Give themes to a passage, which must stand in the text word for word; what it has already stays once.

    Raises `Invalid` for other words or a theme that is not offered, and `Conflict` when the response does not count.
    """
    coding = _lock(session, coded)
    begins = coded.text.find(passage) if passage.strip() else -1
    if begins < 0:
        raise Invalid(fields={"passage": _("Copy the passage from the text, word for word")})
    themes = {theme.id: theme for theme in session.scalars(themes_of(coded.activity.consultation_id))}
    if not theme_ids or any(number not in themes or not themes[number].is_offered for number in theme_ids):
        raise Invalid(fields={"themes": _("Select at least one theme for the passage")})
    place = (begins, begins + len(passage))
    there = {row.theme_id for row in _standing(session, coded) if (row.begins, row.ends) == place}
    session.add_all(_by_officer(session, actor, coded, set(theme_ids) - there, place))
    _note_coding(session, actor, coded, coding)
    _record(session, actor, coded, len(theme_ids))


def follow_revision(session: Session, revision: Revised) -> None:
    """Let themes follow what a response says now.

    Of what was withdrawn or erased none stays. A text that says something else has to be coded anew. Where passages
    were taken out, the themes of the whole text stay, a passage moves with its words, and one that was itself
    touched speaks for the whole text.
    """
    of_submission = Assignment.submission_id == revision.submission_id
    if revision.is_forgotten:
        session.execute(delete(Assignment).where(of_submission))
        session.execute(delete(Coding).where(Coding.submission_id == revision.submission_id))
        return
    questions = [place.removeprefix(_ANSWERS) for place in revision.changed if place.startswith(_ANSWERS)]
    if not questions:
        return
    touched = select(Assignment).where(of_submission, Assignment.question.in_(questions))
    rows = session.scalars(touched.where(Assignment.ended_at.is_(None))).all()
    if not revision.is_new:
        for row in rows:
            _move(row, revision)
        session.flush()
        return
    _end(session, None, rows)
    codings = select(Coding).where(
        Coding.submission_id == revision.submission_id, Coding.question.in_(questions), Coding.is_current
    )
    for coding in session.scalars(codings):
        coding.is_current, coding.version = False, coding.version + 1
    session.flush()


def _move(row: Assignment, revision: Revised) -> None:
    """Let a passage move with its words; one that was itself touched speaks for the whole text."""
    if row.begins is None or row.ends is None:
        return
    place = f"{_ANSWERS}{row.question}"
    texts = revision.before.get(place, ""), revision.now.get(place, "")
    begins, ends, is_same = moved(*texts, row.begins, row.ends)
    row.begins, row.ends = (begins, ends) if is_same else (None, None)


def _lock(session: Session, coded: CodedText) -> Coding | None:
    """Lock the response, and return how its text is coded; raises `Conflict` when it does not count, or says more."""
    lock_row(session, coded.submission)
    if coded.submission.status != Status.SUBMITTED:
        raise Conflict(_("This response does not count, so it is not coded."))
    if coded.submission.answers.get(coded.question.key) != coded.text:
        raise Conflict(_("This text was changed while you had it open. Read it again, then code it."))
    return coding_of(session, coded.submission.id, coded.question.key)


def _standing(session: Session, coded: CodedText) -> Sequence[Assignment]:
    return session.scalars(standing(coded.submission.id, coded.question.key)).all()


def _counts_as(themes: Mapping[int, Theme], number: int) -> int:
    return themes[number].merged_into_id or number


def _in_words(themes: Mapping[int, Theme], numbers: Iterable[int]) -> str:
    chosen = sorted((themes[number] for number in numbers), key=lambda theme: theme.number)
    return "\n".join(f"{theme.code} {theme.title}" for theme in chosen)


def _by_officer(
    session: Session,
    actor: Actor,
    coded: CodedText,
    theme_ids: Iterable[int],
    place: tuple[int | None, int | None] = (None, None),
) -> list[Assignment]:
    at = database_now(session)
    return [
        Assignment(
            submission_id=coded.submission.id,
            question=coded.question.key,
            theme_id=number,
            begins=place[0],
            ends=place[1],
            source=Source.OFFICER,
            made_at=at,
            made_by_id=actor.person_id,
            accepted_at=at,
            accepted_by_id=actor.person_id,
        )
        for number in sorted(theme_ids)
    ]


def _end(session: Session, actor: Actor | None, rows: Iterable[Assignment]) -> None:
    for row in rows:
        row.ended_at, row.ended_by_id = database_now(session), actor.person_id if actor else None


def _note_coding(session: Session, actor: Actor, coded: CodedText, coding: Coding | None) -> None:
    if coding is None:
        coding = Coding(
            submission_id=coded.submission.id,
            activity_id=coded.activity.id,
            question=coded.question.key,
            version=0,
        )
        session.add(coding)
    coding.is_current, coding.version = True, coding.version + 1
    coding.coded_at, coding.coded_by_id = database_now(session), actor.person_id
    session.flush()


def _record(session: Session, actor: Actor, coded: CodedText, themes: int) -> None:
    event = TextCoded(consultation_id=coded.activity.consultation_id, submission_id=coded.submission.id, themes=themes)
    record(session, event, by=actor)
