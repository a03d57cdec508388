"""Questions as plain values, whatever kind of activity asks them, and back."""

from collections.abc import Mapping, Sequence
from typing import Any

from consult.contract.options import Option
from consult.contract.questions import Question
from consult.kernel.types import JsonObject

_OF_QUESTION = (
    "key",
    "kind",
    "label",
    "hint",
    "is_required",
    "minimum",
    "maximum",
    "most_words",
    "is_whole",
    "is_public",
    "is_sensitive",
)
_OF_OPTION = ("code", "label", "hint", "value", "is_exclusive", "is_refusal", "picture", "alt")


def as_plain(questions: Sequence[Question]) -> JsonObject:
    """Return questions as plain values; answers that are no longer offered are left out."""
    return {"questions": [_plain(question) for question in questions]}


def _plain(question: Question) -> dict[str, Any]:
    options = [{name: _said(getattr(option, name)) for name in _OF_OPTION} for option in question.offered]
    return {name: _said(getattr(question, name)) for name in _OF_QUESTION} | {"options": options}


def _said(value: Any) -> Any:
    """Return a text that is looked up when it is shown, in words."""
    return value if value is None or isinstance(value, bool | int | float) else str(value)


def questions_in(kept: Mapping[str, Any]) -> list[Question]:
    """Return the questions that plain values say."""
    return [
        Question(**{**said, "options": tuple(Option(**option) for option in said["options"])})
        for said in kept["questions"]
    ]
