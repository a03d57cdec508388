"""One response for each invitation, account or confirmed address: who may answer, and that they have; no more."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from consult.audit.services import record
from consult.consultations.lifecycle import BEFORE_OPENING, state_at
from consult.consultations.models import Activity, Consultation, State
from consult.journey.models import Access, Admission, AdmissionRule
from consult.kernel import tokens
from consult.kernel.authz import Actor
from consult.kernel.db import begin_write, database_now, database_of, lock_row
from consult.kernel.errors import ChangedMeanwhile, Conflict, Invalid
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.submissions.events import AccessSet, InvitationsMade, InvitationWithdrawn

TABLE = AdmissionRule.__tablename__
MOST_AT_ONCE = 10_000
"""The most invitations that are made in one step."""


class NotAdmitted(Conflict):
    """Whoever answers may not, or has answered already; nothing of what they wrote is lost."""

    default = _l("These answers cannot be sent.")


@dataclass(frozen=True)
class Admitted:
    """With what somebody comes: an invitation or a confirmed address that this device holds, or an account."""

    invitation: str | None = None
    person_id: int | None = None
    address: str | None = None

    def subject(self, access: Access) -> str | None:
        """Return by what an activity with this access knows them; nothing where they have not got it."""
        if access is Access.INVITED:
            return _of_invitation(self.invitation) if self.invitation else None
        if access is Access.ADDRESS:
            return f"address:{self.address.strip().casefold()}" if self.address else None
        return f"person:{self.person_id}" if self.person_id is not None else None


NOBODY = Admitted()


def find_rule(session: Session, activity_id: int) -> AdmissionRule | None:
    """Return who may answer an activity, or nothing where everybody may."""
    return session.get(AdmissionRule, activity_id)


def access_of(session: Session, activity_id: int) -> Access | None:
    """Return how an activity is answered where not everybody may, also once that has ended."""
    rule = find_rule(session, activity_id)
    return Access(rule.access) if rule else None


def may_set_access(session: Session, activity: Activity) -> bool:
    """Whether who may answer can still change: before the opening, and before there are invitations."""
    is_ahead = state_at(activity.consultation, database_now(session)) in BEFORE_OPENING
    return is_ahead and not _count(session, activity.id)


def set_access(session: Session, actor: Actor, activity: Activity, access: Access | None) -> None:
    """Say who may answer, `None` for everybody; raises `Conflict` once the consultation has opened."""
    lock_row(session, activity)
    if state_at(activity.consultation, database_now(session)) not in BEFORE_OPENING:
        raise Conflict(_("The consultation has opened. Who may answer can no longer change."))
    rule = find_rule(session, activity.id)
    if (rule.access if rule else None) == access:
        return
    if rule is not None and _count(session, activity.id):
        raise Conflict(_("Invitations were made already. Who may answer can no longer change."))
    if rule is not None:
        session.delete(rule)
        session.flush()
    if access is not None:
        session.add(AdmissionRule(activity_id=activity.id, access=access, key=_new_key(session, activity.id)))
        session.flush()
    said = access or "open"
    record(session, AccessSet(consultation_id=activity.consultation_id, activity_id=activity.id, access=said), actor)


def make_invitations(session: Session, actor: Actor, activity: Activity, count: int, *, seen: int) -> list[str]:
    """Make invitations and return their codes, of which only keyed digests are kept.

    `seen` is how many there were when this was asked for: raises `ChangedMeanwhile` when others were made since.
    """
    lock_row(session, activity)
    rule = find_rule(session, activity.id)
    if rule is None or rule.access is not Access.INVITED or rule.key is None:
        raise Conflict(_("This needs a survey that is answered by invitation, and that has not closed."))
    if not 1 <= count <= MOST_AT_ONCE:
        raise Invalid(None, {"count": _("Enter a number from 1 to %(most)s", most=f"{MOST_AT_ONCE:,}")})
    if _count(session, activity.id) != seen:
        raise ChangedMeanwhile(_("Invitations were made since you opened this page. Look how many there are now."))
    codes = [tokens.new_code() for _number in range(count)]
    # In the order of their digests, so that the order of rows says nothing of the order of codes.
    hashes = sorted(_digest(session, rule, _of_invitation(code)) for code in codes)
    begin_write(session).execute(insert(Admission), [_row(activity.id, one) for one in hashes])
    event = InvitationsMade(consultation_id=activity.consultation_id, activity_id=activity.id, count=count)
    record(session, event, actor)
    return codes


def withdraw_invitation(session: Session, actor: Actor, activity: Activity, code: str) -> None:
    """Let an invitation open nothing from now on; raises `Invalid` for a code that is none, or was used."""
    lock_row(session, activity)
    rule = find_rule(session, activity.id)
    found = session.scalar(_admission(session, rule, _of_invitation(code))) if rule else None
    if found is None:
        raise Invalid(None, {"code": _("We do not know this invitation. Check each letter and number.")})
    lock_row(session, found)
    if found.is_used:
        raise Invalid(None, {"code": _("A response was sent with this invitation, so it cannot be withdrawn.")})
    if found.is_withdrawn:
        return
    found.is_withdrawn = True
    session.flush()
    event = InvitationWithdrawn(consultation_id=activity.consultation_id, activity_id=activity.id)
    record(session, event, actor)


def why_not(session: Session, activity_id: int, admitted: Admitted) -> str:
    """Return why somebody may not begin an answer now, in a sentence; nothing where they may."""
    rule = find_rule(session, activity_id)
    return "" if rule is None else _why_not(session, rule, admitted)


def _why_not(session: Session, rule: AdmissionRule, admitted: Admitted) -> str:
    subject = admitted.subject(rule.access)
    if rule.key is None:
        return _("Answers are no longer taken.")
    if subject is None:
        return _needed(rule.access)
    found = session.scalar(_admission(session, rule, subject))
    if rule.access is not Access.INVITED:
        return _sent_already(rule.access) if found is not None else ""
    if found is None or found.is_withdrawn:
        return _("This invitation cannot be used. Ask the council for another one.")
    return _("A response was sent with this invitation already.") if found.is_used else ""


def _sent_already(access: Access) -> str:
    if access is Access.ACCOUNT:
        return _("A response was sent from your account already.")
    return _("A response was sent with this email address already.")


def _needed(access: Access) -> str:
    if access is Access.ACCOUNT:
        return _("You need an account to answer. Sign in, then send your answers.")
    if access is Access.ADDRESS:
        return _("Confirm an email address to answer. Each address can answer once.")
    return _("You need an invitation to answer. Open the link in it on this device, or enter its code.")


def admit(session: Session, activity_id: int, admitted: Admitted) -> None:
    """Note that somebody answers now, in the transaction that takes the answer in; raises `NotAdmitted`."""
    rule = find_rule(session, activity_id)
    if rule is None:
        return
    why, subject = _why_not(session, rule, admitted), admitted.subject(rule.access)
    if why or subject is None or rule.key is None:
        raise NotAdmitted(why)
    if not _is_first(session, rule, _digest(session, rule, subject)):
        # Another device sent meanwhile.
        raise NotAdmitted(_why_not(session, rule, admitted))


def _is_first(session: Session, rule: AdmissionRule, subject_hash: str) -> bool:
    if rule.access is Access.INVITED:
        of_it = (Admission.activity_id == rule.activity_id, Admission.subject_hash == subject_hash)
        is_unused = (Admission.is_used.is_(False), Admission.is_withdrawn.is_(False))
        used = update(Admission).where(*of_it, *is_unused).values(is_used=True).returning(Admission.id)
        return session.scalar(used) is not None
    try:
        with session.begin_nested():
            session.execute(insert(Admission), [{**_row(rule.activity_id, subject_hash), "is_used": True}])
    except IntegrityError:
        return False
    return True


def _row(activity_id: int, subject_hash: str) -> dict[str, object]:
    return {
        "id": secrets.token_hex(16),
        "activity_id": activity_id,
        "subject_hash": subject_hash,
        "is_used": False,
        "is_withdrawn": False,
    }


def _admission(session: Session, rule: AdmissionRule, subject: str) -> Select[Admission]:
    digest = _digest(session, rule, subject) if rule.key is not None else ""
    return select(Admission).where(Admission.activity_id == rule.activity_id, Admission.subject_hash == digest)


def _of_invitation(code: str) -> str:
    return f"invitation:{code}"


def _new_key(session: Session, activity_id: int) -> bytes:
    return database_of(session).keys.seal(secrets.token_bytes(32), table=TABLE, row=str(activity_id), column="key")


def _digest(session: Session, rule: AdmissionRule, subject: str) -> str:
    sealed = rule.key or b""
    key = database_of(session).keys.open(sealed, table=TABLE, row=str(rule.activity_id), column="key")
    return tokens.keyed_digest(key, subject)


def _count(session: Session, activity_id: int) -> int:
    return counts_of(session, activity_id)[0]


def counts_of(session: Session, activity_id: int) -> tuple[int, int, int]:
    """Return how many were admitted or invited, how many answered, and how many invitations were withdrawn."""
    of = Admission.activity_id == activity_id
    rows: Sequence[tuple[bool, bool, int]] = session.execute(
        select(Admission.is_used, Admission.is_withdrawn, func.count())
        .where(of)
        .group_by(Admission.is_used, Admission.is_withdrawn)
    ).all()
    used = sum(count for is_used, _withdrawn, count in rows if is_used)
    withdrawn = sum(count for _used, is_withdrawn, count in rows if is_withdrawn)
    return sum(count for _used, _withdrawn, count in rows), used, withdrawn


def end_admissions(session: Session) -> int:
    """Destroy the keys of activities that take no more answers, and return how many.

    Their rows are written anew, all at once and in an order of chance. PostgreSQL keeps in each row which transaction
    wrote it, and rows lie there as they came: both would tell which response came with which.
    """
    held = (
        select(AdmissionRule, Consultation)
        .join(Activity, Activity.id == AdmissionRule.activity_id)
        .join(Consultation, Consultation.id == Activity.consultation_id)
        .where(AdmissionRule.has_ended.is_(False))
    )
    now, ended = database_now(session), 0
    for rule, consultation in session.execute(held).all():
        state = state_at(consultation, now)
        if state not in BEFORE_OPENING and state is not State.OPEN:
            rule.key, rule.has_ended = None, True
            _write_anew(session, rule.activity_id)
            ended += 1
    session.flush()
    return ended


def _write_anew(session: Session, activity_id: int) -> None:
    table = Admission.__table__
    rows = session.execute(select(*table.columns).where(Admission.activity_id == activity_id)).mappings().all()
    session.execute(delete(Admission).where(Admission.activity_id == activity_id))
    if rows:
        session.execute(insert(Admission), sorted(map(dict, rows), key=lambda row: str(row["id"])))
