"""The public pages of exports."""

from flask import Blueprint

bp = Blueprint("exports", __name__)
