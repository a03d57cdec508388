"""Beginning a consultation with the texts and questions of another."""

from sqlalchemy.orm import Session

from consult.consultations.models import Consultation
from consult.consultations.services import activity_types, add_activity, create_consultation
from consult.kernel.authz import Actor
from consult.kernel.errors import Invalid
from consult.kernel.messages import gettext as _
from consult.kernel.text import clean_line


def copy_consultation(session: Session, actor: Actor, source: Consultation, title: str) -> Consultation:
    """Begin a draft that says and asks what another consultation does; its dates are not copied, nor what was said.

    A way of taking part that is not offered any more is left out. Raises `Invalid` for no title.
    """
    title = clean_line(title)
    if not title:
        raise Invalid(fields={"title": _("Enter a title")})
    made = create_consultation(
        session,
        actor,
        title=title,
        summary=source.summary,
        background=source.background,
        options_open=source.options_open,
        ward=source.ward,
        decided_by=source.decided_by,
    )
    offered = activity_types(session)
    for activity in source.activities:
        if activity.kind not in offered:
            continue
        copied = add_activity(session, actor, made, kind=activity.kind, title=activity.title)
        copy = offered[activity.kind].copy
        if copy is not None:
            copy(session, actor, activity, copied)
    session.flush()
    return made
