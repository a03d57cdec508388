"""The staff pages of jobs."""

from flask import Blueprint

bp = Blueprint("jobs_staff", __name__, url_prefix="/staff")
