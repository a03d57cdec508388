"""The officers' pages of votes around a debate: on a closure, and a vote that is minuted."""

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from consult.sdk.access import actor, loaded_by, permit
from consult.sdk.database import db
from consult.sdk.errors import NotFound
from consult.sdk.files import takes_files
from consult.sdk.forms import render_form
from consult.sdk.messages import gettext as _
from consult.sdk.office import members_on
from consult.sdk.pages import row_number
from plugins.motion.closure_forms import ClosureForm, MinutedVoteForm
from plugins.motion.models import Motion
from plugins.motion.queries import find_submitted
from plugins.motion.recording_views import page_by_name, page_from_list, page_of_casting_vote, people_of
from plugins.motion.records import Choice, Division
from plugins.motion.saving_views import saved
from plugins.motion.services.closures import minute_vote
from plugins.motion.services.questions import Put
from plugins.motion.services.votes import record_unnamed_vote
from plugins.motion.voting_rules import Closure

bp = Blueprint("motion_closures", __name__, url_prefix="/staff/motions/<int:motion_id>")


@bp.route("/closure", methods=["GET", "POST"])
@permit("motion.record_act", load=loaded_by(find_submitted))
def closure(motion: Motion) -> ResponseReturnValue:
    """Record the vote on a closure of the debate, or go on to record it by name."""
    form = ClosureForm()
    if form.validate_on_submit():
        moved = Closure(str(form.closure.data))
        if form.is_named.data == "yes":
            return redirect(url_for(".vote", motion_id=motion.id, closure=moved.value), 303)
        page = url_for("motion.page", number=motion.number, _anchor="vote")
        done = saved(
            form,
            lambda: record_unnamed_vote(db(), actor(), motion, form.unnamed_vote(), closure=moved),
            page=page,
            see=_("See the vote that was recorded"),
        )
        if done is not None:
            return done
    return render_form("motion/closure.html", form, motion=motion)


@bp.route("/closures/<closure>/vote", methods=["GET", "POST"])
@permit("motion.record_act", load=loaded_by(find_submitted), rest=("closure",))
def vote(motion: Motion, closure: str) -> ResponseReturnValue:
    """Record the vote on a closure by name."""
    return page_by_name(_put(motion, closure))


@bp.route("/closures/<closure>/vote/list", methods=["GET", "POST"])
@permit("motion.record_act", load=loaded_by(find_submitted), rest=("closure",))
@takes_files
def vote_list(motion: Motion, closure: str) -> ResponseReturnValue:
    """Record the vote on a closure by name from a list, or in one act for everybody who was there."""
    return page_from_list(_put(motion, closure))


@bp.route("/closures/<closure>/casting-vote", methods=["GET", "POST"])
@permit("motion.record_act", load=loaded_by(find_submitted), rest=("closure",))
def casting(motion: Motion, closure: str) -> ResponseReturnValue:
    """Record the casting vote on a closure whose votes were equal."""
    return page_of_casting_vote(_put(motion, closure))


def _put(motion: Motion, closure: str) -> Put:
    if closure not in set(Closure):
        raise NotFound
    return Put(motion, closure=Closure(closure))


@bp.route("/votes/<int:place>/minuted", methods=["GET", "POST"])
@permit("motion.record_act", load=loaded_by(find_submitted), rest=("place",))
def minuted(motion: Motion, place: int) -> ResponseReturnValue:
    """Record how a member voted who asked for it."""
    division = _division(motion, place)
    roll = {term.id: term for term in members_on(db(), division.held_on)}
    form = MinutedVoteForm()
    form.offer(people_of(list(roll.values())))
    if form.validate_on_submit():
        member, voted = roll[row_number(form.member.data)], Choice(str(form.choice.data))
        done = saved(
            form,
            lambda: minute_vote(db(), actor(), division, member, voted),
            page=url_for("motion.page", number=motion.number, _anchor="vote"),
            see=_("See the vote that was recorded"),
        )
        if done is not None:
            return done
    return render_form("motion/minuted.html", form, motion=motion, division=division)


def _division(motion: Motion, place: int) -> Division:
    for division in motion.divisions:
        if division.number == place and not division.is_named:
            return division
    raise NotFound
