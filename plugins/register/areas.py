"""Who follows the whole register, or the deployments of a ward, is told of new rows and of new versions."""

from collections.abc import Callable, Iterable
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.sdk.database import address_of
from consult.sdk.messages import gettext as _
from consult.sdk.messages import ngettext
from consult.sdk.references import Link, reference_to, tell_followers
from plugins.register.models import Area, Deployment


def find_area(session: Session, ward: str) -> Area | None:
    """Return what is followed for a ward, or for the whole register where none is named."""
    return session.scalar(select(Area).where(Area.ward == ward))


def link_to_area(area: Area) -> Link:
    """Return what an area is called, and where its deployments are read."""
    if not area.ward:
        return Link(title=_("Register of deployments"), endpoint="register.index")
    title = _("Deployments in %(ward)s", ward=area.ward)
    return Link(title=title, endpoint="register.planned", parts={"ward": area.ward})


def tell_of_new(session: Session, wards: Iterable[str]) -> None:
    """Tell who follows these wards, or the register, how many deployments were added; one ward for each."""
    listed = list(wards)
    for ward in {"", *listed} if listed else ():
        number = listed.count(ward) if ward else len(listed)
        _tell(session, ward, partial(_added, number))


def tell_of_version(session: Session, row: Deployment, write: Callable[[], tuple[str, str]]) -> None:
    """Tell who follows the ward of a row, or the register, what became of it."""
    for ward in {"", row.ward}:
        _tell(session, ward, write)


def _added(number: int) -> tuple[str, str]:
    said = ngettext("%(num)s deployment was added to the register.", "%(num)s deployments were added.", number)
    return _("New deployments on the register"), said


def _tell(session: Session, ward: str, write: Callable[[], tuple[str, str]]) -> None:
    area = find_area(session, ward)
    if area is None:
        area = Area(ward=ward)
        session.add(area)
        session.flush()

    def with_address() -> tuple[str, str]:
        subject, said = write()
        where = _("Read it here: %(address)s", address=address_of(session, "/registers/register.versions"))
        return subject, f"{said}\n\n{where}"

    tell_followers(session, reference_to(area), with_address)
