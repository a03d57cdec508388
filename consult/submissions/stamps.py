"""The stamp on each page of the journey: whose answers it shows, and what of them it was made from.

Two people on one device, or two tabs of one person, each send the stamp of the page they saw, so that an answer never
lands among somebody else's and never takes the place of one that its writer has not seen.
"""

from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy.orm import Session

from consult.kernel.db import database_of

FIELD = "stamp"
_LENGTH = 22


@dataclass(frozen=True)
class Stamp:
    """A stamp as it was sent back; both parts are empty when there was none."""

    whose: str = ""
    seen: str = ""

    def is_of(self, session: Session, code: str | None) -> bool:
        """Whether the page showed the answers with this code; a request without a stamp comes from no page of ours."""
        return not self.whose or (code is not None and self.whose == _whose(session, code))

    def has_seen(self, session: Session, code: str, kept: Any) -> bool:
        """Whether the page was made from what is kept now."""
        return not self.whose or self.seen == _seen(session, code, kept)


def read_stamp(typed: str | None) -> Stamp:
    """Return the stamp that a form sent."""
    whose, _, seen = (typed or "").partition(".")
    return Stamp(whose, seen)


def make_stamp(session: Session, code: str | None, kept: Any = None) -> str:
    """Return the stamp for a page that shows what is kept of the answers with this code; nothing without a code."""
    return f"{_whose(session, code)}.{_seen(session, code, kept)}" if code else ""


def _whose(session: Session, code: str) -> str:
    return database_of(session).keys.digest("stamp-whose", code)[:_LENGTH]


def _seen(session: Session, code: str, kept: Any) -> str:
    text = orjson.dumps(kept, option=orjson.OPT_SORT_KEYS).decode()
    return database_of(session).keys.digest("stamp-seen", code, text)[:_LENGTH]
