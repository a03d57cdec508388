"""What happens to letters, as facts for the audit log."""

from dataclasses import dataclass

from consult.sdk.events import Event
from consult.sdk.messages import lazy_gettext as _l


@dataclass(frozen=True, kw_only=True)
class LetterSigned(Event):
    """An officer signed off a letter that a resolution asks for."""

    name = "motion.letter_signed"
    sentence = _l("{actor} signed off a letter for action {action_number} of {number}")
    letter_id: int
    action_number: int
    number: str


@dataclass(frozen=True, kw_only=True)
class LetterSent(Event):
    """An officer sent a signed letter by email from here, or recorded that it was posted."""

    name = "motion.letter_sent"
    sentence = _l("{actor} sent a letter for action {action_number} of {number} ({way})")
    letter_id: int
    action_number: int
    number: str
    way: str


@dataclass(frozen=True, kw_only=True)
class ReplyFiled(Event):
    """An officer filed what a body replied to an action."""

    name = "motion.reply_filed"
    sentence = _l("{actor} filed a reply to action {action_number} of {number}: {says}")
    reply_id: int
    action_id: int
    action_number: int
    number: str
    says: str


@dataclass(frozen=True, kw_only=True)
class ReplyPublicationChanged(Event):
    """An officer changed what the public may have of the file of a reply."""

    name = "motion.reply_publication_changed"
    sentence = _l("{actor} set what is published of a reply to action {action_number} of {number}: {publication}")
    reply_id: int
    action_id: int
    action_number: int
    number: str
    publication: str


@dataclass(frozen=True, kw_only=True)
class ReplyVoided(Event):
    """An officer recorded that what was filed as a reply was none."""

    name = "motion.reply_voided"
    sentence = _l("{actor} recorded that what was filed as a reply to action {action_number} of {number} was none")
    reply_id: int
    action_id: int
    action_number: int
    number: str


@dataclass(frozen=True, kw_only=True)
class ActionReported(Event):
    """An officer entered what a meeting of the council was told about an action."""

    name = "motion.action_reported"
    sentence = _l("{actor} entered a report on action {action_number} of {number} to the meeting of {meeting_on}")
    action_id: int
    action_number: int
    number: str
    meeting_on: str


LETTER_EVENTS: tuple[type[Event], ...] = (
    LetterSigned,
    LetterSent,
    ReplyFiled,
    ReplyPublicationChanged,
    ReplyVoided,
    ActionReported,
)
