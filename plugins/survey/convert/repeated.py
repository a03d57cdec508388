"""Words of other programs’ files that repeat an earlier answer: what they write for it becomes a mark of ours."""

import re
from collections.abc import Collection, Mapping

from plugins.survey.answer_marks import MARK
from plugins.survey.convert.fitting import Variable
from plugins.survey.definition import CHOICES, Text
from plugins.survey.piping import SHOWABLE

INSTEAD = "…"


def marked(text: Text, pattern: re.Pattern[str], variables: Mapping[str, Variable]) -> tuple[dict[str, str], bool]:
    """Return a text with a mark for each answer that it repeats, and whether one of them cannot be shown.

    `pattern` finds what the other program writes, with the name of its question in a group called `name`, and in one
    called `part`, if it has that, which part of the answer is shown: its words are `shown`.
    """
    lost: list[str] = []

    def mark(found: re.Match[str]) -> str:
        asked = variables.get((found["name"] or "").strip())
        if asked is None or asked.ticks or asked.kind not in SHOWABLE or _says_a_code(found, asked):
            lost.append(found[0])
            return INSTEAD
        return f"(({asked.key}|{INSTEAD}))"

    return {tag: pattern.sub(mark, words) for tag, words in text.items()}, bool(lost)


def _says_a_code(found: re.Match[str], asked: Variable) -> bool:
    """Whether the other program shows the code of an answer there, and not its words."""
    return "part" in found.re.groupindex and found["part"] != "shown" and asked.kind in CHOICES


def without(text: Text, keys: Collection[str]) -> dict[str, str]:
    """Return a text without marks for the answers to these questions."""
    return {
        tag: MARK.sub(lambda found: INSTEAD if found["key"] in keys else found[0], words) for tag, words in text.items()
    }
