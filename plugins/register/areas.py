"""Who follows the whole register, or the deployments of a ward, is told of new rows and of new versions."""

from collections import Counter
from collections.abc import Callable, Iterable
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.sdk.database import address_of
from consult.sdk.messages import gettext as _
from consult.sdk.messages import ngettext
from consult.sdk.references import Link, Reference, reference_to, tell_followers
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
    """Tell who follows the register, or one of these wards, how many deployments were added; one ward for each."""
    added = Counter(wards)
    if added:
        whole, *others = [_kept_area(session, ward) for ward in ("", *sorted(ward for ward in added if ward))]
        _tell(session, reference_to(whole), others, partial(_added, added))


def tell_of_version(
    session: Session, row: Deployment, write: Callable[[], tuple[str, str]], *, key: str | None = None
) -> None:
    """Tell who follows a row, its ward or the register what became of the row."""
    areas = [_kept_area(session, ward) for ward in sorted({"", row.ward})]
    _tell(session, reference_to(row), areas, write, key)


def _added(added: Counter[str]) -> tuple[str, str]:
    lines = [
        ngettext("%(num)s deployment was added to the register.", "%(num)s deployments were added.", added.total()),
        *(f"{ward}: {number}" for ward, number in sorted(added.items()) if ward),
    ]
    return _("New deployments on the register"), "\n".join(lines)


def _kept_area(session: Session, ward: str) -> Area:
    area = find_area(session, ward)
    if area is None:
        area = Area(ward=ward)
        session.add(area)
        session.flush()
    return area


def _tell(
    session: Session,
    reference: Reference,
    areas: Iterable[Area],
    write: Callable[[], tuple[str, str]],
    key: str | None = None,
) -> None:
    def with_address() -> tuple[str, str]:
        subject, said = write()
        where = _("Read it here: %(address)s", address=address_of(session, "/registers/register.versions"))
        return subject, f"{said}\n\n{where}"

    tell_followers(session, reference, with_address, also=[reference_to(area) for area in areas], key=key)
