"""Taking questions from elsewhere into a written response: those alone that it can ask."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.contract.questions import Question
from consult.kernel.authz import Actor
from consult.kernel.errors import Invalid
from consult.kernel.messages import gettext as _
from consult.responses.questions import change_questions, definition_of, new_key
from consult.submissions.kinds import SCALES


def take_questions(
    session: Session, actor: Actor, activity: Activity, _title: str, questions: Sequence[Question]
) -> list[str]:
    """Put copies of questions at the end and return their keys; raises `Invalid` for one of another kind."""
    definition, keys = definition_of(session, activity), list[str]()
    added: list[dict[str, Any]] = []
    for question in questions:
        key = _unused(new_key(session, activity, str(question.label)), keys)
        keys.append(key)
        added.append(_asked(question, key))
    change_questions(session, actor, activity, {**definition, "questions": [*definition["questions"], *added]})
    return keys


def _unused(key: str, taken: Sequence[str]) -> str:
    number, found = 2, key
    while found in taken:
        found = f"{key[:26]}_{number}"
        number += 1
    return found


def _asked(question: Question, key: str) -> dict[str, Any]:
    said = {
        "key": key,
        "label": str(question.label),
        "hint": str(question.hint),
        "required": question.is_required,
        "most_words": question.most_words,
        "sensitive": question.is_sensitive,
    }
    if not question.options and question.kind in {"long_text", "short_text"}:
        return {**said, "kind": "long_text"}
    codes = [option.code for option in question.options]
    scale = next((name for name, options in SCALES.items() if [option.code for option in options] == codes), None)
    if scale is None:
        label = str(question.label)
        raise Invalid(_("A written response cannot ask “%(label)s” with these answers. Use a survey.", label=label))
    return {**said, "kind": "scale", "scale": scale}
