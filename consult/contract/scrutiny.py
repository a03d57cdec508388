"""Steps whose record says little, found by rules that are printed beside what they find."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy.orm import Session

from consult.contract.references import Link

FEW_WORDS = 8
OFTEN = 3
T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class ThinRecord:
    """A step whose record is thin: what it is called and where it is read, when it was taken, and in which ward."""

    link: Link
    at: datetime
    ward: str = ""


@dataclass(frozen=True, kw_only=True)
class ThinRecordSource:
    """A rule by which a record is thin, for those who scrutinise: `title` says it in one sentence.

    `found(session, since, until)` returns the steps that were taken from one moment until before another and that the
    rule finds. What it calls them names no resident.
    """

    name: str
    title: str
    found: Callable[[Session, datetime, datetime], Iterable[ThinRecord]]


def is_thin(text: str) -> bool:
    """Whether a reason has fewer than eight words."""
    return len(text.split()) < FEW_WORDS


def said_often(rows: Iterable[T], text_of: Callable[[T], str]) -> list[T]:
    """Return the rows that say what at least two others of them say, word for word."""
    groups: dict[str, list[T]] = defaultdict(list)
    for row in rows:
        groups[" ".join(text_of(row).casefold().split())].append(row)
    return [row for words, same in groups.items() if words and len(same) >= OFTEN for row in same]
