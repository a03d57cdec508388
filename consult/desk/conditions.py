"""What an officer may ask of the responses in a list beside their words: an answer, and when they came."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, and_, or_

from consult.contract.option_pairs import WON
from consult.kernel.clock import from_london
from consult.submissions.models import Submission

ANY_ANSWER = "*"
NO_ANSWER = "-"
PREFIX = "answer-"
DECLARED = "by-"
_MOST_ANSWERS = 20
_KEY = re.compile(r"[a-z][a-z0-9_]{0,29}")
_CODE = re.compile(r"[a-z0-9_]{1,30}|[*-]")


def answers_asked_for(given: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return the questions and codes that an address names (`answer-position=support`); what can be neither is not."""
    named = sorted((name.removeprefix(PREFIX), code) for name, code in given.items() if name.startswith(PREFIX))
    return tuple((key, code) for key, code in named if _KEY.fullmatch(key) and _CODE.fullmatch(code))[:_MOST_ANSWERS]


def declared_filters_asked_for(given: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return the filters of features and their values that an address names (`by-theme=3`)."""
    named = sorted((name.removeprefix(DECLARED), value) for name, value in given.items() if name.startswith(DECLARED))
    return tuple((name, value[:30]) for name, value in named if _KEY.fullmatch(name) and value)[:_MOST_ANSWERS]


def as_boxes(name: str, day: date | None) -> dict[str, str]:
    """Return a day as it stands in the boxes of an address."""
    parts = {} if day is None else {"day": day.day, "month": day.month, "year": day.year}
    return {f"{name}-{part}": str(number) for part, number in parts.items()}


def answered(key: str, code: str, *, is_ordered: bool = False) -> ColumnElement[bool]:
    """Return the condition that a question was answered so, alone or among several; or at all, or not.

    Where answers are put in order, it is put first: so those are found who are counted.
    """
    said: ColumnElement[str] = Submission.answers[key].as_string()
    if code == NO_ANSWER:
        return said.is_(None)
    if code == ANY_ANSWER:
        return said.is_not(None)
    # Several answers are kept as a list of codes, or as numbers by code: codes stand there in quotes. In a list of what
    # was said of pairs, the sign after the code says that it was preferred.
    if is_ordered:
        return said.startswith(f'["{code}"', autoescape=True)
    has_several = or_(said.startswith("["), said.startswith("{"))
    is_among = or_(*(said.contains(f'"{code}{end}', autoescape=True) for end in ('"', WON)))
    return or_(said == code, and_(has_several, is_among))


def received_from(day: date) -> ColumnElement[bool]:
    """Return the condition that a response reached the council on that day in London, or later."""
    return or_(
        Submission.received_on >= day,
        and_(Submission.received_on.is_(None), Submission.submitted_at >= _begin(day)),
    )


def received_to(day: date) -> ColumnElement[bool]:
    """Return the condition that a response reached the council on that day in London, or earlier."""
    return or_(
        Submission.received_on <= day,
        and_(Submission.received_on.is_(None), Submission.submitted_at < _begin(day + timedelta(days=1))),
    )


def _begin(day: date) -> datetime:
    return from_london(datetime.combine(day, time()))
