"""The staff pages of consultations."""

from flask import Blueprint

bp = Blueprint("consultations_staff", __name__, url_prefix="/staff")
