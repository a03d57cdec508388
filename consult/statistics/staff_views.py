"""The page on which officers set answers against answers."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from consult.consultations.models import Activity, Consultation, State
from consult.consultations.places import CONSULTATION_DESK
from consult.consultations.queries import find_activity
from consult.exports.export_files import asking_activities
from consult.kernel.errors import DomainError
from consult.population.queries import margins
from consult.statistics.crosstabs import CrossTable, cross_tables
from consult.statistics.forms import CompareForm, WeightForm
from consult.statistics.opinions.found import FEWEST_STATEMENTS
from consult.statistics.opinions.statements import statements_of
from consult.statistics.places import ward_charts
from consult.statistics.presentation import shown_table, shown_weighting
from consult.statistics.stops import shown_stops
from consult.statistics.variables import variables_of
from consult.statistics.weighting import Weighting, targets_of, weigh
from consult.web.forms import render_form
from consult.web.guard import actor, permit
from consult.web.transactions import db

bp = Blueprint("statistics_staff", __name__, url_prefix="/staff")


@bp.get("/activities/<int:activity_id>/compare")
@permit("statistics.read", load=find_activity)
def compare(activity: Activity) -> ResponseReturnValue:
    """Show one question against others, with tests of difference."""
    variables = {variable.key: variable for variable in variables_of(db(), activity)}
    form = CompareForm()
    form.offer(list(variables.values()))
    tables: list[CrossTable] = []
    if request.args and form.validate():
        try:
            rows = variables[form.rows.data or ""]
            tables = cross_tables(db(), activity, rows, [variables[key] for key in form.columns.data])
        except DomainError as error:
            form.take_errors(error)
    shown = [shown_table(table, "row" if form.share.data == "row" else "column") for table in tables]
    return render_form("statistics/compare.html", form, activity=activity, tables=shown)


@bp.get("/activities/<int:activity_id>/weights")
@permit("statistics.read", load=find_activity)
def weights(activity: Activity) -> ResponseReturnValue:
    """Show answers weighted to who lives here, beside the unweighted ones."""
    variables = variables_of(db(), activity)
    targets = targets_of(variables, margins(db()))
    form = WeightForm()
    form.offer(targets, variables)
    found: Weighting | None = None
    if request.args and form.validate():
        chosen = [target for target in targets if target.key in form.targets.data]
        questions = [variable for variable in variables if variable.key in form.questions.data]
        cap, tolerance = float(form.cap.data or 0), float(form.tolerance.data or 0) / 100
        try:
            found = weigh(db(), activity, chosen, questions, cap=cap, tolerance=tolerance)
        except DomainError as error:
            form.take_errors(error)
    shown = shown_weighting(found, [one.figures for one in targets if one.key in form.targets.data]) if found else None
    return render_form("statistics/weights.html", form, activity=activity, targets=targets, shown=shown)


@bp.get("/activities/<int:activity_id>/wards")
@permit("statistics.read", load=find_activity)
def wards(activity: Activity) -> ResponseReturnValue:
    """Show how many gave a place in each ward."""
    return render_template("statistics/wards.html", activity=activity, charts=ward_charts(db(), activity))


@bp.get("/activities/<int:activity_id>/where-people-stop")
@permit("statistics.read", load=find_activity)
def stops(activity: Activity) -> ResponseReturnValue:
    """Show how many began and did not send, by the last page that they saved."""
    return render_template("statistics/stops.html", activity=activity, shown=shown_stops(db(), activity))


def desk_links(consultation: Consultation) -> str | None:
    """Return the links to the comparison of answers for the consultation's page on the desk."""
    if consultation.state == State.DRAFT or not actor().can("statistics.read", consultation):
        return None
    asks = asking_activities(db(), consultation)
    opinions = [activity for activity in asks if len(statements_of(db(), activity)) >= FEWEST_STATEMENTS]
    return render_template("statistics/_desk_link.html", asks=asks, opinions=opinions) if asks else None


DESK_SLOT = CONSULTATION_DESK.slot(desk_links)
