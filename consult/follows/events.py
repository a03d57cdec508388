"""Facts about following; who does stays out of them."""

from dataclasses import dataclass

from consult.kernel.events import Event
from consult.kernel.messages import lazy_gettext as _l


@dataclass(frozen=True, kw_only=True)
class FollowConfirmed(Event):
    """Somebody follows a row from now on."""

    name = "follows.confirmed"
    sentence = _l("Somebody follows {kind} {subject_id} by email")
    is_anonymous = True

    kind: str
    subject_id: int


@dataclass(frozen=True, kw_only=True)
class FollowStopped(Event):
    """Somebody follows a row no longer."""

    name = "follows.stopped"
    sentence = _l("Somebody follows {kind} {subject_id} by email no longer")
    is_anonymous = True

    kind: str
    subject_id: int


EVENTS: tuple[type[Event], ...] = (
    FollowConfirmed,
    FollowStopped,
)
