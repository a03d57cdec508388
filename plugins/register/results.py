"""What officers do with results of accuracy: correct, withdraw, restore, and settle what files say of them."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.database import database_now, lock_row
from consult.sdk.errors import Compared, Invalid, require_version
from consult.sdk.events import record
from plugins.register import events
from plugins.register.accuracy_columns import KEY, LABELS, faults_of, values_of_result
from plugins.register.accuracy_models import Accuracy, ResultChange, ResultVersion
from plugins.register.models import Cause
from plugins.register.rows import hold_register
from plugins.register.settling import settle
from plugins.register.versions import NO_REASON


def correct_result(
    session: Session, actor: Actor, result: Accuracy, cells: Mapping[str, str], *, reason: str, seen_version: int
) -> None:
    """Let a result say something else, for a reason that everybody reads; what was published stays as a version."""
    hold_register(session)
    lock_row(session, result)
    now = _newest(session, result).cells
    changed = {name: cell for name, cell in cells.items() if cell != now.get(name, "")}
    compared = [Compared(str(LABELS[name]), now.get(name, ""), cell) for name, cell in changed.items()]
    require_version(result.version, seen_version, *compared)
    if not changed:
        return
    _require_reason(reason)
    _add_version(session, actor, result, {**now, **changed}, Cause.CORRECTED, reason)
    record(session, events.ResultCorrected(result_id=result.id, version=result.version), by=actor)


def withdraw_result(session: Session, actor: Actor, result: Accuracy, reason: str) -> None:
    """Say that a result was withdrawn; it stays where it is, with the reason."""
    _turn(session, actor, result, reason, is_withdrawn=True)


def restore_result(session: Session, actor: Actor, result: Accuracy, reason: str) -> None:
    """Say that a result stands after all."""
    _turn(session, actor, result, reason, is_withdrawn=False)


def settle_result_changes(
    session: Session, actor: Actor, changes: Sequence[ResultChange], *, is_confirmed: bool, reason: str
) -> int:
    """Confirm what files say of results, or leave the results as they are; returns how many changes were settled."""

    def follow(change: ResultChange) -> None:
        if is_confirmed:
            result = lock_row(session, change.result)
            cells = {**_newest(session, result).cells, **change.cells}
            _add_version(session, actor, result, cells, Cause.REVISED, reason)
        record(session, events.ResultChangeSettled(result_id=change.result_id, is_confirmed=is_confirmed), by=actor)

    return settle(session, actor, changes, is_confirmed=is_confirmed, reason=reason, follow=follow)


def _turn(session: Session, actor: Actor, result: Accuracy, reason: str, *, is_withdrawn: bool) -> None:
    hold_register(session)
    lock_row(session, result)
    if result.is_withdrawn == is_withdrawn:
        return
    _require_reason(reason)
    result.is_withdrawn = is_withdrawn
    cause = Cause.WITHDRAWN if is_withdrawn else Cause.RESTORED
    _add_version(session, actor, result, _newest(session, result).cells, cause, reason)
    happened = events.ResultWithdrawn if is_withdrawn else events.ResultRestored
    record(session, happened(result_id=result.id), by=actor)


def _require_reason(reason: str) -> None:
    if not reason:
        raise Invalid(fields={"reason": str(NO_REASON)})


def _newest(session: Session, result: Accuracy) -> ResultVersion:
    session.expire(result, ["versions"])
    return result.versions[-1]


def _add_version(
    session: Session, actor: Actor, result: Accuracy, cells: Mapping[str, str], cause: Cause, reason: str
) -> None:
    """Let a result say what cells say, and keep what it said before. Raises `Invalid` with the cells at fault."""
    faults = dict(faults_of(cells))
    if faults:
        raise Invalid(fields=faults)
    for name, value in values_of_result(cells).items():
        if name not in KEY:
            setattr(result, name, value)
    result.version, result.changed_at = result.version + 1, database_now(session)
    result.versions.append(
        ResultVersion(
            number=result.version,
            cause=cause,
            cells={name: cell for name, cell in cells.items() if cell},
            reason=reason,
            made_at=result.changed_at,
            made_by_id=actor.person_id,
        )
    )
    session.flush()
