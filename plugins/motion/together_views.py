"""Drafting together: pages send what is written on them, and fetch what others wrote since."""

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from consult.sdk.access import actor, permit
from consult.sdk.database import db
from consult.sdk.forms import form_token
from consult.sdk.pages import row_number
from plugins.motion.drafting.log import take_updates
from plugins.motion.drafting.messages import people_as_json, read_update, updates_as_json
from plugins.motion.drafting.presence import note_presence, present_in
from plugins.motion.drafting.queries import news_since
from plugins.motion.models import Motion
from plugins.motion.queries import find_draft

bp = Blueprint("motion_together", __name__, url_prefix="/motions/drafts")


@bp.get("/<int:motion_id>/together")
@permit("motion.edit", load=find_draft)
def news(motion: Motion) -> ResponseReturnValue:
    """Send what was written since the entry that the page has, and who writes where."""
    return _news(motion, row_number(request.args.get("since")))


@bp.post("/<int:motion_id>/together")
@permit("motion.edit", load=find_draft)
def take(motion: Motion) -> ResponseReturnValue:
    """Store what was written on the page, and send what others wrote; the answer goes out once that is on the disk."""
    sent = request.form.getlist("update")
    if sent:
        take_updates(db(), actor(), motion, [read_update(update) for update in sent])
    note_presence(db(), actor(), motion, request.form.get("editing", ""))
    return _news(motion, row_number(request.form.get("since")))


def _news(motion: Motion, since: int) -> ResponseReturnValue:
    updates, seq = news_since(db(), motion, since)
    people = people_as_json(present_in(db(), actor(), motion))
    return jsonify(seq=seq, updates=updates_as_json(updates), people=people, token=form_token())
