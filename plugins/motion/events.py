"""What happens to a motion, as facts for the audit log."""

from dataclasses import dataclass

from consult.sdk.events import Event
from consult.sdk.messages import lazy_gettext as _l


@dataclass(frozen=True, kw_only=True)
class MotionStarted(Event):
    """A councillor began a draft."""

    name = "motion.started"
    sentence = _l("{actor} began {motion_id}")
    motion_id: int


@dataclass(frozen=True, kw_only=True)
class MotionDeleted(Event):
    """The proposer deleted a motion that was never submitted."""

    name = "motion.deleted"
    sentence = _l("{actor} deleted {motion_id}, which was never submitted")
    motion_id: int


@dataclass(frozen=True, kw_only=True)
class DrafterInvited(Event):
    """The proposer invited a councillor to write the draft with them."""

    name = "motion.drafter_invited"
    sentence = _l("{actor} invited {person_id} to {motion_id}")
    motion_id: int
    person_id: int


@dataclass(frozen=True, kw_only=True)
class DrafterRemoved(Event):
    """The proposer took a co-drafter off the draft."""

    name = "motion.drafter_removed"
    sentence = _l("{actor} removed {person_id} from {motion_id}")
    motion_id: int
    person_id: int


@dataclass(frozen=True, kw_only=True)
class SeconderNamed(Event):
    """The proposer named the seconder."""

    name = "motion.seconder_named"
    sentence = _l("{actor} named {person_id} as seconder of {motion_id}")
    motion_id: int
    person_id: int


@dataclass(frozen=True, kw_only=True)
class ConsentGiven(Event):
    """Proposer or seconder agreed to a text."""

    name = "motion.consent_given"
    sentence = _l("{actor} agreed to the text {text_hash} of {motion_id}")
    motion_id: int
    text_hash: str


@dataclass(frozen=True, kw_only=True)
class ConsentTakenBack(Event):
    """Proposer or seconder took back their agreement."""

    name = "motion.consent_taken_back"
    sentence = _l("{actor} took back the agreement to {motion_id}")
    motion_id: int


@dataclass(frozen=True, kw_only=True)
class ConsentVoided(Event):
    """Somebody's agreement ended, because the text or the meeting was changed."""

    name = "motion.consent_voided"
    sentence = _l("{actor} changed {motion_id}, so {person_id} is asked to agree again")
    motion_id: int
    person_id: int


@dataclass(frozen=True, kw_only=True)
class MotionSubmitted(Event):
    """The proposer submitted the motion, and its text was frozen."""

    name = "motion.submitted"
    sentence = _l("{actor} submitted motion {number}, text {text_hash}")
    motion_id: int
    number: str
    text_hash: str


@dataclass(frozen=True, kw_only=True)
class MotionFoundValid(Event):
    """The proper officer found the motion valid."""

    name = "motion.found_valid"
    sentence = _l("{actor} found motion {number} valid")
    motion_id: int
    number: str


@dataclass(frozen=True, kw_only=True)
class MotionReturned(Event):
    """The proper officer returned the motion to its proposer."""

    name = "motion.returned"
    sentence = _l("{actor} returned motion {number} to its proposer ({failed})")
    motion_id: int
    number: str
    failed: str


@dataclass(frozen=True, kw_only=True)
class MotionReopened(Event):
    """The proposer took a returned motion back into drafting."""

    name = "motion.reopened"
    sentence = _l("{actor} took motion {number} back into drafting")
    motion_id: int
    number: str


@dataclass(frozen=True, kw_only=True)
class MotionPutOnAgenda(Event):
    """The motion was put on the agenda of a meeting."""

    name = "motion.put_on_agenda"
    sentence = _l("{actor} put motion {number} on the agenda of {meeting_on}")
    motion_id: int
    number: str
    meeting_on: str


@dataclass(frozen=True, kw_only=True)
class WithdrawalAsked(Event):
    """The proposer asked to withdraw the motion."""

    name = "motion.withdrawal_asked"
    sentence = _l("{actor} asked to withdraw {motion_id}")
    motion_id: int


@dataclass(frozen=True, kw_only=True)
class WithdrawalCalledOff(Event):
    """The proposer decided to keep the motion after all."""

    name = "motion.withdrawal_called_off"
    sentence = _l("{actor} decided to keep {motion_id}")
    motion_id: int


@dataclass(frozen=True, kw_only=True)
class MotionWithdrawn(Event):
    """The motion was withdrawn; `handover_id` has the reason where an officer did it in place of somebody."""

    name = "motion.withdrawn"
    sentence = _l("{actor} withdrew {motion_id} {handover_id}")
    motion_id: int
    handover_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class VoteMinuted(Event):
    """An officer recorded how a member voted who asked for it."""

    name = "motion.vote_minuted"
    sentence = _l("{actor} minuted how a member voted on motion {number}")
    motion_id: int
    number: str


@dataclass(frozen=True, kw_only=True)
class MotionLapsed(Event):
    """The motion was not moved or not reached."""

    name = "motion.lapsed"
    sentence = _l("{actor} recorded that motion {number} lapsed")
    motion_id: int
    number: str


