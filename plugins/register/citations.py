"""Deployments where others refer to them, by their public numbers."""

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.references import Link, ReferenceKind
from plugins.register.areas import link_to_area
from plugins.register.models import Area, Deployment


def _visible(_session: Session, _actor: Actor) -> Select[Deployment]:
    return select(Deployment)


def _link(_session: Session, _actor: Actor, deployment: Deployment) -> Link:
    return link_to_deployment(deployment)


def link_to_deployment(deployment: Deployment) -> Link:
    """Return what a deployment is called, and its page."""
    title = (
        _("Deployment %(number)s (withheld)", number=deployment.number)
        if deployment.is_withheld
        else _("Deployment %(number)s: %(place)s", number=deployment.number, place=deployment.location)
    )
    return Link(title=title, endpoint="register.deployment", parts={"number": deployment.number})


REFERENCES = (
    ReferenceKind(
        model=Deployment,
        title=_l("Deployment"),
        visible_to=_visible,
        link=_link,
        code=Deployment.number,
        example="D-2024-001",
        may_be_followed=True,
        ward=lambda deployment: "" if deployment.is_withheld else deployment.ward,
    ),
    ReferenceKind(
        model=Area,
        title=_l("Deployments of an area"),
        visible_to=lambda _session, _actor: select(Area),
        link=lambda _session, _actor, area: link_to_area(area),
        may_be_followed=True,
        ward=lambda area: area.ward,
    ),
)
