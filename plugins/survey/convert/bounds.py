"""How much of another program’s file is read, so that none keeps the service busy for longer than a few seconds."""

from collections.abc import Iterable, Sized

from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from plugins.survey.convert.outcome import NotConverted

MOST_SAID = 1_000_000
"""How many characters of conditions are read: fewer than these fill the longest definition."""
MOST_LINES = 5_000
"""How many lines a report has: nobody reads more of them, and a page would be too long for a phone."""
LONGEST_RULE = 1_000
TOO_LONG = _l("This file is too long for a survey. Divide it, and try again.")


def said_in(conditions: Iterable[object], before: int) -> int:
    """Return how many characters of conditions were read with these; raises `NotConverted` where they are too many."""
    said = before + sum(len(each) for each in conditions if isinstance(each, str))
    if said > MOST_SAID:
        raise NotConverted(str(TOO_LONG))
    return said


def require_room(lines: Sized) -> None:
    """Require that a report takes one more line; raises `NotConverted`."""
    if len(lines) >= MOST_LINES:
        raise NotConverted(_("More of this file would be lost than can be listed. Divide it, and try again."))
