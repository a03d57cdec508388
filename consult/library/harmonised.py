"""The harmonised questions that come with Consult: with the version they follow, and where that is published."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import orjson

from consult.contract.options import Option
from consult.contract.questions import Question

DATA = Path(__file__).with_name("harmonised.json")


@dataclass(frozen=True)
class Harmonised:
    """A harmonised question: what it is called, the version that it follows, and its source."""

    code: str
    name: str
    version: str
    source: str
    note: str
    questions: tuple[Question, ...]


@cache
def harmonised() -> tuple[Harmonised, ...]:
    """Return the harmonised questions in the order of their file."""
    return tuple(_from(said) for said in orjson.loads(DATA.read_bytes())["questions"])


def _from(said: dict[str, Any]) -> Harmonised:
    options = tuple(Option(**option) for option in said["options"])
    question = Question(
        key=said["key"], kind="radios", label=said["label"], hint=said["hint"], options=options, is_public=False
    )
    return Harmonised(said["code"], said["name"], said["version"], said["source"], said["note"], (question,))
