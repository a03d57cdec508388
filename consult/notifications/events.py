"""Facts about news to those who took part."""

from dataclasses import dataclass

from consult.kernel.events import Event
from consult.kernel.messages import lazy_gettext as _l


@dataclass(frozen=True, kw_only=True)
class NewsStopped(Event):
    """Somebody who took part wants no more mail."""

    name = "notifications.stopped"
    sentence = _l("Somebody who took part stopped the emails about this consultation")
    is_anonymous = True


@dataclass(frozen=True, kw_only=True)
class NewsConfirmed(Event):
    """Somebody who took part confirmed that they want news."""

    name = "notifications.confirmed"
    sentence = _l("Somebody who took part confirmed that they want news of this consultation")
    is_anonymous = True


EVENTS: tuple[type[Event], ...] = (
    NewsStopped,
    NewsConfirmed,
)
