"""The outlines of the wards, for the maps on pages."""

from flask import Blueprint, current_app, jsonify
from flask.typing import ResponseReturnValue

from consult.kernel.errors import NotFound
from consult.web.guard import permit

bp = Blueprint("ward_outlines", __name__)


@bp.get("/wards.json")
@permit("population.outlines")
def show() -> ResponseReturnValue:
    """Give the drawing of the wards, where the deployment has their outlines."""
    outlines = current_app.config["COUNCIL"].outlines
    if outlines is None:
        raise NotFound
    return jsonify(outlines.drawn())
