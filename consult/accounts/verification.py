"""Groups that ask to be verified: whose turn it is, what is refused and why, and what ends soon."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from consult.accounts.events import VerificationAsked, VerificationRefused
from consult.accounts.models import Organisation
from consult.accounts.queries import people
from consult.audit.services import record
from consult.contract.deployment import address_of, speaking_to
from consult.contract.plugin import JobKind, Waiting
from consult.jobs.models import Job
from consult.jobs.services import enqueue
from consult.kernel import clock
from consult.kernel.authz import Actor, Role
from consult.kernel.comparison import require_version
from consult.kernel.db import database_now, lock_row
from consult.kernel.errors import Compared, Conflict
from consult.kernel.formats import say_date
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.kernel.messages import ngettext
from consult.kernel.text import clean_text
from consult.mail.services import send_mail

NEAR = timedelta(days=30)
"""How long before its end a verification can be asked for anew, and the group is reminded of it."""
REMIND, WRITE = "accounts.remind_groups", "accounts.remind_group"


class NotWaiting(Conflict):
    """The group is not at the point where this can be done."""


def may_ask(organisation: Organisation) -> bool:
    """Whether the group can ask to be verified: it is not, or not for much longer, and no officer has to answer yet."""
    return organisation.asked_at is None and (not organisation.is_verified or ends_soon(organisation))


def ends_soon(organisation: Organisation) -> bool:
    """Whether the verification still holds, but for thirty days at most."""
    until = organisation.verified_until
    return organisation.is_verified and until is not None and until <= clock.today_in_london() + NEAR


def ask_for_verification(
    session: Session,
    actor: Actor,
    organisation: Organisation,
    *,
    represents: int | None,
    basis: str,
    seen_version: int,
) -> None:
    """Ask, for the group, that an officer verifies it, with what it says of itself now; a refusal ends nothing.

    Raises `NotWaiting` when an officer has to answer already, or need not.
    """
    lock_row(session, organisation)
    if not may_ask(organisation):
        raise NotWaiting(_("Your group waits for an officer, or is verified. Reload the page to see where it is."))
    require_version(
        organisation.version,
        seen_version,
        Compared(_("How many people it speaks for"), organisation.represents, represents),
        Compared(_("On what basis"), organisation.basis, basis),
    )
    organisation.represents, organisation.basis = represents, basis
    wait_for_officer(session, organisation)
    record(session, VerificationAsked(organisation_id=organisation.id), by=actor)


def refuse_verification(session: Session, actor: Actor, organisation: Organisation, reason: str) -> None:
    """Say, with a reason that its members are told, that the group is not verified; it can ask again.

    Raises `NotWaiting` when another officer has answered meanwhile.
    """
    lock_row(session, organisation)
    if organisation.asked_at is None:
        raise NotWaiting(_("This group does not wait to be verified. Reload the page to see where it is."))
    organisation.asked_at, organisation.refused_at = None, database_now(session)
    organisation.refusal = clean_text(reason).strip()
    session.flush()
    record(session, VerificationRefused(organisation_id=organisation.id), by=actor)
    for member in organisation.members:
        with speaking_to(session, member.person.language):
            subject = _("%(group)s is not verified", group=organisation.name)
            body = _(
                "%(subject)s. A council officer gave the reason:\n\n%(reason)s\n\nYour drafts are kept. You can change "
                "what your group says of itself, and ask again:\n%(address)s\n",
                subject=subject,
                reason=organisation.refusal,
                address=address_of(session, page_of(organisation)),
            )
            send_mail(session, to=member.person.email, subject=subject, body=body)


def wait_for_officer(session: Session, organisation: Organisation) -> None:
    """Put the group among those that wait to be verified, and write to the officers."""
    organisation.asked_at = database_now(session)
    session.flush()
    for officer in session.scalars(people()):
        if officer.is_active and Role.OFFICER in officer.roles:
            with speaking_to(session, officer.language):
                subject = _("%(group)s registered, and waits to be verified", group=organisation.name)
                if organisation.verified_at is not None or organisation.refused_at is not None:
                    subject = _("%(group)s asks again to be verified", group=organisation.name)
                body = _(
                    "%(subject)s.\n\nRead for whom it speaks and on what basis, and verify it on a ground that you "
                    "state:\n%(address)s\n",
                    subject=subject,
                    address=address_of(session, f"/staff/groups/{organisation.id}"),
                )
                send_mail(session, to=officer.email, subject=subject, body=body)


def page_of(organisation: Organisation) -> str:
    """Return the address at which the group reads where its verification stands."""
    return f"/groups/{organisation.id}/verification"


def waiting(session: Session, actor: Actor) -> Sequence[Waiting]:
    """Return the groups that an officer has to answer, and what members have to do about their own."""
    found = list(_for_officer(session)) if actor.has(Role.OFFICER) else []
    return [*found, *_for_members(session, actor)] if actor.organisation_ids else found


def _for_officer(session: Session) -> Iterator[Waiting]:
    asked = select(Organisation).where(Organisation.asked_at.is_not(None)).order_by(Organisation.id)
    for group in session.scalars(asked):
        text = _("Verify %(group)s, which registered itself", group=group.name)
        if group.verified_at is not None or group.refused_at is not None:
            text = _("Verify %(group)s, which asks again", group=group.name)
        parts = {"organisation_id": group.id}
        since = group.asked_at or group.created_at
        yield Waiting(text=text, since=since, endpoint="accounts_groups.group", parts=parts, who=_("Any officer"))


def _for_members(session: Session, actor: Actor) -> Iterator[Waiting]:
    own = select(Organisation).where(Organisation.id.in_(sorted(actor.organisation_ids))).order_by(Organisation.id)
    for group in session.scalars(own):
        if not may_ask(group) or (group.verified_until is None and group.refused_at is None):
            continue
        if group.verified_until is not None:
            day = say_date(group.verified_until)
            text = _("Ask for %(group)s to be verified anew: it holds until %(day)s", group=group.name, day=day)
        else:
            text = _("Read why %(group)s is not verified, and ask again", group=group.name)
        since = group.refused_at or group.verified_at or group.created_at
        parts, who = {"organisation_id": group.id}, _("Any member of your group")
        yield Waiting(text=text, since=since, endpoint="registration.verification", parts=parts, who=who)


def _ending(today: date) -> Select[Organisation]:
    soon = (Organisation.verified_until >= today, Organisation.verified_until <= today + NEAR)
    return select(Organisation).where(*soon, Organisation.verified_at.is_not(None), Organisation.asked_at.is_(None))


def remind_groups(session: Session, _job: Job) -> str:
    """Ask for one letter to each group whose verification ends within thirty days: once for each end."""
    ending = session.scalars(_ending(clock.today_in_london()).order_by(Organisation.id)).all()
    for group in ending:
        enqueue(session, WRITE, key=f"{WRITE}:{group.id}:{group.verified_until}", organisation_id=group.id)
    return ngettext("%(num)s verification ends soon.", "%(num)s verifications end soon.", len(ending))


def remind_group(session: Session, _job: Job, *, organisation_id: int) -> str:
    """Write to the members that the verification of their group ends, unless they asked for a new one meanwhile."""
    group = session.scalar(_ending(clock.today_in_london()).where(Organisation.id == organisation_id))
    if group is None or group.verified_until is None:
        return _("There is nothing to remind of.")
    for member in group.members:
        with speaking_to(session, member.person.language):
            day = say_date(group.verified_until)
            subject = _("The verification of %(group)s ends on %(day)s", group=group.name, day=day)
            body = _(
                "%(subject)s. After that day its evidence cannot be sent until an officer has verified it anew. "
                "Ask for it now:\n%(address)s\n",
                subject=subject,
                address=address_of(session, page_of(group)),
            )
            send_mail(session, to=member.person.email, subject=subject, body=body)
    return _("The group was written to.")


JOBS = (
    JobKind(name=REMIND, title=_l("Looking for verifications that end soon"), run=remind_groups, is_daily=True),
    JobKind(name=WRITE, title=_l("Reminding a group of its verification"), run=remind_group),
)
