"""The public pages of consultations."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from consult.consultations.changes import described
from consult.consultations.lifecycle import COURSE
from consult.consultations.models import Change, Consultation
from consult.consultations.places import CONSULTATION_MAIN, CONSULTATION_OUTCOME, WAY_OF_TAKING_PART
from consult.consultations.presentation import CHANGE_TITLES, public_page
from consult.consultations.queries import find_change, find_consultation
from consult.consultations.records import CHANGE, CONSULTATION, DOCUMENT
from consult.records.shown import shown, shown_row
from consult.web.guard import permit
from consult.web.transactions import db

bp = Blueprint("consultations", __name__)


@bp.get("/consultations/<slug>")
@permit("consultations.read", load=find_consultation)
def show(consultation: Consultation) -> ResponseReturnValue:
    """Show a consultation: what is asked, until when, how to take part, and what became of it."""
    return render_template(
        "consultations/show.html",
        page=public_page(db(), consultation),
        shown=shown_row(db(), CONSULTATION, consultation),
        documents=shown(db(), DOCUMENT, consultation.offered_documents).values(),
        consultation=consultation,
        change_titles=CHANGE_TITLES,
        steps=COURSE.timeline(db(), consultation),
        main_place=CONSULTATION_MAIN.name,
        outcome_place=CONSULTATION_OUTCOME.name,
        way_place=WAY_OF_TAKING_PART.name,
    )


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
