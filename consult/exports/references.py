"""Published results where others refer to them: an edition is cited by its code, such as R-3-1, and never changes."""

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity, Consultation
from consult.consultations.queries import visible_to
from consult.contract.references import Link, ReferenceKind
from consult.exports.models import Edition
from consult.kernel.authz import ANONYMOUS, Actor
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l


def _visible(_session: Session, _actor: Actor) -> Select[Edition]:
    announced = visible_to(ANONYMOUS).with_only_columns(Consultation.id).order_by(None)
    standing = (Edition.withdrawn_at.is_(None), Activity.consultation_id.in_(announced))
    return select(Edition).join(Activity, Activity.id == Edition.activity_id).where(*standing)


def _link(session: Session, _actor: Actor, edition: Edition) -> Link:
    activity = session.get_one(Activity, edition.activity_id)
    title = _("%(code)s: the published results of “%(title)s”", code=edition.code, title=activity.title)
    return Link(title=title, endpoint="exports.results", parts={"slug": activity.consultation.slug})


REFERENCES = (
    ReferenceKind(
        model=Edition,
        title=_l("Published results"),
        visible_to=_visible,
        link=_link,
        code=Edition.code,
        example="R-3-1",
    ),
)
