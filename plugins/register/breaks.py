"""Days from which figures cannot be compared with those before, each with its source."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from consult.sdk.messages import lazy_gettext as _l


@dataclass(frozen=True)
class Break:
    """A day on which something changed about how the figures come about, and what it was."""

    first: date
    text: str
    source: str


_GRID = _l("Metropolitan Police Service, LFR Deployment Grid 2023 to date")
BREAKS = (
    Break(
        date(2023, 1, 1),
        _l(
            "A new layout: alerts are told as confirmed and unconfirmed, and engagements after an alert are not told "
            "any more."
        ),
        _GRID,
    ),
    Break(
        date(2024, 1, 1),
        _l(
            "From January to August 2024 the estimates of faces are far lower than before and after, for like places "
            "and hours. Why is not known, so rates by face of these months cannot be compared with others."
        ),
        _GRID,
    ),
    Break(date(2024, 7, 11), _l("The threshold was 0.62 from this day, and 0.60 before."), _GRID),
    Break(date(2024, 7, 25), _l("The threshold was 0.64 from this day."), _GRID),
    Break(
        date(2024, 9, 1),
        _l("A new policy: use cases take the place of purposes, and estimates of faces are higher again."),
        _GRID,
    ),
)


def breaks_between(first: date, last: date) -> Iterator[Break]:
    """Yield the breaks after a first day and up to a last one."""
    return (found for found in BREAKS if first < found.first <= last)
