"""Who may do what with a motion: the role, the part somebody has in this motion, and the state it is in."""

from typing import Any

from consult.sdk.access import Actor, Permissions, Rule, anyone, auditor, councillor, officer, rule, staff
from consult.sdk.errors import Conflict
from consult.sdk.messages import lazy_gettext as _l
from plugins.motion.lifecycle import COMES_BACK, ENDED, AlreadyOver, NotYet, State
from plugins.motion.models import Motion


class NotADraft(Conflict):
    """The text is frozen."""

    default = _l("This motion is not a draft any more, so its text cannot be changed.")


class AlreadySubmitted(Conflict):
    """The motion has a number, so it is part of the record."""

    default = _l(
        "This motion was submitted, so it cannot be deleted. You can withdraw it as long as it is not decided."
    )


class MeetingHeld(Conflict):
    """The council has met on the motion, so its decision counts and not what proposer and seconder wish."""

    default = _l(
        "The day of the meeting has come, so this motion cannot be withdrawn any more. The council’s officers record "
        "how the council voted, or that the motion was not debated."
    )


class MeetingOver(Conflict):
    """The council has met on the motion, so what people did there is recorded for them."""

    default = _l(
        "The day of the meeting is over, so you cannot do this any more. The council’s officers record what the "
        "meeting did."
    )


def _motion(subject: Any) -> Motion:
    found: Motion = subject if isinstance(subject, Motion) else subject.motion
    return found


@rule("proposer")
def is_proposer(actor: Actor, subject: object) -> bool:
    """Whether the actor proposes the motion."""
    return actor.person_id is not None and _motion(subject).proposer_id == actor.person_id


@rule("seconder")
def is_seconder(actor: Actor, subject: object) -> bool:
    """Whether the actor is named as seconder."""
    return actor.person_id is not None and _motion(subject).seconder_id == actor.person_id


@rule("co-drafter")
def is_co_drafter(actor: Actor, subject: object) -> bool:
    """Whether the proposer invited the actor to write the draft."""
    return any(drafter.person_id == actor.person_id for drafter in _motion(subject).drafters)


@rule("public")
def is_public(actor: Actor, subject: object) -> bool:
    """Whether the motion has come to the step from which everybody can read it, as the standing orders say."""
    return _motion(subject).public_at is not None


@rule("submitted")
def is_submitted(actor: Actor, subject: object) -> bool:
    """Whether the motion was submitted: a draft that never was is for its drafters alone."""
    return _motion(subject).number is not None


@rule("amender")
def is_amender(actor: Actor, subject: object) -> bool:
    """Whether the actor proposes the amendment."""
    return actor.person_id is not None and getattr(subject, "proposer_id", None) == actor.person_id


@rule("seconder of the amendment")
def is_amending_seconder(actor: Actor, subject: object) -> bool:
    """Whether the actor is named as the seconder of the amendment."""
    return actor.person_id is not None and getattr(subject, "seconder_id", None) == actor.person_id


def is_clerk(actor: Actor, motion: Motion) -> bool:
    """Whether somebody acts on a motion as an officer, and so writes for others."""
    return clerk.allows(actor, motion)


def in_state(*states: State, denial: type[Conflict] = NotYet) -> Rule:
    """Return the rule that the motion is in one of these states."""
    values = set(states)
    return Rule(" or ".join(sorted(values)), lambda _, subject: _motion(subject).state in values, denial)


is_party = is_proposer | is_seconder | is_co_drafter
is_drafter = councillor & (is_proposer | is_co_drafter)
is_draft = in_state(State.DRAFT, denial=NotADraft)
is_unsubmitted = Rule("never submitted", lambda _, subject: _motion(subject).number is None, AlreadySubmitted)
# A repeated request finds the state it brought about; the service then changes nothing.
can_end = in_state(
    State.DRAFT,
    State.SUBMITTED,
    State.RETURNED,
    State.VALID,
    State.ON_AGENDA,
    *COMES_BACK,
    State.WITHDRAWN,
    denial=AlreadyOver,
)
# Whoever has a part in a motion does not judge it, whatever other role they hold.
clerk = officer & ~is_party
desk = staff | auditor
may_read = is_public | (councillor & is_party) | (desk & is_submitted)


PERMISSIONS: Permissions = {
    "motion.list": anyone,
    "motion.read": anyone & may_read,
    "motion.correct": staff & is_submitted,
    "motion.read_texts": desk & is_submitted,
    "motion.workspace": councillor,
    "motion.start": councillor,
    "motion.read_draft": councillor & is_party,
    # Whoever was writing when the motion was submitted gets their words back; the service still saves nothing.
    "motion.write": is_drafter,
    "motion.edit": is_drafter & is_draft,
    "motion.lead": councillor & is_proposer & is_draft,
    "motion.delete": councillor & is_proposer & is_unsubmitted,
    "motion.consent": councillor & (is_proposer | is_seconder) & is_draft,
    "motion.submit": councillor & is_proposer & in_state(State.DRAFT, State.SUBMITTED, denial=NotADraft),
    "motion.reopen": councillor & is_proposer & in_state(State.RETURNED, State.DRAFT),
    "motion.withdraw": councillor & is_proposer & can_end,
    "motion.agree_withdrawal": councillor & is_seconder & can_end,
    "motion.join": councillor & is_co_drafter & is_draft,
    "motion.leave": councillor & is_co_drafter & is_draft,
    "motion.step_back": councillor & is_seconder & can_end,
    "motion.take_over": councillor & (is_co_drafter | is_proposer) & is_draft,
    "motion.change_parts": clerk & can_end,
    "motion.desk": desk,
    # What was found before is compared with what a second officer sends, at whatever step the motion is by then.
    "motion.check": clerk,
    "motion.schedule": clerk & in_state(State.VALID, State.ON_AGENDA, *COMES_BACK),
    "motion.record_act": clerk & in_state(State.ON_AGENDA, *COMES_BACK, *ENDED),
    "motion.take_as_urgent": clerk & in_state(State.SUBMITTED, State.VALID, *COMES_BACK),
    "motion.record_vote": clerk & in_state(State.ON_AGENDA, State.CARRIED, State.LOST, State.TIED),
    "motion.call_meeting": officer,
    "motion.record_attendance": officer,
    "motion.lapse": clerk & in_state(State.ON_AGENDA, State.LAPSED, *COMES_BACK),
    "motion.track": officer & in_state(State.CARRIED),
    "motion.amend": ((councillor & ~is_proposer) | clerk) & is_public & in_state(State.VALID, State.ON_AGENDA),
    "motion.alter": ((councillor & is_proposer) | clerk) & in_state(State.VALID, State.ON_AGENDA),
    "motion.second_amendment": councillor & is_amending_seconder,
    # That nobody accepts an amendment of their own is said by the service too, which knows both parts.
    "motion.consent_amendment": councillor & (is_proposer | is_seconder) & ~is_amender & ~is_amending_seconder,
    "motion.withdraw_amendment": councillor & is_amender,
    "motion.rule": clerk & ~is_amender & ~is_amending_seconder,
    "motion.vote_on_amendment": clerk & ~is_amender & ~is_amending_seconder & in_state(State.ON_AGENDA),
    "motion.attach": staff,
    "motion.set_orders": staff,
    "motion.export": staff,
}
