"""The rows of the register: those that are asked for, one of them, and how many there are."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import Select, func, select, true
from sqlalchemy.orm import Session

from consult.sdk.errors import NotFound
from consult.sdk.messages import lazy_gettext as _l
from plugins.register.accuracy_models import Accuracy, ResultChange
from plugins.register.lifecycle import State
from plugins.register.models import Area, Change, Deployment, Pause, Version, Year
from plugins.register.search import Found, found_by

PAGE = 25
COUNTED = 1_000
"""How many rows of a list are counted one by one."""
_LISTED = (
    Deployment.number,
    Deployment.held_on,
    Deployment.location,
    Deployment.stage,
    Deployment.faces_seen_estimate,
    Deployment.total_alerts,
    Deployment.false_alerts,
    Deployment.arrests,
)
SORTS = {
    "newest": (_l("Newest first"), (Deployment.held_on.desc(), Deployment.id.desc())),
    "oldest": (_l("Oldest first"), (Deployment.held_on, Deployment.id)),
    "place": (_l("By place"), (Deployment.location, Deployment.id)),
    "faces": (_l("Most faces first"), (Deployment.faces_seen_estimate.desc().nulls_last(), Deployment.id.desc())),
    "arrests": (_l("Most arrests first"), (Deployment.arrests.desc().nulls_last(), Deployment.id.desc())),
}


@dataclass(frozen=True)
class Asked:
    """How the list is narrowed: words in place, ward, number and purpose, days, and where a row stands."""

    words: str = ""
    since: date | None = None
    until: date | None = None
    stage: str = ""
    ward: str = ""


EVERYTHING = Found(true())


def deployments(session: Session, asked: Asked) -> Select[Deployment]:
    """Select what is asked for of the rows that are not withheld: nobody finds one by what is kept back of it."""
    return _told(asked, found_by(session, asked.words)) if asked.words else _told(asked)


def _told(asked: Asked, found: Found = EVERYTHING) -> Select[Deployment]:
    """Select by all that is asked for but the words, beside what these found."""
    query = select(Deployment).where(found.beside(Deployment.is_withheld).is_(False), found.condition)
    if asked.since:
        query = query.where(Deployment.held_on >= asked.since)
    if asked.until:
        query = query.where(Deployment.held_on <= asked.until)
    if asked.stage:
        query = query.where(found.beside(Deployment.stage) == asked.stage)
    return query.where(found.beside(Deployment.ward) == asked.ward) if asked.ward else query


class Listed(NamedTuple):
    """What a list shows of a row."""

    number: str
    held_on: date
    location: str
    stage: State
    faces: int | None
    alerts: int | None
    false_alerts: int | None
    arrests: int | None


def listed(session: Session, query: Select[Deployment]) -> list[Listed]:
    """Return what a list shows of its rows: whole rows would take longer to read than to find."""
    return [Listed._make(row) for row in session.execute(query.with_only_columns(*_LISTED))]


def page_of(session: Session, found: Select[Deployment], sort: str, page: int) -> list[Listed]:
    """Return a page of rows of a list, and one more if there is one."""
    return listed(session, found.order_by(*SORTS[sort][1]).offset(PAGE * (page - 1)).limit(PAGE + 1))


def count_of(session: Session, query: Select[Deployment]) -> int:
    """Return how many rows a list has, and no more than one above `COUNTED`: it costs the same at any size."""
    found = query.with_only_columns(Deployment.id).limit(COUNTED + 1)
    return session.scalar(select(func.count()).select_from(found.subquery())) or 0


def withheld(session: Session) -> list[Deployment]:
    """Return the rows of which something is kept back, by number."""
    query = select(Deployment).where(Deployment.is_withheld).order_by(Deployment.year, Deployment.serial)
    return list(session.scalars(query))


def number_of_rows(session: Session) -> int:
    """Return how many rows the register has: all of them, whatever is withheld of some."""
    return session.scalar(select(func.sum(Year.rows))) or 0


def planned(ward: str = "") -> Select[Deployment]:
    """Select the deployments that are announced, the next one first."""
    query = _told(Asked(stage=State.PLANNED, ward=ward))
    return query.order_by(Deployment.held_on, Deployment.id)


def announced(ward: str = "") -> Select[Deployment]:
    """Select what was announced and has no figures, cancelled ones too, so that calendars learn of both."""
    query = _told(Asked(ward=ward)).where(Deployment.stage.in_([State.PLANNED, State.CANCELLED]))
    return query.order_by(Deployment.held_on, Deployment.id)


def wards(session: Session) -> list[str]:
    """Return the wards for which a deployment was announced."""
    query = announced().with_only_columns(Deployment.ward).where(Deployment.ward != "").order_by(None).distinct()
    return sorted(session.scalars(query))


def find_deployment(session: Session, number: str) -> Deployment:
    """Return a row by its public number; raises `NotFound`."""
    found = session.scalar(select(Deployment).where(Deployment.number == number))
    if found is None:
        raise NotFound
    return found


def find_version(session: Session, number: str, version: int) -> Version:
    """Return a version of a row that is not withheld; raises `NotFound`."""
    query = select(Version).join(Version.deployment).where(Deployment.number == number, Version.number == version)
    found = session.scalar(query.where(Deployment.is_withheld.is_(False)))
    if found is None:
        raise NotFound
    return found


def pauses(ward: str = "") -> Select[Pause]:
    """Select when use was suspended, the newest first: in a ward too, all but what was paused in another ward."""
    query = select(Pause).order_by(Pause.paused_on.desc(), Pause.id.desc())
    elsewhere = select(Area.ward).where(Area.ward != ward)
    return query.where(Pause.area.not_in(elsewhere)) if ward else query


def waiting_changes() -> Select[Change]:
    """Select the changes that wait to be confirmed, in the order in which they came."""
    return select(Change).where(Change.settled_at.is_(None)).order_by(Change.id)


def number_of_changes(session: Session) -> int:
    """Return how many changes wait to be confirmed."""
    return session.scalar(select(func.count(Change.id)).where(Change.settled_at.is_(None))) or 0


def waiting_result_changes() -> Select[ResultChange]:
    """Select the changes of results of accuracy that wait to be confirmed, in the order in which they came."""
    return select(ResultChange).where(ResultChange.settled_at.is_(None)).order_by(ResultChange.id)


def number_of_result_changes(session: Session) -> int:
    """Return how many changes of results wait to be confirmed."""
    return session.scalar(select(func.count(ResultChange.id)).where(ResultChange.settled_at.is_(None))) or 0


def results_of(session: Session, ids: Collection[int]) -> dict[int, str]:
    """Return results of accuracy by their numbers and what was measured, as the audit log names them."""
    query = select(Accuracy.id, Accuracy.metric).where(Accuracy.id.in_(ids))
    return {row.id: f"{row.id} ({row.metric})" for row in session.execute(query)}


def areas_of(session: Session, ids: Collection[int]) -> dict[int, str]:
    """Return pauses by their areas, as the audit log names them."""
    return {row.id: row.area for row in session.execute(select(Pause.id, Pause.area).where(Pause.id.in_(ids)))}


def numbers_of(session: Session, ids: Collection[int]) -> dict[int, str]:
    """Return rows by their public numbers, as the audit log names them."""
    query = select(Deployment.id, Deployment.number).where(Deployment.id.in_(ids))
    return {row.id: row.number for row in session.execute(query)}
