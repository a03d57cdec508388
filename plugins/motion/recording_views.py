"""The pages on which a vote is recorded, the same for a motion, an amendment and a closure."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask import request, url_for
from flask.typing import ResponseReturnValue

from consult.sdk.access import actor
from consult.sdk.database import db
from consult.sdk.errors import Invalid
from consult.sdk.forms import Form, render_form
from consult.sdk.messages import gettext as _
from consult.sdk.office import OfficeRole, OfficeTerm, holder_of
from consult.sdk.pages import row_number
from plugins.motion.closure_forms import CastingVoteForm
from plugins.motion.name_list import (
    Entry,
    FaultyNames,
    complete_votes,
    match_names,
    read_file,
    read_pasted,
    written_out,
)
from plugins.motion.published_votes import movements_on
from plugins.motion.queries import roll_of
from plugins.motion.records import Choice
from plugins.motion.saving_views import saved
from plugins.motion.services.closures import give_casting_vote
from plugins.motion.services.questions import Put
from plugins.motion.services.votes import NamedVote, known_before, record_named_vote, record_unnamed_vote
from plugins.motion.vote_forms import NameListForm, UnnamedVoteForm, name_list_form, vote_form

TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


@dataclass(frozen=True)
class VotePlaces:
    """How the pages of a vote are headed, and where its other pages are."""

    caption: str
    question: str
    vote: str
    by_name: str
    from_list: str


def places_of(put: Put) -> VotePlaces:
    """Return how the pages of a vote are headed, and where they are."""
    motion, amendment, closure = put.motion, put.amendment, put.closure
    of_motion = f"{motion.number}: {motion.public_title}"
    page = url_for("motion.page", number=motion.number)
    if amendment is not None:
        own = url_for("motion_amendments.page", number=amendment.number)
        staff, number = "motion_amendments_staff", amendment.number
        caption = _("Amendment %(number)s: %(title)s", number=amendment.number, title=motion.public_title)
        by_name, from_list = (url_for(f"{staff}.{one}", number=number) for one in ("vote", "vote_list"))
        return VotePlaces(caption, own, own, by_name, from_list)
    if closure is not None:
        caption = _("%(closure)s (%(motion)s)", closure=closure.label, motion=of_motion)
        by_name = url_for("motion_closures.vote", motion_id=motion.id, closure=closure.value)
        from_list = url_for("motion_closures.vote_list", motion_id=motion.id, closure=closure.value)
        return VotePlaces(caption, page, f"{page}#vote", by_name, from_list)
    by_name = url_for("motion_votes.vote", motion_id=motion.id)
    from_list = url_for("motion_votes.vote_list", motion_id=motion.id)
    return VotePlaces(of_motion, page, f"{page}#vote", by_name, from_list)


def page_by_name(put: Put) -> ResponseReturnValue:
    """Record a vote by name."""
    motion, roll = put.motion, roll_of(db(), put.motion)
    people, at = people_of(roll), time_in(request.values.get("at_time", ""))
    form = vote_form(people, before=known_before(db(), motion, at), chair_id=chair_on(motion.meeting_on, roll))
    if request.method == "GET":
        form.at_time.data = at
    if form.validate_on_submit():
        done = _save(form, put, lambda: _record_names(put, form.named_vote(people)))
        if done is not None:
            return done
    lines = [form[f"vote_{term_id}"] for term_id, _ignored in people]
    moved = bool(movements_on(db(), motion.meeting_on))
    return render_form("motion/vote.html", form, put=put, places=places_of(put), lines=lines, moved=moved, at=at)


def page_from_list(put: Put) -> ResponseReturnValue:
    """Record a vote by name from a list, or in one act for everybody who was there."""
    motion, roll = put.motion, roll_of(db(), put.motion)
    before = known_before(db(), motion, time_in(request.values.get("at_time", "")))
    people = people_of(roll)
    form = name_list_form(people, chair_id=chair_on(motion.meeting_on, roll))

    if form.validate_on_submit():
        choices = _choices_in(form, roll, before, motion.meeting_on or date.min)
        done = None
        if choices is not None:
            named = form.with_totals(choices)
            done = _save(form, put, lambda: _record_names(put, named))
        if done is not None:
            return done
    absent = [name for term_id, name in people if before.get(term_id) is Choice.ABSENT]
    return render_form("motion/vote_list.html", form, put=put, places=places_of(put), people=people, absent=absent)


def _choices_in(
    form: NameListForm, roll: Sequence[OfficeTerm], before: Mapping[int, Choice], day: date
) -> dict[int, Choice] | None:
    """Return the vote of every member as a list says it; nothing where the list is wrong, and the form says why."""
    try:
        return complete_votes(match_names(_entries(form), roll, day), roll, rest=form.rest_voted(), before=before)
    except FaultyNames as error:
        form.add_error("names", str(error))
        for fault in error.faults:
            form.add_error(None, fault, place="names")
    except Invalid as error:
        form.take_errors(error)
    return None


def page_without_names(put: Put) -> ResponseReturnValue:
    """Record the outcome of a vote whose names were not taken down."""
    form = UnnamedVoteForm()
    if form.validate_on_submit():
        given = form.unnamed_vote()
        done = _save(
            form,
            put,
            lambda: record_unnamed_vote(db(), actor(), put.motion, given, put.amendment, closure=put.closure),
        )
        if done is not None:
            return done
    return render_form("motion/outcome.html", form, put=put, places=places_of(put))


def page_of_casting_vote(put: Put) -> ResponseReturnValue:
    """Record the casting vote where the votes were equal."""
    roll = {term.id: term for term in roll_of(db(), put.motion)}
    form = CastingVoteForm(data={"chair_id": chair_on(put.motion.meeting_on, list(roll.values()))})
    form.offer(people_of(list(roll.values())))
    if form.validate_on_submit():
        given, chair = Choice(str(form.casting_vote.data)), roll[row_number(form.chair_id.data)]
        done = _save(
            form,
            put,
            lambda: give_casting_vote(db(), actor(), put.motion, given, chair, put.amendment, closure=put.closure),
        )
        if done is not None:
            return done
    return render_form("motion/casting_vote.html", form, put=put, places=places_of(put))


def _record_names(put: Put, named: NamedVote) -> object:
    return record_named_vote(db(), actor(), put.motion, named, put.amendment, closure=put.closure)


def _save(form: Form, put: Put, save: Callable[[], object]) -> ResponseReturnValue | None:
    return saved(form, save, page=places_of(put).vote, see=_("See the vote that was recorded"))


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


def time_in(text: str) -> str:
    """Return a time such as 20:15 from an address or a form, or nothing where it is none."""
    return text if TIME.fullmatch(text) else ""


def people_of(roll: Sequence[OfficeTerm]) -> list[tuple[int, str]]:
    """Return the members of a roll as forms name them, by their terms."""
    return [(term.id, f"{term.name} ({term.ward})") for term in roll]


def chair_on(day: date | None, roll: Sequence[OfficeTerm]) -> int | None:
    """Return the term, on the roll, of whoever held the chair on a day."""
    held = holder_of(db(), OfficeRole.CHAIR, day) if day else None
    return next((term.id for term in roll if held and term.holder_id == held.holder_id), None)
