"""Beginning a consultation with the texts and questions of another, or of a template that was made from one."""

from typing import Any

from sqlalchemy.orm import Session

from consult.consultations.models import Consultation
from consult.consultations.services import activity_types, add_activity, create_consultation
from consult.kernel.authz import Actor
from consult.kernel.errors import Invalid
from consult.kernel.messages import gettext as _
from consult.kernel.text import clean_line
from consult.kernel.types import JsonObject

TEXTS = ("summary", "background", "options_open", "ward", "decided_by")


def outline_of(session: Session, source: Consultation) -> JsonObject:
    """Return what a consultation says and asks, as plain values: no dates, no people, nothing of what was said."""
    offered = activity_types(session)
    activities: list[dict[str, Any]] = []
    for activity in source.activities:
        if activity.kind in offered:
            outline = offered[activity.kind].outline
            asks = outline(session, activity) if outline is not None else {}
            activities.append({"kind": activity.kind, "title": activity.title, "asks": asks})
    return {"texts": {name: getattr(source, name) for name in TEXTS}, "activities": activities}


def begin_from(session: Session, actor: Actor, outline: JsonObject, title: str) -> Consultation:
    """Begin a draft that says and asks what an outline does.

    A way of taking part that is not offered any more is left out. Raises `Invalid` for no title.
    """
    title = clean_line(title)
    if not title:
        raise Invalid(fields={"title": _("Enter a title")})
    made = create_consultation(session, actor, title=title, **outline["texts"])
    offered = activity_types(session)
    for asked in outline["activities"]:
        if asked["kind"] in offered:
            activity = add_activity(session, actor, made, kind=asked["kind"], title=asked["title"])
            follow = offered[asked["kind"]].follow
            if follow is not None:
                follow(session, actor, activity, asked["asks"])
    session.flush()
    return made


def copy_consultation(session: Session, actor: Actor, source: Consultation, title: str) -> Consultation:
    """Begin a draft that says and asks what another consultation does; its dates are not copied, nor what was said."""
    return begin_from(session, actor, outline_of(session, source), title)
