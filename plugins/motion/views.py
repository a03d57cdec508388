"""The public pages: the list of motions, a motion, its exact text, and the motions of a consultation."""

from collections.abc import Iterator

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from consult.sdk.access import Actor, actor, permit
from consult.sdk.activities import Activity, Consultation, find_activity
from consult.sdk.database import address_of, clock, database_now, db, deployment_of
from consult.sdk.errors import NotFound
from consult.sdk.messages import gettext as _
from consult.sdk.pages import link_to
from consult.sdk.records import Shown, shown
from consult.sdk.references import Reference, cited_in, reference_to, references_to
from consult.sdk.texts import clean_line, local_datetime, say_date
from plugins.motion.actions import Action, Resolution
from plugins.motion.amendment_queries import amendments_of, clashes, order_of_voting
from plugins.motion.amendments import wording_of
from plugins.motion.canonical import Section
from plugins.motion.files import KINDS, file_name, file_of
from plugins.motion.forms import FilterForm
from plugins.motion.lifecycle import COURSE, WAY_OF_MOTION, State
from plugins.motion.meeting_queries import acts_of, urgencies_of
from plugins.motion.meeting_records import ACT, URGENCY
from plugins.motion.methods import Line, lines_of
from plugins.motion.models import Motion
from plugins.motion.presentation import Row, rows_of_counts, rows_of_declared, rows_of_votes
from plugins.motion.published import Reading
from plugins.motion.published_votes import ATTENDANCE, interests_in
from plugins.motion.queries import (
    find_public_motion,
    is_in_office,
    motions_of_activity,
    resolutions_of,
)
from plugins.motion.records import Choice, Question
from plugins.motion.reply_queries import correspondence_of, replies_of
from plugins.motion.searching import PAGE, public_motions
from plugins.motion.services.earlier import found_by, rescissions_of
from plugins.motion.vote_tables import rows_by_group

bp = Blueprint("motion", __name__, url_prefix="/motions")


@bp.get("/")
@permit("motion.list")
def index() -> ResponseReturnValue:
    """List the submitted motions, newest first."""
    form = FilterForm()
    state, words = form.state.data or "", form.q.data
    known = state if state in set(State) else ""
    found = db().scalars(public_motions(db(), known, words, clean_line(request.args.get("before", ""))[:16])).all()
    page = found[:PAGE]
    following = url_for("motion.index", q=words, state=known, before=page[-1].number) if len(found) > PAGE else None
    return render_template("motion/index.html", filters=form, motions=page, following=following)


@bp.get("/<number>")
@permit("motion.read", load=find_public_motion)
def page(motion: Motion) -> ResponseReturnValue:
    """Show a motion: its text, where it stands, the vote by name, the resolution and its actions."""
    found, consultation = correspondence_of(db(), motion), _visible_consultation(motion)
    reading = found["reading"]
    tables = _tables_of_vote(motion, reading)
    return render_template(
        "motion/motion.html",
        motion=motion,
        sections=list(Section),
        lines=_lines_of(motion),
        **found,
        fact_rows=list(_facts_of(motion, consultation)),
        **tables,
        parts=list(_parts_of(motion, has_amendments=bool(tables["amendments"]))),
        acts=list(shown(db(), ACT, acts_of(db(), motion)).values()),
        urgencies=list(shown(db(), URGENCY, urgencies_of(db(), motion)).values()),
        seconder_is_gone=not is_in_office(db(), motion.seconder_id),
        earlier=found_by(db(), motion.checks),
        rescissions=rescissions_of(db(), motion.resolution) if motion.resolution else [],
        consultation=consultation,
        reference=reference_to(motion),
        steps=COURSE.timeline(db(), motion, WAY_OF_MOTION),
        cited=cited_in(db(), actor(), reference_to(motion)),
        citing=references_to(db(), actor(), *_cited_as(motion)),
        today=clock.london(database_now(db())).date(),
        address=address_of(db(), f"/motions/{motion.number}"),
        publisher=deployment_of(db()).settings.council.name,
    )


@bp.get("/<number>/text")
@permit("motion.read", load=find_public_motion)
def text(motion: Motion) -> ResponseReturnValue:
    """Send the submitted text byte for byte as it was hashed."""
    if motion.public_text is None:
        raise NotFound
    return Response(motion.public_text.canonical, content_type="text/plain; charset=utf-8")


@bp.get("/<number>/files/<kind>")
@permit("motion.read", load=find_public_motion, rest=("kind",))
def file(motion: Motion, kind: str) -> ResponseReturnValue:
    """Send a motion as a file of a kind."""
    if motion.public_at is None or kind not in KINDS:
        raise NotFound
    response = Response(file_of(db(), motion, kind), content_type=KINDS[kind])
    response.headers.set("Content-Disposition", "attachment", filename=file_name(motion, kind))
    return response


