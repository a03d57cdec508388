"""The place on the home page that plugins may fill."""

from consult.contract.places import Place
from consult.kernel.authz import Actor

HOME_PAGE: Place[Actor] = Place("home_page")
