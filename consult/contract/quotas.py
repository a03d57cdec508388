"""Quotas: of whom no more responses are taken than some number, and what those who come later read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Quota:
    """No more than `most` responses are taken whose answers are so; `depends_on` are the questions that decide it.

    `title` and `text` say so to those who come later; `asked_if` ends a sentence that begins with “if”.
    """

    id: str
    most: int
    title: str
    text: str
    is_so: Callable[[Mapping[str, Any]], bool]
    depends_on: frozenset[str]
    asked_if: str = ""

    def is_met(self, on_path: Mapping[str, object]) -> bool:
        """Whether a response with these answers counts towards it: all that decides it was answered, and is so."""
        return self.depends_on <= on_path.keys() and self.is_so(on_path)


def met_by(quotas: Sequence[Quota], on_path: Mapping[str, object]) -> list[Quota]:
    """Return the quotas towards which a response with these answers counts."""
    return [quota for quota in quotas if quota.is_met(on_path)]
