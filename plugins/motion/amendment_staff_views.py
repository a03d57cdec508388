"""The officers' pages of amendments: the ruling, collisions, and the vote on each."""

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from consult.sdk.access import actor, permit
from consult.sdk.database import clock, database_now, db
from consult.sdk.errors import ChangedMeanwhile, Conflict, Invalid
from consult.sdk.files import takes_files
from consult.sdk.forms import render_form
from plugins.motion.amendment_forms import CollisionForm, DropForm, RulingForm, TakeInForm
from plugins.motion.amendment_queries import brought_in, find_amendment
from plugins.motion.amendment_views import to_amendment
from plugins.motion.amendments import Amendment
from plugins.motion.recording_views import page_by_name, page_from_list, page_of_casting_vote, page_without_names
from plugins.motion.services.alterations import take_in_amendment
from plugins.motion.services.amendments import (
    drop_amendment,
    rule_on_amendment,
    settle_collision,
)
from plugins.motion.services.questions import Put

bp = Blueprint("motion_amendments_staff", __name__, url_prefix="/staff/motions/amendments/<number>")


@bp.route("/ruling", methods=["GET", "POST"])
@permit("motion.rule", load=find_amendment)
def rule(amendment: Amendment) -> ResponseReturnValue:
    """Rule whether an amendment is in order, with the reason."""
    form = RulingForm(data={"version": amendment.version})
    if form.validate_on_submit():
        try:
            rule_on_amendment(
                db(),
                actor(),
                amendment,
                is_in_order=form.is_in_order.data == "yes",
                reason=form.reason.data or "",
                place=form.place.data,
                version=form.seen_version(),
            )
        except (Conflict, Invalid, ChangedMeanwhile) as error:
            form.take_errors(error)
        else:
            return to_amendment(amendment)
    return render_form("motion/ruling.html", form, amendment=amendment, motion=amendment.motion)


@bp.route("/drop", methods=["GET", "POST"])
@permit("motion.rule", load=find_amendment)
def drop(amendment: Amendment) -> ResponseReturnValue:
    """Record that an amendment is not put to the vote."""
    form = DropForm()
    if form.validate_on_submit():
        try:
            drop_amendment(db(), actor(), amendment, reason=form.reason.data or "")
        except (Conflict, Invalid) as error:
            form.take_errors(error)
        else:
            return to_amendment(amendment)
    return render_form("motion/drop.html", form, amendment=amendment, motion=amendment.motion)


@bp.route("/take-in", methods=["GET", "POST"])
@permit("motion.rule", load=find_amendment)
def take_in(amendment: Amendment) -> ResponseReturnValue:
    """Record that an alteration was made, or an amendment taken in, without a vote."""
    form = TakeInForm()
    if form.validate_on_submit():
        try:
            take_in_amendment(db(), actor(), amendment, is_agreed=form.is_agreed.data)
        except (Conflict, Invalid) as error:
            form.take_errors(error)
        else:
            return to_amendment(amendment)
    today = clock.london(database_now(db())).date()
    return render_form("motion/take_in.html", form, amendment=amendment, motion=amendment.motion, today=today)


@bp.route("/collisions", methods=["GET", "POST"])
@permit("motion.rule", load=find_amendment)
def collisions(amendment: Amendment) -> ResponseReturnValue:
    """Give the words of each clause where an amendment collides with the text as it stands."""
    found = brought_in(db(), amendment).collisions
    if not found:
        return to_amendment(amendment)
    newest = amendment.motion.frozen or amendment.text
    first = found[0]
    form = CollisionForm(data={"version": newest.number, "key": first.key, "text": first.stands or ""})
    if form.validate_on_submit():
        try:
            settle_collision(
                db(), actor(), amendment, form.key.data or "", text=form.words(), text_number=form.seen_version()
            )
        except (Conflict, Invalid, ChangedMeanwhile) as error:
            form.take_errors(error)
        else:
            return redirect(url_for(".collisions", number=amendment.number), 303)
    return render_form(
        "motion/collisions.html", form, amendment=amendment, motion=amendment.motion, first=first, left=len(found)
    )


@bp.route("/vote", methods=["GET", "POST"])
@permit("motion.vote_on_amendment", load=find_amendment)
def vote(amendment: Amendment) -> ResponseReturnValue:
    """Record the vote on an amendment by name."""
    return page_by_name(_put(amendment))


@bp.route("/vote/list", methods=["GET", "POST"])
@permit("motion.vote_on_amendment", load=find_amendment)
@takes_files
def vote_list(amendment: Amendment) -> ResponseReturnValue:
    """Record the vote on an amendment by name from a list, or in one act for everybody who was there."""
    return page_from_list(_put(amendment))


@bp.route("/outcome", methods=["GET", "POST"])
@permit("motion.vote_on_amendment", load=find_amendment)
def outcome(amendment: Amendment) -> ResponseReturnValue:
    """Record the outcome of a vote on an amendment whose names were not taken down."""
    return page_without_names(_put(amendment))


@bp.route("/casting-vote", methods=["GET", "POST"])
@permit("motion.vote_on_amendment", load=find_amendment)
def casting(amendment: Amendment) -> ResponseReturnValue:
    """Record the casting vote on an amendment whose votes were equal."""
    return page_of_casting_vote(_put(amendment))


def _put(amendment: Amendment) -> Put:
    return Put(amendment.motion, amendment)
