"""What the public reads of a piece of evidence: released by officers, narrowed or widened by its group, taken back.

None of it belongs to the procedure towards an answer, so all of it stays possible after the decision.
"""

from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.database import database_now
from consult.sdk.errors import Invalid
from consult.sdk.events import record
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.records import redactions_of
from consult.sdk.texts import clean_text
from plugins.impact import letters
from plugins.impact.events import (
    EvidenceCleared,
    EvidenceTakenBack,
    PublicationChosen,
    ReleaseAsked,
)
from plugins.impact.models import Evidence
from plugins.impact.procedure import PUBLISHED, NotNow, SamePerson
from plugins.impact.services import FOR_THE_PUBLIC, lock_evidence, told
from plugins.impact.terms import PUBLICATIONS

WIDTH = {"officers_only": 0, "anonymous": 1, "public": 2}


def release_evidence(session: Session, actor: Actor, evidence: Evidence, reason: str = "") -> bool:
    """Let the public read accepted evidence as its group wished; return whether it can read it now.

    Where the group said that somebody could be recognised, the first officer asks, after a redaction or with a written
    reason, and a second officer confirms. Raises `SamePerson` when both are one, and `Invalid` when there is neither
    redaction nor reason.
    """
    lock_evidence(session, evidence)
    if evidence.stands_at not in PUBLISHED:
        raise NotNow(_("Only accepted evidence can be published. Reload the page to see where it is."))
    if evidence.publication not in FOR_THE_PUBLIC:
        raise NotNow(_("The group asked that only council officers read this evidence, so it cannot be published."))
    if evidence.is_cleared:
        return True
    if evidence.is_declared_personal and not evidence.clearing_reason:
        _ask_for_release(session, actor, evidence, clean_text(reason).strip())
        return False
    if evidence.is_declared_personal and evidence.clearing_by_id == actor.person_id:
        raise SamePerson(_("You asked for this evidence to be published, so another officer must confirm it."))
    evidence.is_cleared = True
    evidence.published_at = evidence.published_at or database_now(session)
    session.flush()
    record(session, told(EvidenceCleared, evidence, reason=evidence.clearing_reason), by=actor)
    letters.tell_of_publication(session, evidence)
    return True


def take_back(session: Session, actor: Actor, evidence: Evidence) -> None:
    """Stop publishing the evidence, or drop the wish to publish it; at any time."""
    lock_evidence(session, evidence)
    if not evidence.is_cleared and not evidence.clearing_reason:
        return
    _close(evidence)
    session.flush()
    record(session, told(EvidenceTakenBack, evidence), by=actor)


def choose_publication(
    session: Session, actor: Actor, evidence: Evidence, choice: str, *, has_consent: bool = False
) -> None:
    """Change for the group who may read sent evidence: narrower at any time, wider with consent and a new release."""
    if choice not in PUBLICATIONS:
        raise Invalid(_("Select who may read it."), {"publication": _("Select who may read it")})
    lock_evidence(session, evidence)
    before = evidence.publication or "officers_only"
    if choice == before:
        return
    if WIDTH[choice] > WIDTH[before]:
        if not has_consent:
            sentence = _("Confirm that everybody whose experience it tells agrees")
            raise Invalid(f"{sentence}.", {"has_consent": sentence})
        _close(evidence)
    if choice == "officers_only":
        _close(evidence)
    evidence.publication = choice
    session.flush()
    record(session, told(PublicationChosen, evidence, choice=PUBLICATIONS[choice]), by=actor)
    letters.tell_officers(
        session,
        evidence,
        _l("Evidence %(reference)s has another choice of who may read it", reference=evidence.reference),
    )


def _ask_for_release(session: Session, actor: Actor, evidence: Evidence, reason: str) -> None:
    if not reason and not was_redacted(session, evidence):
        sentence = _("Redact what could show who somebody is first, or say why it can be published as it is")
        raise Invalid(f"{sentence}.", {"reason": sentence})
    evidence.clearing_reason = reason or _("What could show who somebody is was redacted.")
    evidence.clearing_by_id = actor.person_id
    session.flush()
    record(session, told(ReleaseAsked, evidence, reason=evidence.clearing_reason), by=actor)
    letters.tell_officers(
        session,
        evidence,
        _l(
            "Evidence %(reference)s waits for a second officer to say whether it can be published",
            reference=evidence.reference,
        ),
    )


def was_redacted(session: Session, evidence: Evidence) -> bool:
    """Whether a passage of it was redacted."""
    found = redactions_of(session, "submission", str(evidence.submission_id)) if evidence.submission_id else []
    return any(taken.redaction.undone_at is None for taken in found)


def _close(evidence: Evidence) -> None:
    evidence.is_cleared, evidence.clearing_reason, evidence.clearing_by_id = False, "", None
