"""The officers' pages on which the vote on a motion is recorded."""

from collections.abc import Sequence
from datetime import date

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from consult.sdk.access import actor, loaded_by, permit
from consult.sdk.database import db
from consult.sdk.errors import Conflict, Invalid, SavedOtherwise
from consult.sdk.files import takes_files
from consult.sdk.forms import render_form
from consult.sdk.messages import gettext as _
from consult.sdk.office import OfficeRole, OfficeTerm, holder_of
from plugins.motion.models import Motion
from plugins.motion.name_list import (
    Entry,
    FaultyNames,
    complete_votes,
    match_names,
    read_file,
    read_pasted,
    written_out,
)
from plugins.motion.queries import find_submitted, roll_of
from plugins.motion.records import Choice
from plugins.motion.services.votes import known_before, record_named_vote, record_unnamed_vote
from plugins.motion.vote_forms import NameListForm, UnnamedVoteForm, name_list_form, vote_form

bp = Blueprint("motion_votes", __name__, url_prefix="/staff/motions")


def _place(motion: Motion, part: str | None = None) -> str:
    return url_for("motion.page", number=motion.number, _anchor=part)


def _to_motion(motion: Motion) -> ResponseReturnValue:
    return redirect(_place(motion), 303)


@bp.route("/<int:motion_id>/vote", methods=["GET", "POST"])
@permit("motion.record_vote", load=loaded_by(find_submitted))
def vote(motion: Motion) -> ResponseReturnValue:
    """Record the vote by name."""
    roll = roll_of(db(), motion)
    people = [(term.id, f"{term.name} ({term.ward})") for term in roll]
    form = vote_form(people, before=known_before(db(), motion), chair_id=chair_on(motion.meeting_on, roll))
    if form.validate_on_submit():
        try:
            record_named_vote(db(), actor(), motion, form.named_vote(people))
        except SavedOtherwise as error:
            error.ways = ((_("See the vote that was recorded"), _place(motion, "vote")),)
            raise
        except (Conflict, Invalid) as error:
            form.take_errors(error)
        else:
            return _to_motion(motion)
    lines = [form[f"vote_{term_id}"] for term_id, _ignored in people]
    return render_form("motion/vote.html", form, motion=motion, amendment=None, lines=lines)


@bp.route("/<int:motion_id>/vote/list", methods=["GET", "POST"])
@permit("motion.record_vote", load=loaded_by(find_submitted))
@takes_files
def vote_list(motion: Motion) -> ResponseReturnValue:
    """Record the vote by name from a list, or in one act for everybody who was there."""
    roll = roll_of(db(), motion)
    before = known_before(db(), motion)
    people = [(term.id, f"{term.name} ({term.ward})") for term in roll]
    form = name_list_form(people, chair_id=chair_on(motion.meeting_on, roll))
    if form.validate_on_submit():
        try:
            named = match_names(_entries(form), roll, motion.meeting_on or date.min)
            choices = complete_votes(named, roll, rest=form.rest_voted(), before=before)
            record_named_vote(db(), actor(), motion, form.with_totals(choices))
        except SavedOtherwise as error:
            error.ways = ((_("See the vote that was recorded"), _place(motion, "vote")),)
            raise
        except FaultyNames as error:
            form.add_error("names", str(error))
            for fault in error.faults:
                form.add_error(None, fault, place="names")
        except (Conflict, Invalid) as error:
            form.take_errors(error)
        else:
            return _to_motion(motion)
    absent = [name for term_id, name in people if before.get(term_id) is Choice.ABSENT]
    return render_form("motion/vote_list.html", form, motion=motion, people=people, absent=absent)


def _entries(form: NameListForm) -> list[Entry]:
    """Return what was pasted, or the lines of the file, which then stand on the page to be changed."""
    if form.file.data is None:
        return read_pasted(form.names.data)
    if form.names.data.strip():
        raise Invalid(fields={"file": _("Paste a list or select a file, not both")})
    try:
        entries = read_file(form.file.data.read())
    except Invalid as error:
        raise Invalid(fields={"file": str(error)}) from error
    form.names.data = written_out(entries)
    return entries


def chair_on(day: date | None, roll: Sequence[OfficeTerm]) -> int | None:
    """Return the term, on the roll, of whoever held the chair on a day."""
    held = holder_of(db(), OfficeRole.CHAIR, day) if day else None
    return next((term.id for term in roll if held and term.holder_id == held.holder_id), None)


@bp.route("/<int:motion_id>/outcome", methods=["GET", "POST"])
@permit("motion.record_vote", load=loaded_by(find_submitted))
def outcome(motion: Motion) -> ResponseReturnValue:
    """Record the outcome of a vote whose names were not taken down."""
    form = UnnamedVoteForm()
    if form.validate_on_submit():
        try:
            record_unnamed_vote(db(), actor(), motion, form.unnamed_vote())
        except SavedOtherwise as error:
            error.ways = ((_("See the vote that was recorded"), _place(motion, "vote")),)
            raise
        except (Conflict, Invalid) as error:
            form.take_errors(error)
        else:
            return _to_motion(motion)
    return render_form("motion/outcome.html", form, motion=motion, amendment=None)
