"""The public page of people in office."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from consult.office.forms import DayForm
from consult.office.list_views import tables_of
from consult.office.queries import terms_on, vacant_seats_on
from consult.office.records import TERM
from consult.records.shown import shown
from consult.web.forms import render_form
from consult.web.guard import permit
from consult.web.transactions import db

bp = Blueprint("office", __name__, url_prefix="/office")


@bp.get("")
@permit("office.read")
def index() -> ResponseReturnValue:
    """Show who sat on the council, and who held which role, on a day."""
    form = DayForm()
    form.validate()
    terms = db().scalars(terms_on(form.asked())).all()
    readings = shown(db(), TERM, terms)
    return render_form(
        "office/index.html",
        form,
        day=form.asked(),
        **tables_of(terms, vacant_seats_on(db(), form.asked())),
        noted=[
            (term, reading)
            for term, reading in zip(terms, readings.values(), strict=True)
            if reading.corrections() or reading.redactions()
        ],
    )
