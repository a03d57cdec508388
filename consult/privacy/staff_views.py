"""The staff pages of privacy."""

from flask import Blueprint

bp = Blueprint("privacy_staff", __name__, url_prefix="/staff")
