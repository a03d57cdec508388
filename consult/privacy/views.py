"""The privacy notice."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from consult.contract.deployment import deployment_of
from consult.web.guard import permit
from consult.web.transactions import db

bp = Blueprint("privacy", __name__)


@bp.get("/privacy")
@permit("privacy.notice")
def notice() -> ResponseReturnValue:
    """Say in plain English what is kept, why, for how long, and what people may ask for."""
    plugins = deployment_of(db()).registry.plugins
    kept = [(plugin.title, data.kept) for plugin in plugins for data in plugin.personal_data if data.kept]
    return render_template("privacy/notice.html", kept_by_plugins=dict.fromkeys(kept))
