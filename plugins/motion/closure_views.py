"""The officers' pages of votes around a debate: on a closure, a casting vote given later, a vote that is minuted."""

from collections.abc import Callable

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from consult.sdk.access import actor, loaded_by, permit
from consult.sdk.database import db
from consult.sdk.errors import NotFound
from consult.sdk.forms import Form, render_form
from consult.sdk.messages import gettext as _
from consult.sdk.office import OfficeTerm, members_on
from consult.sdk.pages import row_number
from plugins.motion.closure_forms import CastingVoteForm, ClosureForm, MinutedVoteForm
from plugins.motion.models import Motion
from plugins.motion.queries import find_submitted, roll_of
from plugins.motion.records import Choice, Division
from plugins.motion.saving_views import saved
from plugins.motion.services.closures import give_casting_vote, minute_vote, record_closure
from plugins.motion.vote_views import chair_on
from plugins.motion.voting_rules import Closure

bp = Blueprint("motion_closures", __name__, url_prefix="/staff/motions/<int:motion_id>")


def _people(roll: dict[int, OfficeTerm]) -> list[tuple[int, str]]:
    return [(number, f"{term.name} ({term.ward})") for number, term in roll.items()]


def _saved(form: Form, motion: Motion, save: Callable[[], object]) -> ResponseReturnValue | None:
    page = url_for("motion.page", number=motion.number, _anchor="vote")
    return saved(form, save, page=page, see=_("See the vote that was recorded"))


@bp.route("/closure", methods=["GET", "POST"])
@permit("motion.record_act", load=loaded_by(find_submitted))
def closure(motion: Motion) -> ResponseReturnValue:
    """Record the vote on a closure of the debate."""
    form = ClosureForm()
    if form.validate_on_submit():
        moved = Closure(str(form.closure.data))
        done = _saved(form, motion, lambda: record_closure(db(), actor(), motion, moved, form.unnamed_vote()))
        if done is not None:
            return done
    return render_form("motion/closure.html", form, motion=motion)


@bp.route("/casting-vote", methods=["GET", "POST"])
@permit("motion.record_vote", load=loaded_by(find_submitted))
def casting(motion: Motion) -> ResponseReturnValue:
    """Record the casting vote on a motion whose votes were equal."""
    roll = {term.id: term for term in roll_of(db(), motion)}
    form = CastingVoteForm(data={"chair_id": chair_on(motion.meeting_on, list(roll.values()))})
    form.offer(_people(roll))
    if form.validate_on_submit():
        given, chair = Choice(str(form.casting_vote.data)), roll[row_number(form.chair_id.data)]
        done = _saved(form, motion, lambda: give_casting_vote(db(), actor(), motion, given, chair))
        if done is not None:
            return done
    return render_form("motion/casting_vote.html", form, motion=motion)


@bp.route("/votes/<int:place>/minuted", methods=["GET", "POST"])
@permit("motion.record_act", load=loaded_by(find_submitted), rest=("place",))
def minuted(motion: Motion, place: int) -> ResponseReturnValue:
    """Record how a member voted who asked for it."""
    division = _division(motion, place)
    roll = {term.id: term for term in members_on(db(), division.held_on)}
    form = MinutedVoteForm()
    form.offer(_people(roll))
    if form.validate_on_submit():
        member, voted = roll[row_number(form.member.data)], Choice(str(form.choice.data))
        done = _saved(form, motion, lambda: minute_vote(db(), actor(), division, member, voted))
        if done is not None:
            return done
    return render_form("motion/minuted.html", form, motion=motion, division=division)


def _division(motion: Motion, place: int) -> Division:
    for division in motion.divisions:
        if division.number == place and not division.is_named:
            return division
    raise NotFound
