"""The staff pages of consultations: the list, one consultation, its text and dates."""

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from consult.consultations import activity_views, change_views, document_views, draft_views, move_views, template_views
from consult.consultations.calendar import calendar as what_is_due_by_month
from consult.consultations.changes import CHANGEABLE
from consult.consultations.deadlines import what_is_due
from consult.consultations.desk_views import bp, clash_page, to_desk
from consult.consultations.forms import ConsultationForm, DeskSearchForm, NewConsultationForm
from consult.consultations.gunning import TITLES
from consult.consultations.lifecycle import BEFORE_OPENING, MOVES, state_at
from consult.consultations.models import Activity, Consultation
from consult.consultations.participation import taken_part
from consult.consultations.places import CONSULTATION_DESK, DESK_PAGE
from consult.consultations.presentation import CHANGE_TITLES
from consult.consultations.queries import changes_of, find_consultation, listed, overrides_of
from consult.consultations.services import activity_types, create_consultation, edit_consultation
from consult.kernel.db import database_now
from consult.kernel.errors import ChangedMeanwhile, DomainError
from consult.kernel.messages import gettext as _
from consult.web.forms import render_form
from consult.web.guard import actor, permit
from consult.web.transactions import db

__all__ = ["activity_views", "bp", "change_views", "document_views", "draft_views", "move_views", "template_views"]


@bp.get("")
@permit("consultations.desk")
def home() -> ResponseReturnValue:
    """Lead whoever types the short address to the desk."""
    return redirect(url_for("consultations_staff.index"), 303)


@bp.get("/consultations")
@permit("consultations.desk")
def index() -> ResponseReturnValue:
    """List the consultations with what is due for each."""
    form = DeskSearchForm()
    now = database_now(db())
    page = listed(db(), actor(), now, words=form.q.data, states=form.states(), page=request.args.get("page", ""))
    counts = taken_part(db(), [activity for consultation in page.found for activity in consultation.activities])
    rows = [
        (consultation, state_at(consultation, now), _total(counts, consultation), what_is_due(consultation, now))
        for consultation in page.found
    ]
    return render_template("consultations/staff_index.html", form=form, page=page, rows=rows, place=DESK_PAGE.name)


@bp.get("/calendar")
@permit("consultations.desk")
def calendar() -> ResponseReturnValue:
    """Show what is due, month by month."""
    return render_template("consultations/calendar.html", months=what_is_due_by_month(db(), actor()))


def _total(counts: dict[int, int], consultation: Consultation) -> int | None:
    counted = [counts[activity.id] for activity in consultation.activities if activity.id in counts]
    return sum(counted) if counted else None


@bp.route("/consultations/new", methods=["GET", "POST"])
@permit("consultations.create")
def new() -> ResponseReturnValue:
    """Begin a draft."""
    form = NewConsultationForm()
    if form.validate_on_submit():
        try:
            consultation = create_consultation(db(), actor(), **form.values(), form_key=form.seen_key())
        except DomainError as error:
            form.take_errors(error)
        else:
            flash(_("The draft is saved. Add documents and ways of taking part next."), "success")
            return to_desk(consultation)
    return render_form("consultations/edit.html", form, consultation=None, clashes=[])


@bp.get("/consultations/<slug>")
@permit("consultations.inspect", load=find_consultation)
def show(consultation: Consultation) -> ResponseReturnValue:
    """Show a consultation to staff: where it stands, what can be done next, and what was done."""
    now = database_now(db())
    state = state_at(consultation, now)
    return render_template(
        "consultations/staff_show.html",
        consultation=consultation,
        state=state,
        moves=MOVES[state],
        move_pages=move_views.MOVE_PAGES,
        is_before_opening=state in BEFORE_OPENING,
        is_changeable=state in CHANGEABLE,
        due=what_is_due(consultation, now),
        counts=taken_part(db(), consultation.activities),
        kinds=activity_types(db()),
        may_open=_may_open,
        changes=db().scalars(changes_of(consultation.id)).all(),
        change_titles=CHANGE_TITLES,
        overrides=[
            (TITLES[override.check], override.reason) for override in db().scalars(overrides_of(consultation.id))
        ],
        desk_place=CONSULTATION_DESK.name,
    )


@bp.route("/consultations/<slug>/edit", methods=["GET", "POST"])
@permit("consultations.edit", load=find_consultation)
def edit(consultation: Consultation) -> ResponseReturnValue:
    """Edit a consultation that has not opened."""
    form = ConsultationForm(obj=consultation)
    if form.validate_on_submit():
        try:
            edit_consultation(db(), actor(), consultation, version=form.seen_version(), values=form.values())
        except ChangedMeanwhile:
            return clash_page("consultations/edit.html", form, consultation)
        except DomainError as error:
            form.take_errors(error)
        else:
            flash(_("Saved."), "success")
            return to_desk(consultation)
    return render_form("consultations/edit.html", form, consultation=consultation, clashes=[])


def _may_open(endpoint: str, activity: Activity) -> bool:
    """Say whether the page of an activity on the desk is for whoever looks."""
    permission = getattr(current_app.view_functions[endpoint], "permission", "")
    return actor().can(permission, activity)
