"""Questions as plain values, whatever kind of activity asks them, and back."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from consult.contract.answer_rules import AnswerRule
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
    "total",
    "unit",
    "pairs",
    "order",
)
_OF_OPTION = ("code", "label", "hint", "value", "is_exclusive", "is_refusal", "picture", "alt")


def as_plain(questions: Sequence[Question], left_out: Mapping[str, Sequence[str]]) -> JsonObject:
    """Return questions as plain values with what is left out of each, by key.

    Answers that are no longer offered are left out, and rules about what is not among these questions.
    """
    keys = {question.key for question in questions}
    return {"questions": [_plain(question, keys, left_out.get(question.key, ())) for question in questions]}


def _plain(question: Question, keys: Collection[str], left_out: Sequence[str]) -> dict[str, Any]:
    rules = [asdict(rule) | {"told": str(rule.told)} for rule in question.rules if rule.key in keys]
    said = {name: _said(getattr(question, name)) for name in _OF_QUESTION}
    options = [{name: _said(getattr(option, name)) for name in _OF_OPTION} for option in question.offered]
    return said | {"options": options, "rules": rules, "left_out": [*left_out]}


def _said(value: Any) -> Any:
    """Return a text that is looked up when it is shown, in words."""
    return value if value is None or isinstance(value, bool | int | float) else str(value)


def questions_in(kept: Mapping[str, Any]) -> list[Question]:
    """Return the questions that plain values say."""
    return [_question(said) for said in kept["questions"]]


def _question(said: Mapping[str, Any]) -> Question:
    options = tuple(Option(**option) for option in said["options"])
    rules = tuple(AnswerRule(**rule) for rule in said.get("rules", ()))
    plain = {name: said[name] for name in _OF_QUESTION if name in said}
    return Question(**plain, options=options, rules=rules)


def left_out_of(kept: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return what was left out of each question that plain values say, by its key."""
    return {said["key"]: said.get("left_out", []) for said in kept["questions"]}
