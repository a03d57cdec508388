"""The page on which the proposer asks to alter a motion, or an officer enters what the mover altered at the meeting."""

from flask import Blueprint, flash
from flask.typing import ResponseReturnValue

from consult.sdk.access import actor, permit
from consult.sdk.database import db
from consult.sdk.errors import ChangedMeanwhile, Conflict, Invalid, NotFound
from consult.sdk.forms import render_form
from consult.sdk.messages import gettext as _
from plugins.motion.amendment_forms import amend_form
from plugins.motion.amendment_views import to_amendment
from plugins.motion.amendments import wording_of
from plugins.motion.canonical import Section
from plugins.motion.models import Motion
from plugins.motion.policies import is_clerk
from plugins.motion.queries import find_public_motion
from plugins.motion.services.alterations import propose_alteration

bp = Blueprint("motion_alterations", __name__, url_prefix="/motions")


@bp.route("/<number>/alter", methods=["GET", "POST"])
@permit("motion.alter", load=find_public_motion)
def alter(motion: Motion) -> ResponseReturnValue:
    """Ask to alter the newest version of a text, as its proposer."""
    if motion.frozen is None:
        raise NotFound
    base, is_of_meeting = wording_of(motion.frozen), is_clerk(actor(), motion)
    form = amend_form(base, motion.frozen.number)
    form.leave_people()
    if form.validate_on_submit():
        changes, reason = form.changes(base), form.reason.data or ""
        try:
            made = propose_alteration(
                db(),
                actor(),
                motion,
                changes,
                reason=reason,
                text_number=form.seen_version(),
                is_of_meeting=is_of_meeting,
            )
        except (Conflict, Invalid, ChangedMeanwhile) as error:
            form.take_errors(error)
        else:
            if not is_of_meeting:
                flash(_("%(name)s is asked to consent to the alteration.", name=motion.seconder_name), "success")
            return to_amendment(made)
    return render_form(
        "motion/amend.html",
        form,
        motion=motion,
        base=base,
        parent=None,
        sections=list(Section),
        is_alteration=True,
        is_of_meeting=is_of_meeting,
    )
