"""Out of scope: one officer finds it, a second confirms it, and the group may appeal once to a third."""

from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.database import database_now
from consult.sdk.errors import Invalid
from consult.sdk.events import record
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.texts import clean_text
from plugins.impact import letters
from plugins.impact.events import AppealDecided, EvidenceAppealed, EvidenceRuledOut, RuledOutConfirmed, RuledOutRefused
from plugins.impact.models import Evidence
from plugins.impact.procedure import NotNow, Status, officers_who_found
from plugins.impact.quoting import require_quotable
from plugins.impact.services import lock_case, move, told
from plugins.impact.terms import SCOPE_REASONS


def rule_out(session: Session, actor: Actor, evidence: Evidence, code: str, reason: str) -> None:
    """Propose that the evidence is out of scope: a code and a reason, both public once a second officer agrees."""
    reason = clean_text(reason).strip()
    if code not in SCOPE_REASONS or not reason:
        raise Invalid(_("Say why it is out of scope."), {"code": _("Select why it is out of scope")})
    require_quotable(session, evidence, reason, "reason")
    move(session, actor, evidence, Status.OUT_PROPOSED, reason, scope_code=code, scope_reason=reason)
    record(session, told(EvidenceRuledOut, evidence, reason=reason), by=actor)
    letters.tell_officers(
        session,
        evidence,
        _l(
            "Evidence %(reference)s waits for a second officer to say whether it is out of scope",
            reference=evidence.reference,
        ),
    )


def confirm_rule_out(session: Session, actor: Actor, evidence: Evidence) -> None:
    """Agree as the second officer that the evidence is out of scope, and write to its group.

    Raises `SamePerson` for the officer who proposed it.
    """
    lock_case(session, evidence)
    if evidence.stands_at is not Status.OUT_PROPOSED:
        raise NotNow(_("This evidence does not wait for a second officer. Reload the page to see where it is."))
    move(session, actor, evidence, Status.OUT_OF_SCOPE, evidence.scope_reason)
    record(session, told(RuledOutConfirmed, evidence, reason=evidence.scope_reason), by=actor)
    letters.tell_of_scope(session, evidence)


def refuse_rule_out(session: Session, actor: Actor, evidence: Evidence, reason: str) -> None:
    """Disagree, with a reason, or take one's own proposal back: the evidence goes back to screening."""
    lock_case(session, evidence)
    if evidence.stands_at is not Status.OUT_PROPOSED:
        raise NotNow(_("This evidence does not wait for a second officer. Reload the page to see where it is."))
    reason = clean_text(reason).strip()
    move(session, actor, evidence, Status.SCREENED, reason, scope_code=None, scope_reason="")
    record(session, told(RuledOutRefused, evidence, reason=reason), by=actor)


def appeal(session: Session, actor: Actor, evidence: Evidence, reason: str) -> None:
    """Ask, for the group, that an officer who was neither of the two looks again; once."""
    lock_case(session, evidence)
    if evidence.appealed_at is not None:
        raise NotNow(_("Your group has appealed once, and an officer has decided. It cannot appeal again."))
    reason = clean_text(reason).strip()
    at = database_now(session)
    move(session, actor, evidence, Status.APPEALED, reason, appeal=reason, appealed_at=at)
    record(session, told(EvidenceAppealed, evidence), by=actor)
    letters.tell_officers(
        session,
        evidence,
        _l("Evidence %(reference)s is out of scope, and its group appeals", reference=evidence.reference),
    )


def decide_appeal(session: Session, actor: Actor, evidence: Evidence, *, is_allowed: bool, reason: str) -> None:
    """Decide the appeal: allowed, the evidence goes back to screening; dismissed, it stays out of scope.

    Raises `SamePerson` for an officer who found it out of scope or confirmed that.
    """
    lock_case(session, evidence)
    if evidence.stands_at is not Status.APPEALED:
        raise NotNow(_("There is no appeal to decide about this evidence. Reload the page to see where it is."))
    reason = clean_text(reason).strip()
    if is_allowed:
        move(session, actor, evidence, Status.SCREENED, reason, scope_code=None, scope_reason="")
    else:
        move(session, actor, evidence, Status.OUT_OF_SCOPE, reason)
    event = told(AppealDecided, evidence, reason=reason, outcome="allowed" if is_allowed else "dismissed")
    record(session, event, by=actor)
    letters.tell_of_appeal(session, evidence, is_allowed=is_allowed)


def may_decide(actor: Actor, evidence: Evidence) -> bool:
    """Whether the officer took no part in finding the evidence out of scope."""
    return actor.person_id not in officers_who_found(evidence)
