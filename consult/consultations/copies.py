"""Beginning a consultation with the texts and questions of another, or of a template that was made from one."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from consult.consultations.models import Activity, Consultation
from consult.consultations.services import activity_types, add_activity, begun_by, create_consultation
from consult.contract.deployment import deployment_of
from consult.kernel.authz import Actor
from consult.kernel.comparison import require_same
from consult.kernel.db import lock_table
from consult.kernel.errors import Compared, Invalid
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
            settings = _settings_of(session, activity)
            activities.append({"kind": activity.kind, "title": activity.title, "asks": asks, "settings": settings})
    return {"texts": {name: getattr(source, name) for name in TEXTS}, "activities": activities}


def begin_from(
    session: Session, actor: Actor, outline: JsonObject, title: str, form_key: str | None = None
) -> Consultation:
    """Begin a draft that says and asks what an outline does; the same form sent twice begins one.

    A way of taking part that is not offered any more is left out. Raises `Invalid` for no title, and `SavedOtherwise`
    when the form was sent before with another one.
    """
    title = clean_line(title)
    if not title:
        raise Invalid(fields={"title": _("Enter a title")})
    lock_table(session, Consultation)
    if (known := begun_by(session, form_key)) is not None:
        require_same(Compared(_("Title"), known.title, title))
        return known
    made = create_consultation(session, actor, title=title, form_key=form_key, **outline["texts"])
    offered = activity_types(session)
    for asked in outline["activities"]:
        if asked["kind"] in offered:
            activity = add_activity(session, actor, made, kind=asked["kind"], title=asked["title"])
            follow = offered[asked["kind"]].follow
            if follow is not None:
                follow(session, actor, activity, asked["asks"])
            # A template that was saved before has none.
            _set_as(session, actor, activity, asked.get("settings", {}))
    session.flush()
    return made


def _settings_of(session: Session, activity: Activity) -> dict[str, str]:
    known = deployment_of(session).registry.activity_settings
    said = {name: setting.outline(session, activity.id) for name, setting in known.items()}
    return {name: value for name, value in said.items() if value is not None}


def _set_as(session: Session, actor: Actor, activity: Activity, settings: Mapping[str, str]) -> None:
    known = deployment_of(session).registry.activity_settings
    for name, said in settings.items():
        if name in known:
            known[name].follow(session, actor, activity, said)


def copy_consultation(
    session: Session, actor: Actor, source: Consultation, title: str, form_key: str | None = None
) -> Consultation:
    """Begin a draft that says and asks what another consultation does; its dates are not copied, nor what was said."""
    return begin_from(session, actor, outline_of(session, source), title, form_key)
