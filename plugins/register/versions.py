"""A new version of a row: what it says from now on, with the cause and the reason, and the sums that follow."""

from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.database import database_now
from consult.sdk.errors import Invalid
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from plugins.register.areas import tell_of_version
from plugins.register.days import SlashedDay
from plugins.register.figures import BY_NAME
from plugins.register.models import Cause, Deployment, Version
from plugins.register.rows import sum_months, words_of
from plugins.register.values import columns_of, too_long, values_of


def add_version(
    session: Session, actor: Actor, row: Deployment, cells: dict[str, str], cause: Cause, reason: str
) -> Version:
    """Let a row say what cells say, and keep what it said before; the caller holds the register.

    Raises `Invalid` with the cells that cannot be read.
    """
    require_readable(cells)
    values = values_of(cells)
    faults = too_long(values)
    if faults:
        raise Invalid(faults[0])
    before, now = row.held_on, database_now(session)
    for name, value in columns_of(values, values["date"]).items():
        setattr(row, name, value)
    row.version, row.changed_at, row.words = row.version + 1, now, words_of(vars(row))
    version = Version(
        deployment=row,
        number=row.version,
        cause=cause,
        cells=cells,
        reason=reason,
        made_at=now,
        made_by_id=actor.person_id,
    )
    session.add(version)
    sum_months(session, [before, row.held_on])
    if not row.is_withheld:
        tell_of_version(session, row, lambda: _news(row), key=f"register:{row.id}:{row.version}")
    return version


def require_readable(cells: dict[str, str]) -> None:
    """Raise `Invalid` with a sentence for each cell that cannot be read."""
    faults: dict[str, str] = {}
    for name, cell in cells.items():
        figure = BY_NAME.get(name)
        if figure is None or figure.read is None:
            continue
        try:
            found = figure.read(cell)
        except ValueError as error:
            faults[name] = str(error)
            continue
        if isinstance(found, SlashedDay):
            faults[name] = _("“%(typed)s” can be two days. Write it as 2024-07-11", typed=cell)
    if not cells.get("date"):
        faults["date"] = _("There is no day. Write it as 2024-07-11")
    if not cells.get("location"):
        faults["location"] = _("There is no place. Write where it was")
    if faults:
        raise Invalid(fields=faults)


def _news(row: Deployment) -> tuple[str, str]:
    return (
        _("Deployment %(number)s has a new version", number=row.number),
        _("The register says something else of deployment %(number)s now.", number=row.number),
    )


NO_REASON = _l("Enter the reason, which everybody reads")
