"""Where others add to the pages of cases and conditions, and what cases and conditions add to pages of others."""

from consult.sdk.pages import DESK_PAGE, Place, fill_named
from consult.sdk.references import Reference
from plugins.authorisation.condition_views import conditions_on_deployment
from plugins.authorisation.tasks import on_desk

CASE_PAGE: Place[Reference] = Place("authorisation_case")
"""On the public page of a case."""
CONDITIONS: Place[Reference] = Place("authorisation_conditions")
"""Beside a list of conditions, wherever that is shown."""


SLOTS = (DESK_PAGE.slot(on_desk), fill_named("register_page", conditions_on_deployment))
