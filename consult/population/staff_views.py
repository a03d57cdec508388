"""The page of who lives here, and the file that the figures come from."""

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from consult.file_imports.views import import_page
from consult.kernel.formats import number
from consult.population.imports import POPULATION_FILE, WARD
from consult.population.queries import figures
from consult.population.ward_map import ward_places
from consult.web.guard import permit
from consult.web.limits import takes_files
from consult.web.transactions import db

bp = Blueprint("population", __name__, url_prefix="/staff/population")


@bp.get("")
@permit("population.read")
def index() -> ResponseReturnValue:
    """List the figures with their sources, and the wards."""
    rows = figures(db())
    return render_template(
        "population/index.html",
        shown=[
            (row.area, row.variable, row.category, number(row.count), row.source)
            for row in rows
            if row.count is not None
        ],
        has_map=bool(ward_places(db())),
        wards=[row.category for row in rows if row.variable == WARD and row.count is None],
    )


@bp.route("/import", methods=["GET", "POST"])
@permit("population.keep")
@takes_files
def import_file() -> ResponseReturnValue:
    """Take figures of who lives here, or the wards, from a file."""
    return import_page(POPULATION_FILE, back=url_for("population.index"))
