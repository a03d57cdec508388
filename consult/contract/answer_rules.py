"""Rules between two answers, as whoever reads, prints or copies a question sees them."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class AnswerRule:
    """How an answer must be beside the one to the earlier question `key`, and what people are `told` where it is not.

    `op` is `le`, `lt`, `ge`, `gt`, `eq` or `ne`.
    """

    op: str
    key: str
    told: str
