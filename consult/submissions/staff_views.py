"""The staff pages of submissions."""

from flask import Blueprint

bp = Blueprint("submissions_staff", __name__, url_prefix="/staff")
