"""The officers' pages: what waits, and taking in what the police published."""

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from consult.sdk.access import permit
from consult.sdk.files import import_page, takes_files
from plugins.register.imports import DEPLOYMENTS_FILE

bp = Blueprint("register_staff", __name__, url_prefix="/staff/register")


@bp.get("")
@permit("register.keep")
def index() -> ResponseReturnValue:
    """Show what waits to be done for the register, and what can be done."""
    return render_template("register/desk.html")


@bp.route("/import", methods=["GET", "POST"])
@permit("register.keep")
@takes_files
def take_file() -> ResponseReturnValue:
    """Take in a file of deployments."""
    return import_page(DEPLOYMENTS_FILE, back=url_for("register_staff.index"))
