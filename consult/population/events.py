"""Facts about the figures of who lives here."""

from dataclasses import dataclass

from consult.kernel.events import Event
from consult.kernel.messages import lazy_gettext as _l


@dataclass(frozen=True, kw_only=True)
class FiguresImported(Event):
    """Figures of who lives here, or the names of wards, were taken from a file."""

    name = "population.figures_imported"
    sentence = _l("{actor} took {lines} figures of who lives here from a file")

    lines: int


EVENTS: tuple[type[Event], ...] = (FiguresImported,)
