"""The public pages of consultations."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from consult.consultations.changes import described
from consult.consultations.lifecycle import BEFORE_OPENING, COURSE
from consult.consultations.models import Change, Consultation, State
from consult.consultations.places import (
    CONSULTATION_AFTERWARDS,
    CONSULTATION_MAIN,
    CONSULTATION_OUTCOME,
    WAY_OF_TAKING_PART,
)
from consult.consultations.presentation import CHANGE_TITLES, public_page
from consult.consultations.queries import find_change, find_consultation
from consult.consultations.records import CHANGE, CONSULTATION, DOCUMENT
from consult.kernel.messages import gettext as _
from consult.records.shown import shown, shown_row
from consult.web.filters import time_tag
from consult.web.guard import permit
from consult.web.transactions import db

bp = Blueprint("consultations", __name__)


@bp.get("/consultations/<slug>")
@permit("consultations.read", load=find_consultation)
def show(consultation: Consultation) -> ResponseReturnValue:
    """Show a consultation: what is asked, until when, how to take part, and what became of it."""
    page = public_page(db(), consultation)
    return render_template(
        "consultations/show.html",
        page=page,
        dates=_dates(consultation, page.state),
        shown=shown_row(db(), CONSULTATION, consultation),
        documents=shown(db(), DOCUMENT, consultation.offered_documents).values(),
        consultation=consultation,
        change_titles=CHANGE_TITLES,
        steps=COURSE.timeline(db(), consultation),
        main_place=CONSULTATION_MAIN.name,
        outcome_place=CONSULTATION_OUTCOME.name,
        afterwards_place=CONSULTATION_AFTERWARDS.name,
        way_place=WAY_OF_TAKING_PART.name,
    )


def _dates(consultation: Consultation, state: State) -> list[tuple[str, str]]:
    opens = _("Opens") if state in BEFORE_OPENING else _("Opened")
    closes = _("Closes") if state in BEFORE_OPENING | {State.OPEN} else _("Closed")
    told = (
        (opens, consultation.opens_at),
        (closes, consultation.closes_at),
        (_("Ward"), consultation.ward),
        (_("Who decides"), consultation.decided_by),
        (_("Date of the decision"), consultation.decision_on),
        (_("Results promised by"), consultation.results_due_on),
    )
    return [(name, value if isinstance(value, str) else time_tag(value)) for name, value in told if value]


@bp.get("/consultations/<slug>/changes/<int:number>")
@permit("consultations.read_change", load=find_change)
def change(change: Change) -> ResponseReturnValue:
    """Show one change after opening, word by word."""
    return render_template(
        "consultations/change.html",
        change=change,
        consultation=change.consultation,
        change_titles=CHANGE_TITLES,
        fields=described(change),
        shown=shown_row(db(), CHANGE, change),
    )
