"""The officers' pages on which the vote on a motion is recorded."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from consult.sdk.access import loaded_by, permit
from consult.sdk.files import takes_files
from plugins.motion.models import Motion
from plugins.motion.queries import find_submitted
from plugins.motion.recording_views import page_by_name, page_from_list, page_of_casting_vote, page_without_names
from plugins.motion.services.questions import Put

bp = Blueprint("motion_votes", __name__, url_prefix="/staff/motions/<int:motion_id>")


@bp.route("/vote", methods=["GET", "POST"])
@permit("motion.record_vote", load=loaded_by(find_submitted))
def vote(motion: Motion) -> ResponseReturnValue:
    """Record the vote by name."""
    return page_by_name(Put(motion))


@bp.route("/vote/list", methods=["GET", "POST"])
@permit("motion.record_vote", load=loaded_by(find_submitted))
@takes_files
def vote_list(motion: Motion) -> ResponseReturnValue:
    """Record the vote by name from a list, or in one act for everybody who was there."""
    return page_from_list(Put(motion))


@bp.route("/outcome", methods=["GET", "POST"])
@permit("motion.record_vote", load=loaded_by(find_submitted))
def outcome(motion: Motion) -> ResponseReturnValue:
    """Record the outcome of a vote whose names were not taken down."""
    return page_without_names(Put(motion))


@bp.route("/casting-vote", methods=["GET", "POST"])
@permit("motion.record_vote", load=loaded_by(find_submitted))
def casting(motion: Motion) -> ResponseReturnValue:
    """Record the casting vote on a motion whose votes were equal."""
    return page_of_casting_vote(Put(motion))
