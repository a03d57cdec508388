"""What officers do with rows: announce, correct, cancel, settle what files say, and cite."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.activities import Consultation
from consult.sdk.database import database_now, lock_row
from consult.sdk.errors import Compared, Invalid, require_version
from consult.sdk.events import record
from consult.sdk.messages import gettext as _
from consult.sdk.references import Reference, cite, read_references, reference_to
from consult.sdk.texts import say_date
from plugins.register import events
from plugins.register.areas import tell_of_version
from plugins.register.lifecycle import STAGE, State
from plugins.register.matching import match_of
from plugins.register.models import Cause, Change, Deployment, DeploymentType, Version
from plugins.register.rows import Numbers, hold_register, words_of
from plugins.register.settling import settle
from plugins.register.versions import NO_REASON, add_version, require_readable


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What is announced of a deployment before it takes place."""

    held_on: date
    location: str
    ward: str = ""
    operator: str = ""
    purpose: str = ""
    deployment_type: DeploymentType = DeploymentType.UNKNOWN


def announce(session: Session, actor: Actor, plan: Plan) -> Deployment:
    """Announce a deployment: it has its public number from now on. The same plan, sent twice, is one row."""
    hold_register(session)
    match = match_of(plan.held_on, plan.location)
    known = select(Deployment).where(Deployment.match == match, Deployment.stage == State.PLANNED)
    earlier = session.scalar(known)
    if earlier is not None:
        return earlier
    cells = {
        "date": plan.held_on.isoformat(),
        "location": plan.location,
        "ward": plan.ward,
        "operator": plan.operator,
        "purpose_or_use_case": plan.purpose,
    }
    require_readable(cells)
    now = database_now(session)
    row = Deployment(
        **Numbers(session).next(plan.held_on.year),
        match=match,
        stage=State.PLANNED,
        deployment_type=plan.deployment_type,
        held_on=plan.held_on,
        location=plan.location,
        ward=plan.ward,
        operator=plan.operator,
        purpose_or_use_case=plan.purpose,
        born_at=now,
        changed_at=now,
    )
    row.versions.append(Version(number=1, cause=Cause.PLANNED, cells=cells, made_at=now, made_by_id=actor.person_id))
    row.words = words_of(vars(row))
    session.add(row)
    session.flush()
    record(session, events.DeploymentAnnounced(deployment_id=row.id), by=actor)
    tell_of_version(session, row, lambda: _announced(row))
    return row


def _announced(row: Deployment) -> tuple[str, str]:
    said = _(
        "Deployment %(number)s is announced: %(place)s, %(day)s.",
        number=row.number,
        place=row.location,
        day=say_date(row.held_on),
    )
    return _("A deployment is announced"), said


def cancel(session: Session, actor: Actor, row: Deployment, reason: str) -> None:
    """Cancel a deployment that is announced; the row stays, with the reason."""
    hold_register(session)
    lock_row(session, row)
    if row.stage is State.CANCELLED:
        return
    STAGE.require(row.stage, State.CANCELLED)
    if not reason:
        raise Invalid(fields={"reason": str(NO_REASON)})
    STAGE.enter(session, actor, row, State.CANCELLED, reason)
    add_version(session, actor, row, dict(row.versions[-1].cells), Cause.CANCELLED, reason)
    record(session, events.DeploymentCancelled(deployment_id=row.id), by=actor)


def correct(
    session: Session, actor: Actor, row: Deployment, cells: dict[str, str], *, reason: str, seen_version: int
) -> None:
    """Let a row say other figures, for a reason that everybody reads; what was published stays as a version."""
    hold_register(session)
    lock_row(session, row)
    now = dict(row.versions[-1].cells)
    differing = {name: cell for name, cell in cells.items() if cell != now.get(name, "")}
    compared = [Compared(name, now.get(name, ""), cell) for name, cell in differing.items()]
    require_version(row.version, seen_version, *compared)
    if not differing:
        return
    if not reason:
        raise Invalid(fields={"reason": str(NO_REASON)})
    add_version(session, actor, row, now | differing, Cause.CORRECTED, reason)
    record(session, events.DeploymentCorrected(deployment_id=row.id, version=row.version), by=actor)


def settle_changes(
    session: Session, actor: Actor, changes: Sequence[Change], *, is_confirmed: bool, reason: str
) -> int:
    """Confirm what files say of rows, or leave the rows as they are; returns how many changes were settled."""

    def follow(change: Change) -> None:
        if is_confirmed:
            row = lock_row(session, change.deployment)
            if row.stage is State.CANCELLED:
                STAGE.enter(session, actor, row, State.HELD)
            add_version(session, actor, row, row.versions[-1].cells | change.cells, Cause.REVISED, reason)
        record(session, events.ChangeSettled(deployment_id=change.deployment_id, is_confirmed=is_confirmed), by=actor)

    return settle(session, actor, changes, is_confirmed=is_confirmed, reason=reason, follow=follow)


def cite_for(
    session: Session, actor: Actor, row: Deployment, typed: str, note: str, consultation_ids: Sequence[int] = ()
) -> int:
    """Say on what a deployment stands: its case, assessment, consultation or conditions; returns how many are new."""
    lock_row(session, row)
    chosen = [Reference(Consultation.__tablename__, number) for number in consultation_ids]
    stands_on = [*chosen, *read_references(session, actor, typed)]
    if not stands_on:
        raise Invalid(fields={"references": _("Enter at least one reference, or select a consultation")})
    added = cite(session, actor, reference_to(row), stands_on, note)
    if added:
        record(session, events.DeploymentLinked(deployment_id=row.id, added=added), by=actor)
    return added
