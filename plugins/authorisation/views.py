"""The public pages: every case by its number, and what is known of each."""

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from consult.sdk.access import actor, loaded_by, permit
from consult.sdk.database import database_now, db
from consult.sdk.pages import asked_number, link_to, tag
from consult.sdk.records import shown
from consult.sdk.references import links, reference_to, references_to
from plugins.authorisation import presentation
from plugins.authorisation.condition_presentation import place_of, request_of, shown_lists
from plugins.authorisation.course import COURSE
from plugins.authorisation.lifecycle import DECISIONS, State
from plugins.authorisation.models import Case
from plugins.authorisation.queries import cases, find_by_number, lists_on_case
from plugins.authorisation.records import FOUNDATION
from plugins.authorisation.sections import OUTCOMES
from plugins.authorisation.shown_views import view_page

bp = Blueprint("authorisation", __name__, url_prefix="/authorisation")


@bp.get("/")
@permit("authorisation.list")
def index() -> ResponseReturnValue:
    """List every case there is, also those of which nothing more than the number is public."""
    now = database_now(db())
    rows = [
        (
            link_to(case.number, url_for(".case", number=case.number)),
            case.operation if presentation.is_public(case, now) else presentation.withheld_words(case),
            tag(state.label, state.colour),
        )
        for case in db().scalars(cases())
        for state in [presentation.public_state(db(), case)]
    ]
    return render_template("authorisation/index.html", rows=rows)


@bp.get("/cases/<number>")
@permit("authorisation.list", load=loaded_by(find_by_number))
def case(case: Case) -> ResponseReturnValue:
    """Show a case: what it asks for, what it stands on, how each view was weighed, and what was decided."""
    if not presentation.is_public(case, database_now(db())):
        return render_template(
            "authorisation/withheld.html",
            case=case,
            words=presentation.withheld_words(case),
            steps=COURSE.timeline(db(), case),
        )
    minutes = presentation.shown_minutes(db(), case)
    lists = shown_lists(db(), actor(), db().scalars(lists_on_case(case)).all())
    return render_template(
        "authorisation/case.html",
        lists=lists,
        request_of=request_of,
        place_of=place_of,
        finding_forms={},
        list_references=[reference_to(found.asked) for found in lists],
        case=case,
        state=presentation.public_state(db(), case),
        rows=presentation.plan_rows(case),
        sections=presentation.shown_sections(db(), case, with_restricted=False),
        foundations=shown(db(), FOUNDATION, case.foundations).values(),
        links=links(db(), actor(), [foundation.reference for foundation in case.foundations]),
        found=view_page(db(), case, [made.row for made in minutes], asked_number("views")),
        minutes=minutes,
        decision=next((made for made in minutes if made.row.state in DECISIONS), None),
        steps=COURSE.timeline(db(), case),
        outcomes=OUTCOMES,
        states=State,
        citing=references_to(db(), actor(), reference_to(case)),
        reference=reference_to(case),
    )
