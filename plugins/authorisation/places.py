"""Where others add to the pages of cases and conditions, and what cases and conditions add to pages of others."""

from flask import render_template

from consult.sdk.access import actor
from consult.sdk.database import db
from consult.sdk.pages import DESK_PAGE, Place, fill_named
from consult.sdk.references import Reference, cited_in, ward_of
from plugins.authorisation.condition_presentation import place_of, request_of, shown_lists
from plugins.authorisation.models import Case
from plugins.authorisation.queries import lists_on_place
from plugins.authorisation.waiting import on_desk

CASE_PAGE: Place[Reference] = Place("authorisation_case")
"""On the public page of a case."""
CONDITIONS: Place[Reference] = Place("authorisation_conditions")
"""Beside a list of conditions, wherever that is shown."""


def conditions_on_deployment(reference: Reference) -> str | None:
    """Return the conditions that were asked for of a deployment: of its case, of its ward, and of the whole area."""
    cited = [found.reference for found in cited_in(db(), actor(), reference)]
    cases = [found.id for found in cited if found.kind == Case.__tablename__]
    lists = db().scalars(lists_on_place(cases, ward_of(db(), reference))).all()
    if not lists:
        return None
    found = shown_lists(db(), actor(), lists)
    return render_template("authorisation/beside.html", lists=found, request_of=request_of, place_of=place_of)


SLOTS = (DESK_PAGE.slot(on_desk), fill_named("register_page", conditions_on_deployment))
