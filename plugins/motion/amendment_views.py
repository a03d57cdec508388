"""The pages of amendments: proposing, reading and seconding one, agreeing to it, and comparing versions."""

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from consult.sdk.access import actor, permit
from consult.sdk.database import clock, database_now, db
from consult.sdk.errors import ChangedMeanwhile, Conflict, Invalid, NotFound
from consult.sdk.forms import render_form
from consult.sdk.messages import gettext as _
from consult.sdk.pages import row_number
from consult.sdk.records import shown_row
from plugins.motion.amendment_forms import amend_form, person_of
from plugins.motion.amendment_queries import asked_now, brought_in, find_amendment
from plugins.motion.amendments import Amendment, wording_of
from plugins.motion.canonical import Section
from plugins.motion.changes import Wording
from plugins.motion.methods import lines_of, tracked
from plugins.motion.models import Motion
from plugins.motion.policies import is_clerk
from plugins.motion.published import AMENDMENT
from plugins.motion.queries import councillors, find_public_motion, roll_of
from plugins.motion.records import FrozenText
from plugins.motion.services.alterations import consent_to_amendment
from plugins.motion.services.amendments import (
    Mover,
    mover_of,
    propose_amendment,
    second_amendment,
    withdraw_amendment,
)
from plugins.motion.services.drafts import councillor_by_id
from plugins.motion.services.members import seat_today

bp = Blueprint("motion_amendments", __name__, url_prefix="/motions")
VIEWS = ("changes", "whole", "result", "original")


def to_amendment(amendment: Amendment) -> ResponseReturnValue:
    """Send the reader to the page of an amendment."""
    return redirect(url_for("motion_amendments.page", number=amendment.number), 303)


@bp.get("/amendments/<number>")
@permit("motion.read", load=find_amendment)
def page(amendment: Amendment) -> ResponseReturnValue:
    """Show an amendment: what it changes, what the text becomes by it, and the text for which it was written."""
    view = request.args.get("view", "changes")
    asked = asked_now(db(), amendment)
    return render_template(
        "motion/amendment.html",
        amendment=amendment,
        motion=amendment.motion,
        view=view if view in VIEWS else "changes",
        shown=tracked(amendment.text.method, amendment.base, asked),
        asked=asked,
        acts=[act.act.label for act in amendment.acts],
        read=shown_row(db(), AMENDMENT, amendment),
        sections=list(Section),
        collisions=brought_in(db(), amendment).collisions if amendment.is_open else (),
        today=clock.london(database_now(db())).date(),
    )


@bp.get("/<number>/compare")
@permit("motion.read", load=find_public_motion)
def compare(motion: Motion) -> ResponseReturnValue:
    """Show what changed between two versions of a text, word by word."""
    if motion.public_text is None:
        raise NotFound
    texts = _readable(motion)
    after = _version(texts, request.args.get("to"), texts[-1])
    before = _version(texts, request.args.get("from"), texts[max(len(texts) - 2, 0)])
    return render_template(
        "motion/compare.html",
        motion=motion,
        texts=texts,
        earlier=before,
        later=after,
        shown=tracked(after.method, wording_of(before), wording_of(after)),
        lines=lines_of(after.method, wording_of(after)),
        only_changes=request.args.get("show") == "changes",
        sections=list(Section),
    )


def _readable(motion: Motion) -> Sequence[FrozenText]:
    """Return the versions that the reader may compare: the public those that follow from the text last submitted."""
    if actor().can("motion.read_texts", motion):
        return motion.texts
    first = motion.submitted.number if motion.submitted else 1
    return [text for text in motion.texts if text.number >= first]


def _version(texts: Sequence[FrozenText], asked: str | None, otherwise: FrozenText) -> FrozenText:
    return next((text for text in texts if text.number == row_number(asked)), otherwise)


@bp.route("/<number>/amend", methods=["GET", "POST"])
@permit("motion.amend", load=find_public_motion)
def amend(motion: Motion) -> ResponseReturnValue:
    """Propose an amendment to the newest version of a text, or to an amendment that is named in the address."""
    if motion.frozen is None:
        raise NotFound
    parent = find_amendment(db(), request.args["to"], actor()) if "to" in request.args else None
    base: Wording = parent.asked if parent is not None else wording_of(motion.frozen)
    form = amend_form(base, motion.frozen.number)
    movers = _movers(motion)
    is_for_others = is_clerk(actor(), motion)
    form.offer([(key, mover.name) for key, mover in movers.items()], is_for_others=is_for_others)
    if form.validate_on_submit():
        try:
            amendment = propose_amendment(
                db(),
                actor(),
                motion,
                form.changes(base),
                proposer=movers[person_of(form.proposer_id)] if is_for_others else _myself(),
                seconder=movers[person_of(form.seconder_id)],
                reason=form.reason.data or "",
                text_number=form.seen_version(),
                parent=parent,
                is_seconded=is_for_others,
            )
        except (Conflict, Invalid, ChangedMeanwhile) as error:
            form.take_errors(error)
        else:
            flash(_("Amendment %(number)s is proposed.", number=amendment.number), "success")
            return to_amendment(amendment)
    shown = {"base": base, "parent": parent, "sections": list(Section), "is_alteration": False, "is_of_meeting": False}
    return render_form("motion/amend.html", form, motion=motion, **shown)


def _myself() -> Mover:
    return mover_of(db(), councillor_by_id(db(), actor().person_id or 0))


def _movers(motion: Motion) -> dict[int, Mover]:
    """Return who may be named: for an officer the roll of the meeting, for councillors those with an account."""
    if is_clerk(actor(), motion):
        found = {term.id: Mover(term.name, term.holder.person_id) for term in roll_of(db(), motion)}
    else:
        seats = ((person.id, seat_today(db(), person.id)) for person in db().scalars(councillors()))
        found = {person_id: Mover(seat.name, person_id) for person_id, seat in seats if seat is not None}
    return {
        key: mover for key, mover in found.items() if mover.person_id is None or mover.person_id != motion.proposer_id
    }


@bp.post("/amendments/<number>/second")
@permit("motion.second_amendment", load=find_amendment)
def second(amendment: Amendment) -> ResponseReturnValue:
    """Agree to second an amendment."""
    second_amendment(db(), actor(), amendment)
    return to_amendment(amendment)


@bp.post("/amendments/<number>/consent")
@permit("motion.consent_amendment", load=find_amendment)
def consent(amendment: Amendment) -> ResponseReturnValue:
    """Agree that an amendment is taken into the motion without a vote."""
    consent_to_amendment(db(), actor(), amendment)
    return to_amendment(amendment)


@bp.post("/amendments/<number>/withdraw")
@permit("motion.withdraw_amendment", load=find_amendment)
def withdraw(amendment: Amendment) -> ResponseReturnValue:
    """Withdraw an amendment."""
    withdraw_amendment(db(), actor(), amendment)
    return to_amendment(amendment)
