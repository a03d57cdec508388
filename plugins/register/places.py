"""Where others add to the pages of the register."""

from consult.sdk.pages import Place
from consult.sdk.references import Reference

REGISTER_PAGE: Place[Reference] = Place("register_page")
"""On the page of a deployment."""