@bp.get("/activities/<int:activity_id>")
@permit("motion.list", load=find_activity)
def activity(found: Activity) -> ResponseReturnValue:
    """Show the motions that belong to a consultation."""
    if found.kind != "motion":
        raise NotFound
    motions = db().scalars(motions_of_activity(found.id)).all()
    return render_template("motion/activity.html", activity=found, motions=motions)


def _facts_of(motion: Motion, consultation: Consultation | None) -> Iterator[Row]:
    yield _("Proposer"), _with_ward(motion.public_proposer, motion.proposer_ward)
    nobody = _("Nobody at present") if motion.frozen else _("The public record does not name the seconder")
    yield _("Seconder"), _with_ward(motion.public_seconder, motion.seconder_ward) if motion.public_seconder else nobody
    yield _("Meeting"), _meeting_of(motion)
    if motion.submitted_at:
        yield _("Submitted"), local_datetime(motion.submitted_at)
    if consultation:
        yield _("Part of the consultation"), consultation.title


def _lines_of(motion: Motion) -> list[Line]:
    shown = motion.public_text
    return lines_of(shown.method, wording_of(shown)) if shown is not None else []


def _parts_of(motion: Motion, *, has_amendments: bool) -> Iterator[tuple[str, str]]:
    """Yield what stands on the page of a motion, each with its place."""
    if motion.resolution is not None:
        yield _("Resolution %(number)s", number=motion.resolution.number), "#resolution"
    yield _("Text of the motion"), "#text"
    if has_amendments:
        yield _("Amendments"), "#amendments"
    for division in motion.divisions:
        if division.question == Question.MOTION:
            yield _("Vote"), "#vote"
        elif division.question == Question.AMENDMENT:
            yield _("Vote %(place)s, on an amendment", place=division.number), f"#vote-{division.number}"
    if motion.public_at is not None:
        yield _("Download"), "#files"
        yield _("Cite this"), "#cite"


def _with_ward(name: str, ward: str) -> str:
    return f"{name}, {ward}" if ward else name


def _meeting_of(motion: Motion) -> str:
    if motion.meeting_on is None:
        return _("Not set yet")
    day = motion.meeting_on
    link = link_to(say_date(day), url_for("motion_meetings.page", day=day.isoformat()))
    return link + (_(", item %(agenda_item)s", agenda_item=motion.agenda_item) if motion.agenda_item else "")


def _tables_of_vote(motion: Motion, reading: Reading) -> dict[str, object]:
    interests = interests_in(db(), motion)
    attendance = shown(db(), ATTENDANCE, [read.row.attendance for read in interests]).values()
    amendments = amendments_of(db(), motion)
    return {
        "amendments": order_of_voting(amendments),
        "clashes": list(clashes(amendments)),
        "amended": {one.division_id: one for one in amendments if one.division_id is not None},
        "tables": {
            division.id: (
                list(rows_of_counts(reading, division)),
                list(rows_of_votes(reading, division)),
                list(rows_by_group([reading.of(vote) for vote in division.votes])),
                list(Choice),
            )
            for division in motion.divisions
        },
        "declared_rows": list(rows_of_declared(interests, list(attendance))),
    }


def _cited_as(motion: Motion) -> list[Reference]:
    return [reference_to(row) for row in (motion, motion.resolution) if row is not None]


def _visible_consultation(motion: Motion) -> Consultation | None:
    who: Actor = actor()
    if motion.activity_id is None:
        return None
    try:
        return find_activity(db(), motion.activity_id, who).consultation
    except NotFound:
        return None


def answers_to_cited(reference: Reference) -> str | None:
    """Return what other bodies answered to the resolutions that a row cites, for the page of that row."""
    cited = [found.reference for found in cited_in(db(), actor(), reference)]
    resolutions = db().scalars(resolutions_of(cited)).all()
    if not resolutions:
        return None
    found = [(resolution, list(_answers(resolution))) for resolution in resolutions]
    return render_template("motion/answers.html", found=found)


def _answers(resolution: Resolution) -> Iterator[tuple[Action, Shown, bool]]:
    """Yield each reply and each reported statement, and whether it is a reply."""
    replies = replies_of(db(), resolution.motion)
    reading = Reading(db(), resolution.motion, replies=replies)
    for action in resolution.actions:
        yield from (
            (action, reading.of(reply), True) for reply in replies if reply.action_id == action.id and not reply.is_void
        )
        yield from ((action, reading.of(statement), False) for statement in action.statements)
