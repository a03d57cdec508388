"""Officers' changes to the questions of a written response, one at a time; each keeps what others saved meanwhile."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.kernel.authz import Actor
from consult.kernel.comparison import require_version
from consult.kernel.errors import ChangedMeanwhile, Compared, NotFound
from consult.kernel.formats import said
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.kernel.types import JsonObject
from consult.responses.questions import (
    change_questions,
    definition_of,
    new_key,
    newest_version,
    require_changeable,
)

Words = Mapping[str, Any]
QUESTION = {
    "label": "Question",
    "hint": "Hint",
    "required": _l("People must answer this question"),
    "sensitive": _l("This question is sensitive"),
}
SETTINGS = {
    "introduction": "Introduction",
    "asks_area": _l("Ask where people live"),
    "asks_about_you": _l("Ask the equality questions"),
    "asks_consent": _l("Ask whether an answer may be published"),
}
OTHER_WORDS = _l("Somebody else changed this question while you had it open. Read it as it is now, then decide.")
OTHER_ORDER = _l(
    "Somebody else moved, added or removed a question while you had this open. Look at the order, then decide."
)


def edit_settings(
    session: Session, actor: Actor, activity: Activity, words: Words, *, seen: int, reason: str = ""
) -> None:
    """Change what stands before the questions and what is asked besides them.

    Raises `ChangedMeanwhile` with both texts when somebody else changed these after the version `seen`.
    """
    require_changeable(session, activity, reason)
    definition, opened = definition_of(session, activity), definition_of(session, activity, seen)
    _require_unchanged(session, activity, seen, (definition, opened), SETTINGS, words)
    change_questions(session, actor, activity, {**definition, **words}, reason=reason)


def add_question(
    session: Session, actor: Actor, activity: Activity, words: Words, *, seen: int, reason: str = ""
) -> None:
    """Add a question at the end; a form that was sent twice adds it once."""
    require_changeable(session, activity, reason)
    definition = definition_of(session, activity)
    earlier = {question["key"] for question in definition_of(session, activity, seen)["questions"]}
    added_since = [question for question in definition["questions"] if question["key"] not in earlier]
    if any(all(item.get(name) == value for name, value in words.items()) for item in added_since):
        return
    added = {**words, "key": new_key(session, activity, words["label"])}
    questions = [*definition["questions"], added]
    change_questions(session, actor, activity, {**definition, "questions": questions}, reason=reason)


def edit_question(
    session: Session, actor: Actor, activity: Activity, key: str, words: Words, *, seen: int, reason: str = ""
) -> None:
    """Change a question.

    Raises `ChangedMeanwhile` with both texts when somebody else changed it after the version `seen`.
    """
    require_changeable(session, activity, reason)
    definition = definition_of(session, activity)
    saved, opened = find_question(definition, key), find_question(definition_of(session, activity, seen), key)
    if not saved:
        raise NotFound(_("Somebody else removed this question while you had it open. Add it again if it is needed."))
    _require_unchanged(session, activity, seen, (saved, opened), QUESTION, words)
    questions = [{**question, **words} if question["key"] == key else question for question in definition["questions"]]
    change_questions(session, actor, activity, {**definition, "questions": questions}, reason=reason)


def raise_question(
    session: Session, actor: Actor, activity: Activity, key: str, *, seen: int, reason: str = ""
) -> None:
    """Move a question one place up in the order that was seen; a form that was sent twice moves it once."""
    require_changeable(session, activity, reason)
    definition = definition_of(session, activity)
    present = [question["key"] for question in definition["questions"]]
    order = [question["key"] for question in definition_of(session, activity, seen)["questions"]]
    raised = _raised(order, key)
    if present == raised:
        return
    if present != order:
        raise ChangedMeanwhile(OTHER_ORDER, version=newest_version(session, activity.id))
    questions = [find_question(definition, each) for each in raised]
    change_questions(session, actor, activity, {**definition, "questions": questions}, reason=reason)


def remove_question(
    session: Session, actor: Actor, activity: Activity, key: str, *, seen: int, reason: str = ""
) -> None:
    """Take a question out; raises `ChangedMeanwhile` when it is no longer the one that was seen."""
    require_changeable(session, activity, reason)
    definition = definition_of(session, activity)
    if find_question(definition, key) != find_question(definition_of(session, activity, seen), key):
        raise ChangedMeanwhile(OTHER_WORDS, version=newest_version(session, activity.id))
    rest = [question for question in definition["questions"] if question["key"] != key]
    change_questions(session, actor, activity, {**definition, "questions": rest}, reason=reason)


def find_question(definition: Words, key: str) -> JsonObject:
    """Return one question of a definition; nothing for one that it does not have."""
    return next((dict(question) for question in definition["questions"] if question["key"] == key), {})


def _raised(order: list[str], key: str) -> list[str]:
    place = order.index(key) if key in order else 0
    if place == 0:
        return order
    return [*order[: place - 1], key, order[place - 1], *order[place + 1 :]]


def _require_unchanged(
    session: Session, activity: Activity, seen: int, parts: tuple[Words, Words], labels: Mapping[str, str], words: Words
) -> None:
    saved, before = parts
    if any(saved.get(name) != before.get(name) for name in labels):
        fields = [
            Compared(label, saved.get(name, ""), words[name], said(before.get(name)) if before else None)
            for name, label in labels.items()
        ]
        require_version(newest_version(session, activity.id), seen, *fields)
