"""A second factor beside the password: codes from an app on a phone (RFC 6238), and recovery codes on paper."""

import re
from collections.abc import Sequence

import pyotp
from sqlalchemy import delete
from sqlalchemy.orm import Session

from consult.accounts import events
from consult.accounts.models import Person, RecoveryCode, SecondFactor
from consult.accounts.queries import confirmed_factor
from consult.accounts.security_mail import tell_of_security
from consult.accounts.services import end_sessions
from consult.audit.services import record
from consult.contract.deployment import deployment_of
from consult.kernel import clock, tokens
from consult.kernel.authz import Actor
from consult.kernel.db import database_now, database_of, lock_row
from consult.kernel.errors import Conflict, Invalid
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l

RECOVERY_CODES = 10
STEP = 30
"""How many seconds a code lasts."""
DRIFT = (0, -1, 1)
"""Which steps are tried: a phone's clock may be half a minute wrong, and people type slowly."""
REASONS_TO_RESET = {
    "they lost their phone": _l("They lost their phone, or it is broken"),
    "they changed their phone": _l("They have another phone, and did not move the app to it"),
    "somebody else may have the codes": _l("Somebody else may have their phone or their codes"),
}


class WrongCode(Invalid):
    """No code of this person, or one that was used before."""

    def __init__(self) -> None:
        super().__init__(
            fields={"code": _("The code is not right, or was used before. Enter the one that is shown now")}
        )


class NothingBegun(Conflict):
    """There is no key to confirm."""

    default = _l("There is no two-step sign-in to confirm. Begin again on the page of your account.")


def has_second_factor(session: Session, person_id: int) -> bool:
    """Tell whether a person signs in with a code."""
    return session.scalar(confirmed_factor(person_id)) is not None


def begin_set_up(session: Session, person: Person) -> None:
    """Make a key for the person's app; it counts for nothing until `confirm_set_up`."""
    lock_row(session, person)
    if has_second_factor(session, person.id):
        raise Conflict(_("Two-step sign-in is on already. Switch it off before you set up another app."))
    session.execute(delete(SecondFactor).where(SecondFactor.person_id == person.id))
    sealed = database_of(session).keys.seal(pyotp.random_base32().encode(), **_bound_to(person.id))
    session.add(SecondFactor(person_id=person.id, key_sealed=sealed, begun_at=database_now(session)))
    session.flush()


def key_to_confirm(session: Session, person_id: int) -> str:
    """Return the key that waits for its first code; raises `NothingBegun`."""
    factor = session.get(SecondFactor, person_id)
    if factor is None or factor.confirmed_at is not None:
        raise NothingBegun
    return _key(session, factor)


def address_for_app(session: Session, person: Person, key: str) -> str:
    """Return the address that an app reads from the picture."""
    return pyotp.TOTP(key, interval=STEP).provisioning_uri(
        name=person.email, issuer_name=deployment_of(session).settings.council.name
    )


def confirm_set_up(session: Session, actor: Actor, person: Person, typed: str) -> Sequence[str]:
    """Let the key count once its first code is right; return the recovery codes. Every session of the person ends."""
    lock_row(session, person)
    factor = session.get(SecondFactor, person.id, populate_existing=True)
    if factor is None or factor.confirmed_at is not None:
        raise NothingBegun
    _take_step(session, factor, _joined(typed))
    factor.confirmed_at = database_now(session)
    end_sessions(session, person.id)
    codes = _make_recovery_codes(session, person.id)
    record(session, events.SecondFactorSetUp(), by=actor)
    tell_of_security(
        session,
        person,
        _l("Two-step sign-in is on"),
        _l("Two-step sign-in is on for your account with %(council)s. You now sign in with your password and a code."),
    )
    return codes


def check_code(session: Session, person: Person, typed: str) -> None:
    """Take a code of the person's app, or one of their recovery codes, once; raises `WrongCode`."""
    lock_row(session, person)
    factor = session.scalar(confirmed_factor(person.id).execution_options(populate_existing=True))
    if factor is None:
        raise WrongCode
    joined = _joined(typed)
    if len(joined) == 6:
        _take_step(session, factor, joined)
        return
    _take_recovery_code(session, person, tokens.read_code(typed))