@dataclass(frozen=True, kw_only=True)
class VoteRecorded(Event):
    """The vote on a motion was recorded."""

    name = "motion.vote_recorded"
    sentence = _l("{actor} recorded the vote on motion {number}: {outcome}")
    motion_id: int
    number: str
    outcome: str


@dataclass(frozen=True, kw_only=True)
class ResolutionMade(Event):
    """A carried motion became a resolution."""

    name = "motion.resolution_made"
    sentence = _l("{actor} entered resolution {number}")
    motion_id: int
    number: str


@dataclass(frozen=True, kw_only=True)
class ActionAdded(Event):
    """An action was added to a resolution."""

    name = "motion.action_added"
    sentence = _l("{actor} added action {action_number} to resolution {number}")
    action_id: int
    action_number: int
    number: str


@dataclass(frozen=True, kw_only=True)
class ActionMoved(Event):
    """An action of a resolution went on to another state."""

    name = "motion.action_moved"
    sentence = _l("{actor} moved action {action_number} of resolution {number} from {from_state} to {to_state}")
    action_id: int
    action_number: int
    number: str
    from_state: str
    to_state: str
    happened_on: str


@dataclass(frozen=True, kw_only=True)
class PastMotionEntered(Event):
    """A motion decided in the past was entered from the public record."""

    name = "motion.past_motion_entered"
    sentence = _l("{actor} entered past motion {number} from the public record")
    motion_id: int
    number: str


@dataclass(frozen=True, kw_only=True)
class StandingOrdersChanged(Event):
    """The council's rules on motions were changed."""

    name = "motion.standing_orders_changed"
    sentence = _l("{actor} changed the standing orders on motions to version {version}")
    version: int


@dataclass(frozen=True, kw_only=True)
class MotionAttached(Event):
    """A motion was attached to a consultation, or taken off it."""

    name = "motion.attached"
    sentence = _l("{actor} set the consultation activity of {motion_id} to {activity_id}")
    motion_id: int
    activity_id: int | None


@dataclass(frozen=True, kw_only=True)
class DrafterLeft(Event):
    """A co-drafter declined the invitation, or stopped writing the draft."""

    name = "motion.drafter_left"
    sentence = _l("{actor} left {motion_id} as a co-drafter")
    motion_id: int
    person_id: int


@dataclass(frozen=True, kw_only=True)
class SeconderSteppedBack(Event):
    """The seconder refused, or stepped back; `handover_id` has the reason once the motion was submitted."""

    name = "motion.seconder_stepped_back"
    sentence = _l("{actor} stepped back as seconder of {motion_id} {handover_id}")
    motion_id: int
    person_id: int
    handover_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class DraftTakenOver(Event):
    """A co-drafter became the proposer of a draft whose proposer is gone."""

    name = "motion.draft_taken_over"
    sentence = _l("{actor} took over {motion_id} as its proposer")
    motion_id: int
    person_id: int


@dataclass(frozen=True, kw_only=True)
class MotionHandedOver(Event):
    """The proper officer put another councillor in the place of proposer or seconder; `handover_id` has the reason."""

    name = "motion.handed_over"
    sentence = _l("{actor} made {person_id} the {part} of {motion_id} {handover_id}")
    motion_id: int
    part: str
    person_id: int
    handover_id: int


@dataclass(frozen=True, kw_only=True)
class AttendanceRecorded(Event):
    """An officer recorded who came to a meeting."""

    name = "motion.attendance_recorded"
    sentence = _l("{actor} recorded the attendance at the meeting of {held_on}: {present} present, {away} not")

    held_on: str
    present: int
    away: int


@dataclass(frozen=True, kw_only=True)
class InterestRecorded(Event):
    """An officer recorded an interest that a member declared at a meeting."""

    name = "motion.interest_recorded"
    sentence = _l("{actor} recorded an interest that a member declared at the meeting of {held_on}")

    held_on: str
    interest_id: int


@dataclass(frozen=True, kw_only=True)
class StatementEntered(Event):
    """An officer entered what another body was reported to say."""

    name = "motion.statement_entered"
    sentence = _l("{actor} entered what another body was reported to say on action {action_number} of {number}")
    statement_id: int
    action_id: int
    action_number: int
    number: str


EVENTS: tuple[type[Event], ...] = (
    MotionStarted,
    MotionDeleted,
    DrafterInvited,
    DrafterRemoved,
    SeconderNamed,
    ConsentGiven,
    ConsentTakenBack,
    ConsentVoided,
    MotionSubmitted,
    MotionFoundValid,
    MotionReturned,
    MotionReopened,
    MotionPutOnAgenda,
    WithdrawalAsked,
    WithdrawalCalledOff,
    MotionWithdrawn,
    VoteMinuted,
    MotionLapsed,
    VoteRecorded,
    AttendanceRecorded,
    InterestRecorded,
    ResolutionMade,
    ActionAdded,
    ActionMoved,
    StatementEntered,
    PastMotionEntered,
    StandingOrdersChanged,
    MotionAttached,
    DrafterLeft,
    SeconderSteppedBack,
    DraftTakenOver,
    MotionHandedOver,
)
