"""The officer's page on which points are drawn into the outline of issues, and issues are moved in it."""

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Select

from consult.analysis.queries import words_of
from consult.consultations.models import Consultation
from consult.consultations.queries import find_consultation
from consult.decisions.forms import NEW, TAKE_OUT, PutForm, SupplementForm
from consult.decisions.models import IssuePoint
from consult.decisions.open_list import may_change
from consult.decisions.outline import PLACES, WAYS, move_issue, outline_of, place_issue, seen_as, ways_for
from consult.decisions.points import (
    Seen,
    draw_issue,
    find_point,
    number_of,
    placed_in,
    put_points,
    shown_points,
    supplement_point,
    take_out_points,
)
from consult.decisions.queries import find_issue, point_counts, points_of
from consult.kernel.errors import DomainError, Invalid, NotFound
from consult.kernel.messages import gettext as _
from consult.kernel.messages import ngettext
from consult.kernel.row_numbers import row_number
from consult.submissions.models import Passage
from consult.web.addresses import asked_number
from consult.web.forms import render_form
from consult.web.guard import actor, loaded_by, permit
from consult.web.transactions import db

bp = Blueprint("outline", __name__, url_prefix="/staff")
SHOWN = 50
ALL = "all"


@bp.get("/consultations/<slug>/outline")
@permit("decisions.desk", load=find_consultation)
def show(consultation: Consultation) -> ResponseReturnValue:
    """Show the outline of issues, and the points that are in no issue yet."""
    return _page(consultation, PutForm())


@bp.post("/consultations/<slug>/outline")
@permit("decisions.edit", load=find_consultation)
def put(consultation: Consultation) -> ResponseReturnValue:
    """Put the selected points into an issue, into a new one, or out of theirs."""
    form = PutForm()
    form.offer([], outline_of(db(), consultation.id))
    if form.validate_on_submit():
        try:
            done = _put(consultation, form)
        except DomainError as error:
            form.take_errors(error)
        else:
            flash(done, "success")
            asked = {"in": request.args.get("in") or None, "from": request.args.get("from") or None}
            return redirect(url_for("outline.show", slug=consultation.slug, _external=False, **asked), 303)
    return _page(consultation, form)


def _put(consultation: Consultation, form: PutForm) -> str:
    chosen = [Seen.read(key) for key in form.chosen.data]
    if form.issue.data == TAKE_OUT:
        number = take_out_points(db(), actor(), consultation, chosen)
        return ngettext("%(num)s point is in no issue now.", "%(num)s points are in no issue now.", number)
    if form.issue.data == NEW:
        issue = draw_issue(db(), actor(), consultation, chosen, form.title.data or "", form.seen_key())
    else:
        issue = find_issue(db(), row_number(form.issue.data))
        put_points(db(), actor(), issue, chosen)
    return _("The points are in issue %(number)s.", number=issue.number)


@bp.post("/consultations/<slug>/outline/move")
@permit("decisions.edit", load=find_consultation)
def move(consultation: Consultation) -> ResponseReturnValue:
    """Move an issue in the outline: by one step, or before, into or after another one."""
    form, way, seen = PutForm(formdata=None), request.form.get("way", ""), request.form.get("seen", "")
    if way not in {*WAYS, *PLACES}:
        form.take_errors(Invalid(_("Select where the issue is to go")))
        return _page(consultation, form)
    issue = find_issue(db(), row_number(request.form.get("issue")))
    target = find_issue(db(), row_number(request.form.get("target"))) if way in PLACES else issue
    if {issue.consultation_id, target.consultation_id} != {consultation.id}:
        raise NotFound
    try:
        if way in PLACES:
            place_issue(db(), actor(), issue, target, way, seen=seen)
        else:
            move_issue(db(), actor(), issue, way, seen=seen)
    except DomainError as error:
        form.take_errors(error)
        return _page(consultation, form)
    return redirect(url_for("outline.show", slug=consultation.slug, _anchor=f"issue-{issue.number}"), 303)


@bp.route("/points/<int:passage_id>/supplement", methods=["GET", "POST"])
@permit("decisions.edit", load=loaded_by(find_point))
def supplement(placed: IssuePoint) -> ResponseReturnValue:
    """Say something to one point beside the answer to its issue."""
    form = SupplementForm(obj=placed)
    if form.validate_on_submit():
        try:
            supplement_point(db(), actor(), placed, form.supplement.data or "", seen_version=form.seen_version())
        except DomainError as error:
            form.take_errors(error)
        else:
            return redirect(url_for("decisions_staff.issue", issue_id=placed.issue_id, _anchor="points"), 303)
    said = words_of(db(), [placed.passage])[placed.passage_id]
    return render_form("decisions/supplement.html", form, placed=placed, issue=placed.issue, said=said)


def _page(consultation: Consultation, form: PutForm) -> ResponseReturnValue:
    outline = outline_of(db(), consultation.id)
    within, start = request.args.get("in", ""), asked_number("from")
    found = _points(consultation, within)
    number = number_of(db(), found)
    points = shown_points(db(), found.offset(start).limit(SHOWN))
    form.offer(points, outline)
    return render_form(
        "decisions/outline.html",
        form,
        consultation=consultation,
        outline=outline,
        counts={issue_id: (points, own) for issue_id, points, own in db().execute(point_counts(consultation.id))},
        ways=ways_for(outline),
        way_labels=WAYS,
        seen=seen_as(outline),
        number=number,
        waiting=number_of(db(), placed_in(consultation.id, None)),
        within=within,
        start=start,
        shown=SHOWN,
        is_changeable=may_change(db(), consultation),
    )


def _points(consultation: Consultation, within: str) -> Select[Passage, IssuePoint | None]:
    if within == ALL:
        return points_of(consultation.id)
    return placed_in(consultation.id, row_number(within) or None)
