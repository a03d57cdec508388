"""Who follows the whole register, or the deployments of a ward, is told of new rows and of new versions."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from consult.sdk.database import address_of
from consult.sdk.messages import gettext as _
from consult.sdk.messages import ngettext
from consult.sdk.references import Link, Reference, reference_to, tell_followers
from plugins.register.lifecycle import State
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
    """Tell who follows the register, or one of these wards, how many deployments were added; a ward for each."""
    listed = Counter(wards)
    if listed:
        tell_followers(
            session,
            reference_to(_kept_area(session, "")),
            lambda: _with_address(session, _added(listed)),
            also=_references(session, listed),
        )


def tell_of_version(
    session: Session, row: Deployment, write: Callable[[], tuple[str, str]], *, key: str | None = None
) -> None:
    """Tell who follows a row, its ward or the register what became of it: by one mail to each of them."""
    also = _references(session, ("", row.ward))
    tell_followers(session, reference_to(row), lambda: _with_address(session, write()), also=also, key=key)


def tell_of_pause(session: Session, place: str, write: Callable[[], tuple[str, str]]) -> None:
    """Tell who follows the register, a ward or an announced deployment that use there is paused, or is no longer.

    A place that is no ward of the register, such as a whole borough, is every ward.
    """
    areas = session.scalars(select(Area).where(Area.ward != "")).all()
    wards = [area.ward for area in areas if area.ward == place] or [area.ward for area in areas]
    announced = session.scalars(select(Deployment).where(*_comes(wards, is_ward=place in wards)))
    also = [*_references(session, wards), *map(reference_to, announced)]
    tell_followers(session, reference_to(_kept_area(session, "")), lambda: _with_address(session, write()), also=also)


def _comes(wards: Collection[str], *, is_ward: bool) -> list[ColumnElement[bool]]:
    comes = [Deployment.stage == State.PLANNED, Deployment.is_withheld.is_(False)]
    return [*comes, Deployment.ward.in_(wards)] if is_ward else comes


def _added(wards: Mapping[str, int]) -> tuple[str, str]:
    number = sum(wards.values())
    said = ngettext("%(num)s deployment was added to the register.", "%(num)s deployments were added.", number)
    named = [f"{ward}: {count:,}" for ward, count in sorted(wards.items()) if ward]
    return _("New deployments on the register"), "\n".join([said, *named])


def _with_address(session: Session, written: tuple[str, str]) -> tuple[str, str]:
    subject, said = written
    where = _("Read it here: %(address)s", address=address_of(session, "/registers/register.versions"))
    return subject, f"{said}\n\n{where}"


def _references(session: Session, wards: Iterable[str]) -> list[Reference]:
    return [reference_to(_kept_area(session, ward)) for ward in sorted(set(wards))]


def _kept_area(session: Session, ward: str) -> Area:
    area = find_area(session, ward)
    if area is None:
        area = Area(ward=ward)
        session.add(area)
        session.flush()
    return area
