"""What waits for somebody in evidence: for the members of a group, and for officers who are not of that group."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from consult.sdk.access import Actor, staff
from consult.sdk.activities import Activity, Consultation, is_open_at
from consult.sdk.database import database_now
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.messages import ngettext
from consult.sdk.pages import Waiting
from plugins.impact.models import Evidence
from plugins.impact.procedure import Status
from plugins.impact.scope import may_decide
from plugins.impact.services import ENDED

NEAR = timedelta(days=7)
_TO_DO = {
    Status.SUBMITTED: "Read",
    Status.SCREENED: _l("Decide about"),
    Status.ACCEPTED: "Weigh",
    Status.CONSIDERED: "Answer",
}


def waiting(session: Session, actor: Actor) -> Sequence[Waiting]:
    """Return what waits for a member of a group, and for an officer."""
    found: list[Waiting] = []
    if actor.organisation_ids:
        found += _for_group(session, actor)
    if staff.allows(actor):
        found += [*_to_handle(session, actor), *_to_confirm(session, actor)]
    return found


def _for_group(session: Session, actor: Actor) -> Iterator[Waiting]:
    whole = (joinedload(Evidence.activity).joinedload(Activity.consultation), selectinload(Evidence.queries))
    own = select(Evidence).where(
        Evidence.organisation_id.in_(sorted(actor.organisation_ids)),
        Evidence.status.in_([Status.DRAFT, Status.SUBMITTED, Status.QUERIED]),
    )
    now = database_now(session)
    for evidence in session.scalars(own.options(joinedload(Evidence.submission), *whole).order_by(Evidence.id)):
        consultation = evidence.activity.consultation
        closes_soon = consultation.closes_at is not None and consultation.closes_at - now < NEAR
        parts = {"evidence_id": evidence.id}
        who = _("Any member of your group")
        if consultation.state in ENDED:
            continue
        if evidence.stands_at is Status.QUERIED:
            text = _("Answer an officer’s question about evidence %(reference)s", reference=evidence.reference)
            since = evidence.queries[-1].asked_at
            yield Waiting(text=text, since=since, endpoint="impact_group.question", parts=parts, who=who)
        elif evidence.stands_at is Status.SUBMITTED and evidence.was_entered and evidence.submitted_at:
            text = _(
                "Check evidence %(reference)s, which an officer entered for your group", reference=evidence.reference
            )
            yield Waiting(text=text, since=evidence.submitted_at, endpoint="impact.evidence", parts=parts, who=who)
        elif evidence.stands_at is Status.DRAFT and closes_soon and is_open_at(consultation, now):
            text = _("Send your draft: %(title)s closes soon", title=consultation.title)
            yield Waiting(text=text, since=evidence.saved_at, endpoint="impact.check", parts=parts, who=who)


def _to_handle(session: Session, actor: Actor) -> Iterator[Waiting]:
    now = database_now(session)
    query = (
        select(Evidence.activity_id, Evidence.status, func.count(Evidence.id), func.min(Evidence.submitted_at))
        .join(Activity, Activity.id == Evidence.activity_id)
        .join(Consultation, Consultation.id == Activity.consultation_id)
        .where(
            Evidence.status.in_(list(_TO_DO)),
            Evidence.organisation_id.not_in(sorted(actor.organisation_ids)),
            Consultation.state.not_in(sorted(ENDED)),
        )
        .group_by(Evidence.activity_id, Evidence.status)
        .order_by(Evidence.activity_id, Evidence.status)
    )
    for activity_id, status, count, since in session.execute(query):
        activity = session.get_one(Activity, activity_id)
        if Status(status) is Status.CONSIDERED and is_open_at(activity.consultation, now):
            continue
        pieces = ngettext("%(num)s piece of evidence", "%(num)s pieces of evidence", count)
        yield Waiting(
            text=f"{_TO_DO[Status(status)]} {pieces}: {activity.title}",
            since=since or now,
            endpoint="impact_staff.index",
            parts={"activity_id": activity.id, "status": status},
            who=_("Any officer who is not of the group"),
        )


def _to_confirm(session: Session, actor: Actor) -> Iterator[Waiting]:
    waits = or_(
        Evidence.status.in_([Status.OUT_PROPOSED, Status.APPEALED]),
        (Evidence.clearing_reason != "") & ~Evidence.is_cleared,
    )
    query = select(Evidence).where(waits, Evidence.organisation_id.not_in(sorted(actor.organisation_ids)))
    shown = (joinedload(Evidence.submission), selectinload(Evidence.steps))
    for evidence in session.scalars(query.options(*shown).order_by(Evidence.id)):
        since, parts = evidence.steps[-1].at, {"evidence_id": evidence.id}
        endpoint, who = "impact_staff.evidence", _("Any officer who took no part so far")
        if evidence.stands_at is Status.OUT_PROPOSED and may_decide(actor, evidence):
            text = _(
                "Confirm that evidence %(reference)s is out of scope, or send it back", reference=evidence.reference
            )
        elif evidence.stands_at is Status.APPEALED and may_decide(actor, evidence):
            text = _("Decide the appeal about evidence %(reference)s", reference=evidence.reference)
        elif evidence.clearing_reason and evidence.clearing_by_id != actor.person_id:
            text = _("Confirm that evidence %(reference)s can be published", reference=evidence.reference)
        else:
            continue
        yield Waiting(text=text, since=since, endpoint=endpoint, parts=parts, who=who)
