"""Pages: places on those of the core, links in the menu, what waits for somebody, and what an address carries."""

from consult.accounts.places import ACCOUNT_PAGE
from consult.consultations.places import CONSULTATION_DESK, CONSULTATION_MAIN, DESK_PAGE
from consult.contract.places import Place, fill_named
from consult.contract.plugin import NavigationItem, Waiting
from consult.decisions.places import DECISION_PAGE
from consult.kernel.row_numbers import row_number
from consult.pages.places import HOME_PAGE
from consult.web.addresses import asked_number
from consult.web.cells import link_to, tag
from consult.web.headers import connect_to
from consult.web.languages import page_in_language
from consult.web.limits import takes_texts
from consult.web.slots import render_links

__all__ = [
    "ACCOUNT_PAGE",
    "CONSULTATION_DESK",
    "CONSULTATION_MAIN",
    "DECISION_PAGE",
    "DESK_PAGE",
    "HOME_PAGE",
    "NavigationItem",
    "Place",
    "Waiting",
    "asked_number",
    "connect_to",
    "fill_named",
    "link_to",
    "page_in_language",
    "render_links",
    "row_number",
    "tag",
    "takes_texts",
]
