"""Moving a consultation through its lifecycle: by people, with a reason, and by the clock."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from consult.audit.services import record
from consult.consultations.changes import record_change, stored_value
from consult.consultations.events import (
    AnalysisBegun,
    ConsultationArchived,
    ConsultationClosed,
    ConsultationDecided,
    ConsultationOpened,
    ConsultationScheduled,
    ConsultationTakenBack,
    WarningSetAside,
)
from consult.consultations.gunning import Check, opening_checks
from consult.consultations.lifecycle import COURSE
from consult.consultations.models import Consultation, Override, State
from consult.consultations.sign_offs import require_sign_off
from consult.consultations.turns import plan_turn, settle
from consult.contract.deployment import deployment_of
from consult.contract.quotations import require_verbatim
from consult.kernel.authz import Actor
from consult.kernel.db import database_now, lock_row
from consult.kernel.errors import Invalid
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l


def schedule_opening(session: Session, actor: Actor, consultation: Consultation, overrides: Mapping[str, str]) -> None:
    """Announce a draft, to open by itself at its date; each warning needs a public reason in `overrides`.

    Raises `Invalid` with a sentence for each date or reason that is missing.
    """
    _require_move(session, consultation, State.SCHEDULED)
    now = database_now(session)
    if consultation.opens_at is None or consultation.opens_at <= now:
        raise Invalid(_("Set an opening date in the future, or open it now."))
    _require_closing(consultation, consultation.opens_at)
    require_sign_off(session, consultation)
    _set_aside(session, actor, consultation, consultation.opens_at, overrides)
    COURSE.enter(session, actor, consultation, State.SCHEDULED)
    session.flush()
    record(session, ConsultationScheduled(consultation_id=consultation.id), by=actor)
    plan_turn(session)


def open_now(session: Session, actor: Actor, consultation: Consultation, overrides: Mapping[str, str]) -> None:
    """Open a draft or scheduled consultation at once; its opening date becomes this moment."""
    _require_move(session, consultation, State.OPEN)
    now = database_now(session)
    _require_closing(consultation, now)
    require_sign_off(session, consultation)
    _set_aside(session, actor, consultation, now, overrides)
    consultation.opens_at = now
    COURSE.enter(session, actor, consultation, State.OPEN)
    session.flush()
    record(session, ConsultationOpened(consultation_id=consultation.id, reason=_l("at once")), by=actor)
    plan_turn(session)


def take_back(session: Session, actor: Actor, consultation: Consultation, reason: str) -> None:
    """Take a scheduled consultation back to draft: the public no longer sees it."""
    _require_move(session, consultation, State.DRAFT)
    COURSE.enter(session, actor, consultation, State.DRAFT)
    session.execute(delete(Override).where(Override.consultation_id == consultation.id))
    session.flush()
    record(session, ConsultationTakenBack(consultation_id=consultation.id, reason=reason), by=actor)


def close_early(session: Session, actor: Actor, consultation: Consultation, reason: str) -> None:
    """Close an open consultation before its date; the public reads why, and those who answered hear of it."""
    _require_move(session, consultation, State.CLOSED)
    before = consultation.closes_at
    after = database_now(session)
    if consultation.opens_at is not None:
        after = max(after, consultation.opens_at + timedelta(microseconds=1))
    consultation.closes_at = after
    COURSE.enter(session, actor, consultation, State.CLOSED)
    session.flush()
    record(
        session,
        ConsultationClosed(consultation_id=consultation.id, reason=_("early: %(reason)s", reason=reason)),
        by=actor,
    )
    record_change(
        session,
        actor,
        consultation,
        kind="early_close",
        is_material=True,
        reason=reason,
        before={"closes_at": stored_value(before)},
        after={"closes_at": stored_value(after)},
    )


def begin_analysis(session: Session, actor: Actor, consultation: Consultation, reason: str) -> None:
    """Begin to read and weigh what was said in a closed consultation."""
    _require_move(session, consultation, State.ANALYSING)
    COURSE.enter(session, actor, consultation, State.ANALYSING)
    session.flush()
    record(session, AnalysisBegun(consultation_id=consultation.id, reason=reason), by=actor)


def mark_decided(session: Session, consultation: Consultation, actor: Actor) -> None:
    """Note that the decision was published; what it needs first is the decision's own concern."""
    _require_move(session, consultation, State.DECIDED)
    COURSE.enter(session, actor, consultation, State.DECIDED)
    session.flush()
    record(session, ConsultationDecided(consultation_id=consultation.id), by=actor)


def archive(session: Session, actor: Actor, consultation: Consultation, reason: str) -> None:
    """Put a decided consultation in the archive; it stays public."""
    _require_move(session, consultation, State.ARCHIVED)
    COURSE.enter(session, actor, consultation, State.ARCHIVED)
    session.flush()
    record(session, ConsultationArchived(consultation_id=consultation.id, reason=reason), by=actor)


def warnings_at(session: Session, consultation: Consultation, opens_at: datetime) -> list[Check]:
    """Return what is looked at before opening at this moment, met or not."""
    deployment = deployment_of(session)
    return opening_checks(
        session,
        consultation,
        opens_at,
        minimum_days=deployment.settings.council.minimum_days,
        activity_types=deployment.registry.activities,
    )


def _require_move(session: Session, consultation: Consultation, target: State) -> None:
    lock_row(session, consultation)
    COURSE.require(settle(session, consultation), target)


def _require_closing(consultation: Consultation, opens_at: datetime) -> None:
    if consultation.closes_at is None:
        raise Invalid(_("Set a closing date before you open the consultation."))
    if consultation.closes_at <= opens_at:
        raise Invalid(_("The closing date must be later than the opening. Change the dates first."))


def _set_aside(
    session: Session, actor: Actor, consultation: Consultation, opens_at: datetime, overrides: Mapping[str, str]
) -> None:
    unmet = [check for check in warnings_at(session, consultation, opens_at) if not check.is_met]
    missing = {
        f"override_{check.code}": _("Give a public reason, or put this right first: %(found)s", found=check.found[0])
        for check in unmet
        if not overrides.get(check.code, "").strip()
    }
    if missing:
        raise Invalid(_("There are warnings. Put them right, or give a public reason for each."), missing)
    for check in unmet:
        require_verbatim(session, consultation.id, overrides[check.code], f"override_{check.code}")
    session.execute(delete(Override).where(Override.consultation_id == consultation.id))
    for check in unmet:
        row = Override(
            consultation_id=consultation.id,
            check=check.code,
            reason=overrides[check.code].strip(),
            made_at=database_now(session),
            made_by_id=actor.person_id,
        )
        session.add(row)
        session.flush()
        record(
            session,
            WarningSetAside(consultation_id=consultation.id, check=check.code, override_id=row.id),
            by=actor,
        )
