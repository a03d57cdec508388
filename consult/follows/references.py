"""A ward where it is followed: what happens in it, whoever tells it."""

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from consult.contract.references import Link, ReferenceKind
from consult.follows.models import Ward
from consult.kernel.authz import Actor
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l


def _visible(_session: Session, _actor: Actor) -> Select[Ward]:
    return select(Ward)


def _link(_session: Session, _actor: Actor, ward: Ward) -> Link:
    return link_to_ward(ward.name)


def link_to_ward(name: str) -> Link:
    """Return what a ward is called where it is followed, and its page."""
    return Link(title=_("What happens in %(ward)s", ward=name), endpoint="follows.ward", parts={"name": name})


REFERENCES = (ReferenceKind(model=Ward, title=_l("Ward"), visible_to=_visible, link=_link, may_be_followed=True),)
