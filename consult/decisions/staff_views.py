"""The staff pages of decisions."""

from flask import Blueprint

bp = Blueprint("decisions_staff", __name__, url_prefix="/staff")
