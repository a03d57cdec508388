"""Preparing a consultation: its text and dates, its ways of taking part."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.audit.services import record
from consult.consultations.changes import LABELS, differs, shown_value
from consult.consultations.dates import require_order
from consult.consultations.drafts import RESERVED
from consult.consultations.events import (
    ActivityAdded,
    ActivityRemoved,
    ConsultationCreated,
    ConsultationEdited,
)
from consult.consultations.lifecycle import BEFORE_OPENING, state_at
from consult.consultations.models import Activity, Consultation, Override, State
from consult.consultations.moves import warnings_at
from consult.consultations.sign_offs import require_still_signed_off
from consult.consultations.turns import plan_turn
from consult.contract.deployment import deployment_of
from consult.contract.plugin import ActivityType
from consult.kernel.authz import Actor
from consult.kernel.comparison import require_same
from consult.kernel.db import database_now, lock_row, lock_table
from consult.kernel.errors import ChangedMeanwhile, Compared, Conflict, Invalid
from consult.kernel.messages import gettext as _
from consult.kernel.text import slug_from

EDITABLE = (
    "title",
    "summary",
    "background",
    "options_open",
    "ward",
    "decided_by",
    "decision_on",
    "results_due_on",
    "opens_at",
    "closes_at",
    "notice",
    "attribution",
)


def create_consultation(
    session: Session,
    actor: Actor,
    *,
    title: str,
    summary: str,
    background: str = "",
    options_open: str = "",
    ward: str = "",
    decided_by: str = "",
    decision_on: date | None = None,
    results_due_on: date | None = None,
    opens_at: datetime | None = None,
    closes_at: datetime | None = None,
    notice: str = "",
    attribution: str = "",
    slug: str | None = None,
    form_key: str | None = None,
) -> Consultation:
    """Begin a draft; its address is made from the title unless one is given.

    The same form sent twice begins one. Raises `SavedOtherwise` when it was sent before with other words.
    """
    # Nobody else begins a draft until this one is kept: by then its address, and its form's key, are known.
    lock_table(session, Consultation)
    dates = {
        "opens_at": opens_at,
        "closes_at": closes_at,
        "decision_on": decision_on,
        "results_due_on": results_due_on,
    }
    require_order(None, dates, dates)
    made = Consultation(
        slug=_free_slug(session, slug or slug_from(title)),
        title=title,
        summary=summary,
        background=background,
        options_open=options_open,
        ward=ward,
        decided_by=decided_by,
        decision_on=decision_on,
        results_due_on=results_due_on,
        opens_at=opens_at,
        closes_at=closes_at,
        notice=notice,
        attribution=attribution,
        created_at=database_now(session),
        created_by_id=actor.person_id,
        form_key=form_key,
    )
    if (known := begun_by(session, form_key)) is not None:
        both = ((LABELS[name], getattr(known, name), getattr(made, name)) for name in EDITABLE)
        require_same(*(Compared(label, shown_value(kept), shown_value(sent)) for label, kept, sent in both))
        return known
    session.add(made)
    session.flush()
    record(session, ConsultationCreated(consultation_id=made.id), by=actor)
    return made


def begun_by(session: Session, form_key: str | None) -> Consultation | None:
    """Return the draft that this very form began, when it was sent before."""
    return session.scalar(select(Consultation).where(Consultation.form_key == form_key)) if form_key else None


def edit_consultation(
    session: Session, actor: Actor, consultation: Consultation, *, version: int, values: Mapping[str, object]
) -> None:
    """Edit a consultation that has not opened.

    Raises `ChangedMeanwhile` when `version` is no longer the present one, and `Invalid` when an announced one would
    then open against a warning that nobody has set aside.
    """
    lock_row(session, consultation)
    if consultation.version != version:
        raise ChangedMeanwhile
    _require_before_opening(session, consultation)
    changed = [name for name in EDITABLE if name in values and differs(getattr(consultation, name), values[name])]
    require_order(consultation, values, changed)
    for name in changed:
        setattr(consultation, name, values[name])
    require_still_ready(session, consultation)
    session.flush()
    if changed:
        record(session, ConsultationEdited(consultation_id=consultation.id, fields=", ".join(changed)), by=actor)
        plan_turn(session)


def add_activity(
    session: Session,
    actor: Actor,
    consultation: Consultation,
    *,
    kind: str,
    title: str,
    settings: Mapping[str, object] | None = None,
) -> Activity:
    """Add a way of taking part to a draft, and let its kind prepare its own rows."""
    lock_row(session, consultation)
    _require_draft(consultation)
    activity_type = activity_types(session).get(kind)
    if activity_type is None:
        raise Invalid(_("Select a way of taking part."), {"kind": _("Select a way of taking part")})
    activity = Activity(
        consultation=consultation,
        kind=kind,
        title=title,
        position=max((activity.position for activity in consultation.activities), default=0) + 1,
        settings=dict(settings or {}),
    )
    session.add(activity)
    session.flush()
    if activity_type.on_create is not None:
        activity_type.on_create(session, activity.id)
    record(session, ActivityAdded(consultation_id=consultation.id, activity_id=activity.id, kind=kind), by=actor)
    return activity


def rename_activity(session: Session, actor: Actor, activity: Activity, title: str, *, seen: str) -> None:
    """Give a way of taking part another title, before opening.

    Raises `ChangedMeanwhile` when the title is no longer the one that was `seen`, nor the one asked for.
    """
    lock_row(session, activity.consultation)
    _require_before_opening(session, activity.consultation)
    session.refresh(activity, ["title"])
    if activity.title == title:
        return
    if activity.title != seen:
        raise ChangedMeanwhile(None, [Compared("Title", activity.title, title, seen or None)])
    activity.title = title
    require_still_signed_off(session, activity.consultation)
    session.flush()
    event = ConsultationEdited(consultation_id=activity.consultation_id, fields=_("title of a way of taking part"))
    record(session, event, by=actor)


def shift_activity(session: Session, actor: Actor, activity: Activity, places: int) -> None:
    """Move a way of taking part up (negative) or down the page, before opening."""
    consultation = activity.consultation
    lock_row(session, consultation)
    _require_before_opening(session, consultation)
    order = sorted(consultation.activities, key=lambda activity: (activity.position, activity.id))
    before = order.index(activity)
    order.insert(max(0, min(len(order) - 1, before + places)), order.pop(before))
    for position, one in enumerate(order, 1):
        one.position = position
    session.flush()
    session.expire(consultation, ["activities"])
    require_still_signed_off(session, consultation)
    event = ConsultationEdited(consultation_id=consultation.id, fields=_("order of the ways of taking part"))
    record(session, event, by=actor)


def remove_activity(session: Session, actor: Actor, activity: Activity) -> None:
    """Remove a way of taking part from a draft, with everything prepared for it."""
    consultation = activity.consultation
    lock_row(session, consultation)
    _require_draft(consultation)
    event = ActivityRemoved(consultation_id=consultation.id, activity_id=activity.id, kind=activity.kind)
    consultation.activities.remove(activity)
    session.flush()
    record(session, event, by=actor)


def activity_types(session: Session) -> Mapping[str, ActivityType]:
    """Return the ways of taking part that this deployment offers, by kind."""
    return deployment_of(session).registry.activities


def _free_slug(session: Session, wanted: str) -> str:
    like = select(Consultation.slug).where(Consultation.slug.startswith(wanted, autoescape=True))
    taken = set(session.scalars(like)) | RESERVED
    slug, number = wanted, 1
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    return slug


def _require_before_opening(session: Session, consultation: Consultation) -> None:
    if state_at(consultation, database_now(session)) not in BEFORE_OPENING:
        raise Conflict(
            _("This consultation has opened. Make a change with a reason instead, so that the public sees it.")
        )


def _require_draft(consultation: Consultation) -> None:
    if consultation.state != State.DRAFT:
        raise Conflict(_("Ways of taking part can only be added or removed in a draft. Take it back to draft first."))


def require_still_ready(session: Session, consultation: Consultation) -> None:
    if consultation.state != State.SCHEDULED:
        return
    if consultation.opens_at is None or consultation.closes_at is None:
        raise Invalid(_("A scheduled consultation needs both its dates. Take it back to draft to remove one."))
    if consultation.opens_at <= database_now(session):
        sentence = _("The opening date must be in the future")
        raise Invalid(sentence, {"opens_at": sentence})
    require_still_signed_off(session, consultation)
    set_aside = set(session.scalars(select(Override.check).where(Override.consultation_id == consultation.id)))
    for check in warnings_at(session, consultation, consultation.opens_at):
        if not check.is_met and check.code not in set_aside:
            raise Invalid(
                _(
                    "This would bring a new warning: %(found)s Take the consultation back to draft, then "
                    "schedule it again with a reason.",
                    found=check.found[0],
                )
            )