def renew_recovery_codes(session: Session, actor: Actor, person: Person) -> Sequence[str]:
    """Make new recovery codes in place of those that are left."""
    lock_row(session, person)
    if not has_second_factor(session, person.id):
        raise Conflict(_("Two-step sign-in is off. Set it up first."))
    codes = _make_recovery_codes(session, person.id)
    record(session, events.RecoveryCodesRenewed(), by=actor)
    tell_of_security(
        session,
        person,
        _l("You have new recovery codes"),
        _l("New recovery codes were made for your account with %(council)s. The earlier ones no longer work."),
    )
    return codes


def remove_second_factor(session: Session, actor: Actor, person: Person) -> None:
    """Let the person sign in by password alone again, as they asked."""
    _delete(session, person)
    record(session, events.SecondFactorRemoved(), by=actor)
    tell_of_security(
        session,
        person,
        _l("Two-step sign-in is off"),
        _l("Two-step sign-in was switched off for your account with %(council)s. You sign in by password alone."),
    )


def reset_second_factor(session: Session, actor: Actor, person: Person, reason: str) -> None:
    """Take away the second factor of somebody who can no longer use it; they are signed out, and told."""
    if person.id == actor.person_id:
        raise Conflict(_("Change your own two-step sign-in on the page of your account."))
    _delete(session, person)
    end_sessions(session, person.id)
    record(session, events.SecondFactorReset(person_id=person.id, reason=reason), by=actor)
    tell_of_security(
        session,
        person,
        _l("Your two-step sign-in was reset"),
        _l(
            "An administrator of %(council)s reset the two-step sign-in of your account. Your codes no longer work, "
            "and you are signed out. Sign in with your password, then set up two-step sign-in again on the page of "
            "your account."
        ),
        caused_by=actor,
    )


def _delete(session: Session, person: Person) -> None:
    lock_row(session, person)
    if not has_second_factor(session, person.id):
        raise Conflict(_("Two-step sign-in is off for this account."))
    session.execute(delete(SecondFactor).where(SecondFactor.person_id == person.id))
    session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person.id))
    session.flush()


def _take_step(session: Session, factor: SecondFactor, code: str) -> None:
    app, present = pyotp.TOTP(_key(session, factor), interval=STEP), int(clock.now().timestamp()) // STEP
    for step in (present + drift for drift in DRIFT):
        if tokens.same(app.generate_otp(step), code) and step > factor.last_step:
            factor.last_step = step
            session.flush()
            return
    raise WrongCode


def _take_recovery_code(session: Session, person: Person, code: str) -> None:
    used = (
        delete(RecoveryCode)
        .where(RecoveryCode.person_id == person.id, RecoveryCode.code_hash == tokens.digest(code))
        .returning(RecoveryCode.code_hash)
    )
    if session.scalar(used) is None:
        raise WrongCode
    record(session, events.RecoveryCodeUsed(), by=Actor(person_id=person.id, name=person.name))
    tell_of_security(
        session,
        person,
        _l("A recovery code was used"),
        _l("One of your recovery codes for %(council)s was used in place of a code from your app. It no longer works."),
    )


def _make_recovery_codes(session: Session, person_id: int) -> Sequence[str]:
    session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person_id))
    codes = [tokens.new_code() for _ignored in range(RECOVERY_CODES)]
    session.add_all(RecoveryCode(code_hash=tokens.digest(code), person_id=person_id) for code in codes)
    session.flush()
    return codes


def _joined(typed: str) -> str:
    return re.sub(r"[\s\-.]", "", typed)


def _key(session: Session, factor: SecondFactor) -> str:
    return database_of(session).keys.open(factor.key_sealed, **_bound_to(factor.person_id)).decode()


def _bound_to(person_id: int) -> dict[str, str]:
    return {"table": SecondFactor.__tablename__, "row": str(person_id), "column": "key_sealed"}
