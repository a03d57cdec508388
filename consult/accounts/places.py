"""The place on the page of one's own account that plugins may fill."""

from consult.contract.places import Place
from consult.kernel.authz import Actor

ACCOUNT_PAGE: Place[Actor] = Place("account_page")
