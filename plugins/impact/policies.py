"""Who may file, read, handle and export impact evidence."""

from consult.sdk.access import Actor, Permissions, Role, anyone, auditor, has_role, rule, staff
from consult.sdk.activities import Activity, State
from consult.sdk.errors import Conflict, Forbidden
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.people import Organisation
from plugins.impact.models import Evidence
from plugins.impact.procedure import PUBLISHED, Status

ON_DESK = (Role.OFFICER, Role.ADMINISTRATOR, Role.AUDITOR)


class NotVerified(Forbidden):
    """The group has not been verified by a council officer."""

    default = _l(
        "A council officer has not verified your group yet, so its evidence cannot be sent. Your draft is kept. "
        "Go to “Your account” to see where its verification stands, or to ask for it."
    )


class VerificationOver(Forbidden):
    """The day until which the group was verified has passed."""

    default = _l(
        "The verification of your group has ended, so its evidence cannot be sent. Your draft is kept. "
        "Go to “Your account” to have your group verified again."
    )


class AlreadySent(Conflict):
    """The piece of evidence was sent, so it is no draft any more."""

    default = _l(
        "This evidence has been sent, so it can no longer be changed. Go to “Our evidence” to see where it is."
    )


class NotSent(Conflict):
    """The piece of evidence is still a draft."""

    default = _l("This evidence was not sent yet. Go to “Our evidence” to go on with the draft.")


class OwnGroup(Forbidden):
    """An officer would handle the evidence of a group that the officer belongs to."""

    default = _l("You belong to this group, so another officer must handle its evidence.")


@rule("activity of a published consultation, or staff")
def is_published(actor: Actor, activity: Activity) -> bool:
    """Whether the actor may know of the activity."""
    return activity.consultation.state != State.DRAFT or actor.has(*ON_DESK)


@rule("member of the group")
def is_member(actor: Actor, subject: Evidence | Organisation) -> bool:
    """Whether the actor speaks for the group whose evidence this is (or for this group)."""
    organisation_id = subject.organisation_id if isinstance(subject, Evidence) else subject.id
    return organisation_id in actor.organisation_ids


@rule("a group that was verified", denial=NotVerified)
def was_verified(actor: Actor, evidence: Evidence) -> bool:
    """Whether an officer has verified the group."""
    return evidence.organisation.verified_at is not None


@rule("the verification still holds", denial=VerificationOver)
def is_verified_today(actor: Actor, evidence: Evidence) -> bool:
    """Whether the day until which the group is verified has not passed."""
    return evidence.organisation.is_verified


is_verified = was_verified & is_verified_today


@rule("a draft")
def is_draft(actor: Actor, evidence: Evidence) -> bool:
    """Whether the evidence was not sent yet."""
    return evidence.status == Status.DRAFT


@rule("a draft that can be thrown away", denial=AlreadySent)
def is_draft_to_discard(actor: Actor, evidence: object) -> bool:
    """Whether nothing was sent yet that would have to be withdrawn instead."""
    return is_draft.allows(actor, evidence)


@rule("evidence that was sent", denial=NotSent)
def is_sent(actor: Actor, evidence: object) -> bool:
    """Whether the evidence was sent."""
    return not is_draft.allows(actor, evidence)


@rule("a draft that an officer enters")
def is_entry(actor: Actor, evidence: Evidence) -> bool:
    """Whether an officer is entering the evidence for its group."""
    return evidence.status == Status.DRAFT and evidence.was_entered


@rule("not sent, or entered by an officer and not read yet", denial=AlreadySent)
def is_editable(actor: Actor, evidence: Evidence) -> bool:
    """Whether what the evidence says can still be changed."""
    is_unread_entry = evidence.was_entered and evidence.status == Status.SUBMITTED
    return evidence.status == Status.DRAFT or is_unread_entry


@rule("accepted evidence whose group lets everybody read it under its name")
def is_for_police(actor: Actor, evidence: Evidence) -> bool:
    """Whether the police may read the evidence: it was accepted, and its group keeps neither it nor its name back."""
    return evidence.stands_at in PUBLISHED and evidence.publication == "public"


@rule("officer of another group, or of none", denial=OwnGroup)
def is_impartial(actor: Actor, evidence: Evidence) -> bool:
    """Whether the officer is not a member of the group."""
    return evidence.organisation_id not in actor.organisation_ids


group_member = has_role(Role.GROUP_MEMBER)
authorising = has_role(Role.AUTHORISING_OFFICER)
desk = staff | auditor

PERMISSIONS: Permissions = {
    "impact.read": anyone & is_published,
    "impact.read_published": anyone,
    "impact.own": group_member,
    "impact.file": group_member & is_published,
    "impact.view": is_member | (desk & ~is_draft) | (staff & is_entry) | (authorising & is_for_police),
    "impact.files": is_member | (desk & ~is_draft) | (staff & is_entry),
    "impact.edit": (is_member | (staff & is_impartial & is_entry)) & is_editable,
    "impact.discard": (is_member | (staff & is_impartial & is_entry)) & is_draft_to_discard,
    "impact.speak": is_member & is_sent,
    "impact.desk": desk | authorising,
    "impact.inspect": (desk & ~is_draft) | (authorising & is_for_police),
    "impact.handle": staff & is_impartial & ~is_draft,
    "impact.enter": staff,
    "impact.export": staff,
}
