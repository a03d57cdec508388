"""How members voted, for everybody: one vote by group and name, and a page for each councillor over all terms."""

from collections.abc import Iterator, Sequence

from flask import Blueprint, Response, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from consult.sdk.access import permit
from consult.sdk.database import clock, database_now, db
from consult.sdk.errors import NotFound
from consult.sdk.messages import gettext as _
from consult.sdk.pages import link_to, row_number
from consult.sdk.records import shown
from consult.sdk.texts import say_date
from plugins.motion.amendments import Amendment
from plugins.motion.councillors import (
    Councillor,
    all_councillors,
    brought_by,
    find_councillor,
    holders_of_terms,
)
from plugins.motion.models import Motion
from plugins.motion.published_votes import VOTE
from plugins.motion.queries import find_public_motion
from plugins.motion.records import Choice, Division
from plugins.motion.table_views import file_of_table, files_of_table, form_of_table, found_in_table
from plugins.motion.tabulated import Cells
from plugins.motion.vote_tables import OUTCOMES, QUESTIONS, record_of, rows_by_group, rows_of_record, votes_in

bp = Blueprint("motion_voting", __name__, url_prefix="/motions")
Row = tuple[object, ...]


@bp.get("/<number>/votes/<place>")
@permit("motion.read", load=find_public_motion, rest=("place",))
def votes(motion: Motion, place: str) -> ResponseReturnValue:
    """Show one vote by group and by name, narrowed and sorted as the address says."""
    division = _division(motion, place)
    reads = list(shown(db(), VOTE, division.votes).values())
    table = votes_in(reads)
    form = form_of_table(table)
    found = found_in_table(table, form)
    return render_template(
        "motion/votes.html",
        motion=motion,
        division=division,
        amendment=db().scalar(select(Amendment).where(Amendment.division_id == division.id)),
        filters=form,
        group_rows=list(rows_by_group(reads)),
        name_rows=list(_name_rows(found)),
        all_votes=len(reads),
        files=files_of_table(form, "motion_voting.votes_file", number=motion.number, place=division.number),
        choices=list(Choice),
        noted=[read for read in reads if read.corrections() or read.redactions()],
    )


@bp.get("/<number>/votes/<place>.<ending>")
@permit("motion.read", load=find_public_motion, rest=("place", "ending"))
def votes_file(motion: Motion, place: str, ending: str) -> Response:
    """Send the votes by name that are asked for as a file."""
    division = _division(motion, place)
    table = votes_in(list(shown(db(), VOTE, division.votes).values()))
    return file_of_table(table, form_of_table(table), ending, f"{motion.number}-vote-{division.number}")


@bp.get("/councillors")
@permit("motion.list")
def councillors() -> ResponseReturnValue:
    """List the members of the council, and those who sat on it before."""
    today = clock.london(database_now(db())).date()
    found = all_councillors(db())
    return render_template(
        "motion/councillors.html",
        member_rows=[_councillor_row(one) for one in found if one.is_in_office(today)],
        former_rows=[_councillor_row(one) for one in found if not one.is_in_office(today)],
    )


@bp.get("/councillors/<int:holder_id>")
@permit("motion.list", load=find_councillor)
def councillor(found: Councillor) -> ResponseReturnValue:
    """Show what a councillor brought before the council, and how they voted, over all terms."""
    table = record_of(db(), found.terms)
    form = form_of_table(table)
    votes_found = found_in_table(table, form)
    brought = brought_by(db(), found)
    return render_template(
        "motion/councillor.html",
        councillor=found,
        term_rows=[
            (
                term.post,
                term.group_name or _("No group"),
                say_date(term.from_on),
                say_date(term.to_on) if term.to_on else _("In office"),
            )
            for term in reversed(found.terms)
        ],
        proposed_rows=[_motion_row(motion) for motion in brought.proposed],
        seconded_rows=[_motion_row(motion) for motion in brought.seconded],
        amendment_rows=[
            *(_amendment_row(one, _("Proposed")) for one in brought.amendments_proposed),
            *(_amendment_row(one, _("Seconded")) for one in brought.amendments_seconded),
        ],
        filters=form,
        all_votes=len(table.rows),
        files=files_of_table(form, "motion_voting.councillor_file", holder_id=found.holder.id),
        count_rows=list(rows_of_record(votes_found)),
        vote_rows=list(_record_rows(votes_found)),
    )


@bp.get("/councillors/<int:holder_id>/votes.<ending>")
@permit("motion.list", load=find_councillor, rest=("ending",))
def councillor_file(found: Councillor, ending: str) -> Response:
    """Send how a councillor voted as a file."""
    table = record_of(db(), found.terms)
    return file_of_table(table, form_of_table(table), ending, f"votes-of-councillor-{found.holder.id}")


def _division(motion: Motion, place: str) -> Division:
    for division in motion.divisions:
        if division.number == row_number(place) and division.is_named:
            return division
    raise NotFound


def _name_rows(found: Sequence[Cells]) -> Iterator[Row]:
    holders = holders_of_terms(db(), [cells["term"] for cells in found if cells["term"]])
    for cells in found:
        holder = holders.get(cells["term"])
        name = cells["councillor"]
        page = url_for("motion_voting.councillor", holder_id=holder) if holder else ""
        yield (
            link_to(name, page) if page else name,
            cells["ward"],
            cells["group"] or _("No group"),
            Choice(cells["vote"]).label,
        )


def _vote_page(cells: Cells) -> str:
    """Return the page of a vote; one that was minuted alone has none beside that of its motion."""
    if cells["place"] is None:
        return url_for("motion.page", number=cells["number"], _anchor=cells["anchor"])
    return url_for("motion_voting.votes", number=cells["number"], place=cells["place"])


def _councillor_row(found: Councillor) -> Row:
    page = url_for("motion_voting.councillor", holder_id=found.holder.id)
    return link_to(found.last.name, page), found.last.ward, found.last.group_name or _("No group")


def _motion_row(motion: Motion) -> Row:
    link = link_to(f"{motion.number}: {motion.public_title}", url_for("motion.page", number=motion.number))
    return link, say_date(motion.meeting_on) if motion.meeting_on else "", motion.status.label


def _amendment_row(amendment: Amendment, part: str) -> Row:
    page = url_for("motion_amendments.page", number=amendment.number)
    title = f"{amendment.number}: {amendment.motion.public_title}"
    return link_to(title, page), part, amendment.status.label


def _record_rows(found: Sequence[Cells]) -> Iterator[Row]:
    for cells in found:
        page = _vote_page(cells)
        on = cells["amendment"] or QUESTIONS[cells["question"]]
        yield (
            link_to(f"{cells['number']}: {cells['title']}", page, about=str(on)),
            say_date(cells["held_on"]),
            on,
            Choice(cells["vote"]).label,
            OUTCOMES[cells["outcome"]],
        )
