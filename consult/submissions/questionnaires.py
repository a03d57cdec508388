"""The questionnaire behind an activity, whichever feature or plugin wrote it, and the kinds of question there are."""

from collections.abc import Mapping
from time import monotonic
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.contract.deployment import deployment_of
from consult.contract.plugin import ActivityType
from consult.contract.question_kinds import Kind
from consult.contract.questions import Question, Questionnaire
from consult.kernel.db import database_of
from consult.kernel.events import Event
from consult.submissions.consent import with_consent

REMEMBERED = 5.0
"""For how many seconds a process remembers what a version asks."""


def activity_type(session: Session, kind: str) -> ActivityType | None:
    """Return the kind of activity, or `None` when its plugin is not enabled."""
    return deployment_of(session).registry.activities.get(kind)


def known_kinds(session: Session) -> Mapping[str, Kind]:
    """Return every kind of question by name: the core's, then the plugins'."""
    return deployment_of(session).registry.question_kinds


def questionnaire_of(
    session: Session, activity: Activity, version: int | None = None, *, language: str = ""
) -> Questionnaire | None:
    """Return a version of what the activity asks (the current one for `None`); `None` when it asks no questions."""
    wanted = version or activity.settings_version
    return questionnaire_for(session, activity.id, activity.kind, wanted, language=language)


def questionnaire_for(
    session: Session, activity_id: int, kind: str, version: int, *, language: str = ""
) -> Questionnaire | None:
    """Return that version, from memory where it was read just before: it changes only when words are taken out.

    A reader's is in the `language` of the page; the council's own, without one, is in the council's words.
    """
    remembered = deployment_of(session).questionnaires
    place = (activity_id, version, language)
    found, read_at = remembered.get(place, (None, 0.0))
    if found is None or monotonic() - read_at > REMEMBERED:
        offered = activity_type(session, kind)
        if offered is None or offered.questionnaire is None:
            return None
        # A version written in this very transaction may still be taken back, so only what another one sees is
        # remembered; one without pages stands for a version that nobody has published so far.
        with database_of(session).reading() as aside:
            found = with_consent(offered.questionnaire(aside, activity_id, version, language), known_kinds(session))
        if found.pages:
            remembered[place] = found, monotonic()
        else:
            found = with_consent(offered.questionnaire(session, activity_id, version, language), known_kinds(session))
    return found


def forget_questionnaires(session: Session, _event: Event) -> None:
    """Read versions anew after words were taken out or put back; other processes do within `REMEMBERED` seconds."""
    remembered = deployment_of(session).questionnaires
    remembered.clear()
    event.listen(session, "after_commit", lambda _session: remembered.clear(), once=True)


def all_versions(session: Session, activity: Activity) -> dict[int, Questionnaire | None]:
    """Return every version of what the activity asked, by number."""
    return {number: questionnaire_of(session, activity, number) for number in range(1, activity.settings_version + 1)}


def questions_over_versions(session: Session, activity: Activity) -> list[Question]:
    """Return every question ever asked, in the newest wording, those of the current version first."""
    return newest_questions(all_versions(session, activity))


def newest_questions(versions: Mapping[int, Questionnaire | None]) -> list[Question]:
    """Return every question of these versions, in the newest wording, those of the newest version first."""
    merged: dict[str, Question] = {}
    for number in sorted(versions, reverse=True):
        for question in (versions[number] or _NOTHING).questions:
            merged.setdefault(question.key, question)
    return list(merged.values())


def is_free_text(asked: Questionnaire | None, kinds: Mapping[str, Kind], key: str, answer: object) -> bool:
    """Whether an answer is a text in somebody's own words: what was chosen is counted instead."""
    question = asked.by_key.get(key) if asked else None
    return isinstance(answer, str) and (question is None or kinds[question.kind].is_free_text)


def free_texts(
    asked: Questionnaire | None, kinds: Mapping[str, Kind], answers: Mapping[str, Any], marks: Mapping[str, Any]
) -> dict[str, str]:
    """Return each free text of a submission that is there to be considered, by its place as redaction names it.

    A name, or a way to reach somebody, is not.
    """
    contacts = {question.key for question in asked.questions if kinds[question.kind].is_contact} if asked else set()
    said = {f"marks.{key}.said": (key, mark.get("said")) for key, mark in marks.items()}
    given = {f"answers.{key}": (key, answer) for key, answer in answers.items()}
    return {
        place: text
        for place, (key, text) in {**given, **said}.items()
        if text and key not in contacts and is_free_text(asked, kinds, key, text)
    }


def free_text(asked: Questionnaire | None, kinds: Mapping[str, Kind], answers: Mapping[str, Any]) -> str:
    """Return all free text of an answer, for search; without questions, every text in it."""
    if asked is None:
        return "\n".join(answer for answer in answers.values() if isinstance(answer, str))
    texts = (answers.get(question.key) for question in asked.questions if kinds[question.kind].is_free_text)
    return "\n".join(text for text in texts if text)


_NOTHING = Questionnaire(activity_id=0, version=0, title="", pages=())
