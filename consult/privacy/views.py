"""The privacy notice."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from consult.web.guard import permit

bp = Blueprint("privacy", __name__)


@bp.get("/privacy")
@permit("privacy.notice")
def notice() -> ResponseReturnValue:
    """Say in plain English what is kept, why, for how long, and what people may ask for."""
    return render_template("privacy/notice.html")
