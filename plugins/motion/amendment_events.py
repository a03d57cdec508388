"""What happens to an amendment, as facts for the audit log."""

from dataclasses import dataclass

from consult.sdk.events import Event
from consult.sdk.messages import lazy_gettext as _l


@dataclass(frozen=True, kw_only=True)
class AmendmentProposed(Event):
    """A councillor proposed an amendment, or an officer entered one that was moved at the meeting."""

    name = "motion.amendment_proposed"
    sentence = _l("{actor} proposed amendment {number}")
    motion_id: int
    number: str


@dataclass(frozen=True, kw_only=True)
class AmendmentSeconded(Event):
    """The one who was named agreed to second an amendment."""

    name = "motion.amendment_seconded"
    sentence = _l("{actor} seconded amendment {number}")
    motion_id: int
    number: str


@dataclass(frozen=True, kw_only=True)
class AmendmentRuledOn(Event):
    """The proper officer ruled whether an amendment is in order."""

    name = "motion.amendment_ruled_on"
    sentence = _l("{actor} ruled on amendment {number} ({ruling})")
    motion_id: int
    number: str
    ruling: str


@dataclass(frozen=True, kw_only=True)
class AmendmentAgreedTo(Event):
    """Proposer or seconder of the motion agreed to take in an amendment without a vote."""

    name = "motion.amendment_agreed_to"
    sentence = _l("{actor} agreed, as the {part} of the motion, to take in amendment {number}")
    motion_id: int
    number: str
    part: str


@dataclass(frozen=True, kw_only=True)
class AmendmentAccepted(Event):
    """The meeting let an amendment be taken in without a vote."""

    name = "motion.amendment_accepted"
    sentence = _l("{actor} recorded that amendment {number} was accepted without a vote")
    motion_id: int
    number: str


@dataclass(frozen=True, kw_only=True)
class CollisionSettled(Event):
    """The clerk gave the words of a clause where an amendment collides with the text."""

    name = "motion.collision_settled"
    sentence = _l("{actor} gave the words for {clause} in amendment {number}")
    motion_id: int
    number: str
    clause: str


@dataclass(frozen=True, kw_only=True)
class AmendmentWithdrawn(Event):
    """Its proposer withdrew an amendment."""

    name = "motion.amendment_withdrawn"
    sentence = _l("{actor} withdrew amendment {number}")
    motion_id: int
    number: str


@dataclass(frozen=True, kw_only=True)
class AmendmentFell(Event):
    """An amendment was not put to the vote."""

    name = "motion.amendment_fell"
    sentence = _l("{actor} recorded that amendment {number} was not put to the vote")
    motion_id: int
    number: str


AMENDMENT_EVENTS: tuple[type[Event], ...] = (
    AmendmentProposed,
    AmendmentSeconded,
    AmendmentRuledOn,
    AmendmentAgreedTo,
    AmendmentAccepted,
    CollisionSettled,
    AmendmentWithdrawn,
    AmendmentFell,
)
