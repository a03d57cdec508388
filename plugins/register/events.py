"""What happens to the register."""

from dataclasses import dataclass

from consult.sdk.events import Event
from consult.sdk.messages import lazy_gettext as _l


@dataclass(frozen=True, kw_only=True)
class DeploymentsImported(Event):
    """Deployments were taken from a file; what changes a row waits to be confirmed."""

    name = "register.deployments_imported"
    sentence = _l("{actor} imported deployments ({added} new, {changed} to be confirmed)")

    added: int
    changed: int


EVENTS: tuple[type[Event], ...] = (DeploymentsImported,)
