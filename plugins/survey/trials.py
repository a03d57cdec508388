"""What an officer tries out in a preview: kept in the browser alone, and only as far as the path depends on it."""

from collections.abc import Mapping
from typing import Any

from flask import session as cookie

from consult.sdk import Answers, Questionnaire
from plugins.survey.conditions import comparisons
from plugins.survey.document import named_conditions, pages_of

TRIAL = "survey_trial"


def tried_answers(activity_id: int, asked: Questionnaire, page_id: str) -> Answers:
    """Return what was chosen on the pages before this one, where the path depends on it."""
    kept = cookie.get(TRIAL, {})
    answers: Answers = kept.get("answers", {}) if kept.get("activity") == activity_id else {}
    before: set[str] = set()
    for page in asked.pages:
        if page.id == page_id:
            break
        before.update(question.key for question in page.questions)
    return {key: answer for key, answer in answers.items() if key in before}


def keep_trial(activity_id: int, answers: Mapping[str, Any], definition: Mapping[str, Any]) -> None:
    """Keep in the browser what the path depends on; of a text, only that there is one."""
    named = named_conditions(definition)
    asked_for = {one["q"] for page in pages_of(definition) for one in comparisons(page["show_if"] or {}, named)}
    kept = {key: "…" if _is_text(key, answer, definition) else answer for key, answer in answers.items()}
    cookie[TRIAL] = {"activity": activity_id, "answers": {key: kept[key] for key in kept if key in asked_for}}


def _is_text(key: str, answer: Any, definition: Mapping[str, Any]) -> bool:
    kinds = {item["key"]: item["kind"] for page in pages_of(definition) for item in page["items"]}
    return isinstance(answer, str) and kinds.get(key) in {"short_text", "long_text"}
