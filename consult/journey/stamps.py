"""The stamp on each page of the journey: whose answers it shows, and what of them it was made from.

Two people on one device, or two tabs of one person, each send the stamp of the page they saw, so that an answer never
lands among somebody else's and never takes the place of one that its writer has not seen.
"""

from dataclasses import dataclass

import orjson

from consult.kernel import tokens

FIELD = "stamp"
_LENGTH = 22


@dataclass(frozen=True)
class Stamp:
    """A stamp as it was sent back; both parts are empty when there was none."""

    whose: str = ""
    seen: str = ""

    def is_of(self, code: str | None) -> bool:
        """Whether the page showed the answers with this code; a request without a stamp comes from no page of ours."""
        return not self.whose or (code is not None and self.whose == _whose(code))

    def has_seen(self, code: str, kept: object) -> bool:
        """Whether the page was made from what is kept now."""
        return not self.whose or self.seen == _seen(code, kept)


def read_stamp(typed: str | None) -> Stamp:
    """Return the stamp that a form sent."""
    whose, _, seen = (typed or "").partition(".")
    return Stamp(whose, seen)


def make_stamp(code: str | None, kept: object = None) -> str:
    """Return the stamp for a page that shows what is kept of the answers with this code; nothing without a code."""
    return f"{_whose(code)}.{_seen(code, kept)}" if code else ""


def _whose(code: str) -> str:
    return _digest("whose", code)


def _seen(code: str, kept: object) -> str:
    return _digest("seen", code, orjson.dumps(kept, option=orjson.OPT_SORT_KEYS).decode())


def _digest(*parts: str) -> str:
    # The code in it is a secret of 80 bits, so nobody else can try out answers on a stamp.
    return tokens.digest("\x1f".join(("stamp", *parts)))[:_LENGTH]
