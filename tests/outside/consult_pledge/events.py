"""What happens to pledges."""

from dataclasses import dataclass

from consult.sdk.events import Event


@dataclass(frozen=True, kw_only=True)
class PledgeMade(Event):
    """Somebody made a pledge."""

    name = "pledge.made"
    sentence = "Somebody made a pledge"
    is_anonymous = True

    activity_id: int


@dataclass(frozen=True, kw_only=True)
class PledgeKept(Event):
    """An officer noted that a pledge was kept."""

    name = "pledge.kept"
    sentence = "{actor} noted that a pledge was kept"

    pledge_id: int


@dataclass(frozen=True, kw_only=True)
class PledgeReported(Event):
    """An officer said what came of a pledge."""

    name = "pledge.reported"
    sentence = "{actor} said what came of a pledge"

    pledge_id: int


@dataclass(frozen=True, kw_only=True)
class PledgeDeleted(Event):
    """An officer deleted a pledge that was made by mistake."""

    name = "pledge.deleted"
    sentence = "{actor} deleted a pledge that was made by mistake"

    pledge_id: int


EVENTS: tuple[type[Event], ...] = (PledgeMade, PledgeKept, PledgeReported, PledgeDeleted)
