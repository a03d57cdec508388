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


LETTER_EVENTS: tuple[type[Event], ...] = (LetterSigned,)
