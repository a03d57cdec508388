"""What the deployments of a time came to: sums, and rates of which both parts are told for the same rows."""

from dataclasses import dataclass, fields
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from plugins.register.models import Month
from plugins.register.rates import Rate

PER_FACES = 100_000
PER_ALERTS = 1_000


@dataclass(frozen=True)
class Sums:
    """What the deployments of a time came to."""

    deployments: int = 0
    faces: int = 0
    alerts: int = 0
    false_alerts: int = 0
    arrests: int = 0
    arrests_of_faces: int = 0
    faces_of_arrests: int = 0
    false_of_alerts: int = 0
    alerts_of_false: int = 0
    false_of_faces: int = 0
    faces_of_false: int = 0

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(**{part.name: getattr(self, part.name) + getattr(other, part.name) for part in fields(Sums)})

    @property
    def arrest_rate(self) -> Rate:
        """Arrests per 100,000 faces."""
        return Rate(self.arrests_of_faces, self.faces_of_arrests, PER_FACES)

    @property
    def false_by_alert(self) -> Rate:
        """False alerts per 1,000 alerts."""
        return Rate(self.false_of_alerts, self.alerts_of_false, PER_ALERTS)

    @property
    def false_by_face(self) -> Rate:
        """False alerts per 100,000 faces, the rate that the police publish as a share."""
        return Rate(self.false_of_faces, self.faces_of_false, PER_FACES)


@dataclass(frozen=True)
class Period:
    """A quarter or a year with its sums."""

    name: str
    first: date
    last: date
    sums: Sums


def sums_of(month: Month) -> Sums:
    """Return the sums of a month."""
    return Sums(**{part.name: getattr(month, part.name) for part in fields(Sums)})


def sums_between(session: Session, first: date, last: date) -> Sums:
    """Return the sums of whole months from one to another."""
    months = session.scalars(select(Month).where(Month.first >= first, Month.first <= last))
    return sum(map(sums_of, months), Sums())


def periods(session: Session, *, by_quarter: bool) -> list[Period]:
    """Return the quarters or years in which there were deployments, in order."""
    found: dict[str, Period] = {}
    for month in session.scalars(select(Month).order_by(Month.first)):
        quarter = (month.first.month - 1) // 3
        name = f"{month.first.year} Q{quarter + 1}" if by_quarter else str(month.first.year)
        begins = 3 * quarter + 1 if by_quarter else 1
        first = date(month.first.year, begins, 1)
        last = date(month.first.year, begins + 2 if by_quarter else 12, 28)
        earlier = found.get(name, Period(name, first, last, Sums()))
        found[name] = Period(name, first, last, earlier.sums + sums_of(month))
    return list(found.values())
