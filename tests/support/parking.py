"""A plugin that keeps the contract, for tests that break it."""

from dataclasses import dataclass
from typing import Any, ClassVar

from consult.contract.plugin import CONTRACT, ActivityType, Export, Plugin
from consult.kernel.authz import anyone
from consult.kernel.events import Event

GOOD = Plugin(
    name="parking", title="Parking", package="tests.parking", api=CONTRACT, permissions={"parking.read": anyone}
)


@dataclass(frozen=True, kw_only=True)
class Parked(Event):
    __module__ = "tests.parking_lot.events"  # a package that no plugin of a test claims
    name: ClassVar[str] = "parking.parked"
    sentence: ClassVar[str] = "{actor} parked"


def activity(kind: str) -> ActivityType:
    return ActivityType(kind=kind, title="x", summary="x", public_endpoint="x", staff_endpoint="x", call_to_action="x")


def export(name: str = "parking.cars", permission: str = "parking.read") -> Export:
    return Export(name=name, title="x", permission=permission, columns=lambda *_: (), rows=lambda *_: iter(()))


def nothing(*_: Any) -> None:
    pass
