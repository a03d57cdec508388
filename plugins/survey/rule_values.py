"""Rules between two answers as values that never change."""

from collections.abc import Mapping
from dataclasses import dataclass

MOST_RULES = 5
OPERATORS = ("le", "lt", "ge", "gt", "eq", "ne")


@dataclass(frozen=True)
class Rule:
    """How an answer must be beside an earlier one, and what people are told where it is not."""

    op: str
    q: str
    message: Mapping[str, str]

    @property
    def compares(self) -> str:
        """What tells it from the other rules of its question."""
        return f"{self.op}_{self.q}"
