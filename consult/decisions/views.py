"""The public pages of decisions."""

from flask import Blueprint

bp = Blueprint("decisions", __name__)
