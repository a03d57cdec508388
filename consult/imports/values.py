"""What is meant by the values of a file that match no answer: chosen once for each of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from consult.contract.questions import Question
from consult.imports.plan import ABOUT_YOU, CHANNEL, NOT_AN_ANSWER, ROW_LEFT_OUT, ImportPlan
from consult.imports.rows import ABOUT_YOU_BY_KEY, CHANNELS
from consult.kernel.messages import gettext as _


@dataclass(frozen=True)
class UnknownValue:
    """A value of the cells for one question that matches no answer, and in how many cells it stands."""

    name: str
    words: str
    count: int
    question: Question
    meaning: str | None = None


def unknown_values(
    questions: Mapping[str, Question], found: Sequence[Sequence[Any]], plan: ImportPlan
) -> list[UnknownValue]:
    """Return the values that were found to match nothing, and those whose meaning was chosen before."""
    asked = {**questions, CHANNEL: CHANNELS, **{ABOUT_YOU + key: one for key, one in ABOUT_YOU_BY_KEY.items()}}
    waiting = [UnknownValue(name, words, count, asked[name]) for name, words, count in found if name in asked]
    chosen = [
        UnknownValue(name, words, 0, asked[name], meaning)
        for name, meanings in plan.values.items()
        for words, meaning in meanings.items()
        if name in asked
    ]
    return [*waiting, *chosen]


def chosen_meanings(values: Sequence[UnknownValue]) -> dict[str, str]:
    """Return what was chosen before, as the form asks it."""
    return {f"value_{place}": value.meaning for place, value in enumerate(values) if value.meaning is not None}


def meanings_in_words(values: Sequence[UnknownValue]) -> list[tuple[str, str]]:
    """Return each value whose meaning was chosen, with that meaning."""
    return [(f"“{value.words}”", _meaning(value)) for value in values if value.meaning is not None]


def _meaning(value: UnknownValue) -> str:
    if value.meaning == ROW_LEFT_OUT:
        return _("Leave the row out")
    return _("Not answered") if value.meaning == NOT_AN_ANSWER else value.question.option_label(value.meaning or "")
