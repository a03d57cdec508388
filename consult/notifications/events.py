"""Facts about news to those who took part."""

from dataclasses import dataclass

from consult.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class NewsStopped(Event):
    """Somebody who took part wants no more mail."""

    name = "notifications.stopped"
    sentence = "Somebody who took part stopped the emails about this consultation"
    is_anonymous = True


@dataclass(frozen=True, kw_only=True)
class NewsConfirmed(Event):
    """Somebody who took part confirmed that they want news."""

    name = "notifications.confirmed"
    sentence = "Somebody who took part confirmed that they want news of this consultation"
    is_anonymous = True


EVENTS: tuple[type[Event], ...] = (
    NewsStopped,
    NewsConfirmed,
)
