"""Pages: places on those of the core, links in the menu, what waits for somebody, and what an address carries."""

from consult.consultations.places import CONSULTATION_DESK, CONSULTATION_MAIN
from consult.contract.places import Place
from consult.contract.plugin import NavigationItem, Waiting
from consult.web.addresses import asked_number, row_number
from consult.web.limits import takes_texts

__all__ = [
    "CONSULTATION_DESK",
    "CONSULTATION_MAIN",
    "NavigationItem",
    "Place",
    "Waiting",
    "asked_number",
    "row_number",
    "takes_texts",
]
