"""A case where others refer to it: by its public number, which everybody may know."""

from sqlalchemy import Select
from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.references import Link, ReferenceKind
from plugins.authorisation.lifecycle import State
from plugins.authorisation.models import Case
from plugins.authorisation.presentation import heading_of
from plugins.authorisation.queries import cases


def _visible(_session: Session, _actor: Actor) -> Select[Case]:
    return cases()


def _link(session: Session, _actor: Actor, case: Case) -> Link:
    title = _("Case %(name)s", name=heading_of(session, case))
    return Link(title=title, endpoint="authorisation.case", parts={"number": case.number})


REFERENCES = (
    ReferenceKind(
        model=Case,
        title=_l("Authorisation case"),
        visible_to=_visible,
        link=_link,
        code=Case.number,
        example="A-2026-001",
        may_be_followed=True,
        states=tuple(State),
    ),
)
