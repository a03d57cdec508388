"""The rules of the police: a public page of every version, and the page on which a later one is entered."""

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from consult.sdk.access import permit
from consult.sdk.database import db
from consult.sdk.files import import_page, takes_files
from plugins.authorisation.regime_imports import RULES_FILE
from plugins.authorisation.regime_presentation import shown_regimes

bp = Blueprint("authorisation_rules", __name__)


@bp.get("/authorisation/rules")
@permit("authorisation.list")
def index() -> ResponseReturnValue:
    """Show every version of the rules, from which day to which it was in force, and where it is read."""
    return render_template("authorisation/rules.html", regimes=shown_regimes(db()))


@bp.route("/staff/authorisation/rules/import", methods=["GET", "POST"])
@permit("authorisation.keep_rules")
@takes_files
def take_rules() -> ResponseReturnValue:
    """Take in a file of rules."""
    return import_page(RULES_FILE, back=url_for("authorisation_rules.index"))
