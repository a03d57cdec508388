"""The staff pages of exports."""

from flask import Blueprint

bp = Blueprint("exports_staff", __name__, url_prefix="/staff")
