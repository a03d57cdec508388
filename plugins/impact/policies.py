"""Who may file, read, handle and export impact evidence."""

from typing import Any

from consult.sdk import Actor, Conflict, Forbidden, Permissions, Role, State, anyone, auditor, has_role, rule, staff
from plugins.impact.procedure import Status

ON_DESK = (Role.OFFICER, Role.ADMINISTRATOR, Role.AUDITOR)


class NotVerified(Forbidden):
    """The group has not been verified by a council officer."""

    default = (
        "A council officer has not verified your group yet, so it cannot file evidence. "
        "Write to the council’s consultation team to ask for it."
    )


class AlreadySent(Conflict):
    """The piece of evidence was sent, so it is no draft any more."""

    default = "This evidence has been sent, so it can no longer be changed. Go to “Our evidence” to see where it is."


class OwnGroup(Forbidden):
    """An officer would handle the evidence of a group that the officer belongs to."""

    default = "You belong to this group, so another officer must handle its evidence."


@rule("activity of a published consultation, or staff")
def is_published(actor: Actor, activity: Any) -> bool:
    """Whether the actor may know of the activity."""
    return activity.consultation.state != State.DRAFT or actor.has(*ON_DESK)


@rule("member of the group")
def is_member(actor: Actor, subject: Any) -> bool:
    """Whether the actor speaks for the group whose evidence this is (or for this group)."""
    organisation_id = getattr(subject, "organisation_id", None) or subject.id
    return organisation_id in actor.organisation_ids


@rule("the group is verified", denial=NotVerified)
def is_verified(actor: Actor, subject: Any) -> bool:
    """Whether an officer verified the group."""
    organisation = getattr(subject, "organisation", subject)
    return bool(organisation.is_verified)


@rule("a draft", denial=AlreadySent)
def is_draft(actor: Actor, evidence: Any) -> bool:
    """Whether the evidence was not sent yet."""
    return bool(evidence.status == Status.DRAFT.value)


@rule("officer of another group, or of none", denial=OwnGroup)
def is_impartial(actor: Actor, evidence: Any) -> bool:
    """Whether the officer is not a member of the group."""
    return int(evidence.organisation_id) not in actor.organisation_ids


group_member = has_role(Role.GROUP_MEMBER)
desk = staff | auditor
may_file = is_member & is_verified

PERMISSIONS: Permissions = {
    "impact.read": anyone & is_published,
    "impact.own": group_member,
    "impact.file": group_member & is_published,
    "impact.view": is_member | (desk & ~is_draft),
    "impact.edit": is_member & is_verified & is_draft,
    "impact.answer_query": is_member & is_verified,
    "impact.desk": desk,
    "impact.inspect": desk & ~is_draft,
    "impact.handle": staff & is_impartial & ~is_draft,
    "impact.export": staff,
}
