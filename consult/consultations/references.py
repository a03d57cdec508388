"""A consultation where others refer to it: everybody may follow what becomes of it."""

from sqlalchemy import Select
from sqlalchemy.orm import Session

from consult.consultations.models import Consultation, State
from consult.consultations.queries import visible_to
from consult.contract.references import Link, ReferenceKind
from consult.kernel.authz import Actor
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l


def _visible(_session: Session, actor: Actor) -> Select[Consultation]:
    return visible_to(actor)


def _link(_session: Session, _actor: Actor, consultation: Consultation) -> Link:
    title = _("The consultation “%(title)s” and its decision", title=consultation.title)
    return Link(title=title, endpoint="consultations.show", parts={"slug": consultation.slug})


REFERENCES = (
    ReferenceKind(
        model=Consultation,
        title=_l("Consultation"),
        visible_to=_visible,
        link=_link,
        may_be_followed=True,
        states=tuple(State),
        ward=lambda consultation: consultation.ward,
    ),
)
