"""The staff pages of audit."""

from flask import Blueprint

bp = Blueprint("audit_staff", __name__, url_prefix="/staff")
