"""The public pages of conditions that were asked for."""

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from consult.sdk.access import actor, loaded_by, permit
from consult.sdk.database import db
from consult.sdk.pages import link_to
from consult.sdk.references import Reference, cited_in, reference_to, references_to, ward_of
from consult.sdk.texts import say_date
from plugins.authorisation.condition_models import ConditionList
from plugins.authorisation.condition_presentation import about_rows, evidence_of, place_of, request_of, shown_lists
from plugins.authorisation.models import Case
from plugins.authorisation.queries import find_list_by_number, lists_of_conditions, lists_on_place

bp = Blueprint("authorisation_conditions", __name__, url_prefix="/authorisation/conditions")


@bp.get("/")
@permit("authorisation.list")
def index() -> ResponseReturnValue:
    """List all that was asked for, the newest first."""
    found = shown_lists(db(), actor(), db().scalars(lists_of_conditions()).all())
    rows = [
        (
            link_to(shown.asked.number, url_for(".page", number=shown.asked.number)),
            shown.read.value("title"),
            shown.asked.asked_by,
            say_date(shown.asked.asked_on),
            place_of(shown.asked),
        )
        for shown in found
    ]
    return render_template("authorisation/conditions.html", rows=rows)


@bp.get("/<number>")
@permit("authorisation.list", load=loaded_by(find_list_by_number))
def page(found: ConditionList) -> ResponseReturnValue:
    """Show what was asked for, what was found of each condition, and what other bodies answered."""
    (shown,) = shown_lists(db(), actor(), [found])
    findings = [finding for condition in found.conditions for finding in condition.findings]
    return render_template(
        "authorisation/condition_list.html",
        found=shown,
        rows=about_rows(shown),
        request_made=request_of(found),
        evidence=evidence_of(db(), actor(), findings),
        reference=reference_to(found),
        citing=references_to(db(), actor(), reference_to(found)),
    )


def conditions_on_deployment(reference: Reference) -> str | None:
    """Return the conditions that were asked for of a deployment: of its case, of its ward, and of the whole area."""
    cited = [found.reference for found in cited_in(db(), actor(), reference)]
    cases = [found.id for found in cited if found.kind == Case.__tablename__]
    lists = db().scalars(lists_on_place(cases, ward_of(db(), reference))).all()
    if not lists:
        return None
    found = shown_lists(db(), actor(), lists)
    shown = {"lists": found, "request_of": request_of, "place_of": place_of, "finding_forms": {}}
    return render_template("authorisation/beside.html", **shown)
