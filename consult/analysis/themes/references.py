"""Themes where others refer to them: for those on the desk."""

from sqlalchemy import Select, false, select
from sqlalchemy.orm import Session, joinedload

from consult.analysis.themes.models import Theme
from consult.consultations.policies import desk
from consult.contract.references import Link, ReferenceKind
from consult.kernel.authz import Actor
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l


def _visible_to(_session: Session, actor: Actor) -> Select[Theme]:
    found = select(Theme).options(joinedload(Theme.consultation))
    return found if desk.allows(actor) else found.where(false())


def _link(_session: Session, _actor: Actor, theme: Theme) -> Link:
    title = _("Theme %(code)s of “%(title)s”", code=theme.code, title=theme.consultation.title)
    return Link(title=title, endpoint="themes.theme", parts={"theme_id": theme.id})


REFERENCES = (ReferenceKind(model=Theme, title=_l("Theme"), visible_to=_visible_to, link=_link),)
