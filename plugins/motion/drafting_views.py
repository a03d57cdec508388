"""The councillors' workspace: their motions, and writing a draft together clause by clause."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from consult.sdk.access import actor, permit, require
from consult.sdk.database import clock, database_now, db, deployment_of
from consult.sdk.errors import ChangedMeanwhile, Invalid
from consult.sdk.forms import form_token, render_form
from consult.sdk.messages import gettext as _
from consult.sdk.pages import connect_to, row_number
from consult.sdk.references import cited_in, reference_to
from plugins.motion.canonical import Section, word_count
from plugins.motion.drafting.comments import open_comments
from plugins.motion.drafting.page_words import words_of_page
from plugins.motion.drafting.queries import (
    ClauseVersion,
    DraftClause,
    all_clauses,
    find_clause,
    newest_deleted,
    versions_of,
)
from plugins.motion.forms import ClauseForm, CouncillorForm, DetailsForm, NewClauseForm
from plugins.motion.meeting_queries import notices_for
from plugins.motion.models import Motion
from plugins.motion.policies import NotADraft
from plugins.motion.queries import (
    find_draft,
    is_in_office,
    motions_of,
    names_of_councillors,
    standing_orders,
)
from plugins.motion.services.clauses import (
    ClauseChanged,
    Direction,
    add_clause,
    delete_clause,
    move_clause,
    restore_clause,
    save_clause,
)
from plugins.motion.services.consents import draft_as_it_stands, missing_parts
from plugins.motion.services.drafts import change_details, invite_drafter, remove_drafter, start_draft

bp = Blueprint("motion_drafts", __name__, url_prefix="/motions/drafts")


@bp.get("/")
@permit("motion.workspace")
def index() -> ResponseReturnValue:
    """List the motions in which the councillor has a part."""
    motions = db().scalars(motions_of(actor().person_id or 0)).all()
    return render_template("motion/drafts.html", motions=motions)


@bp.route("/new", methods=["GET", "POST"])
@permit("motion.start")
def new() -> ResponseReturnValue:
    """Begin a draft."""
    form = DetailsForm()
    form.meeting_on.offer(notices_for(db(), None), nothing=_("Choose it later"))
    if form.validate_on_submit():
        motion = start_draft(db(), actor(), title=form.title.data, meeting_on=form.meeting_on.day)
        return redirect(url_for(".page", motion_id=motion.id), 303)
    return render_form("motion/details.html", form, motion=None)


@bp.get("/<int:motion_id>")
@permit("motion.read_draft", load=find_draft)
def page(motion: Motion) -> ResponseReturnValue:
    """Show the draft with what is still to do, and the means to change it."""
    draft, clauses = draft_as_it_stands(db(), motion), all_clauses(db(), motion)
    return render_template(
        "motion/draft.html",
        motion=motion,
        sections=[(section, _of(section, clauses)) for section in Section],
        deleted=newest_deleted(clauses),
        draft=draft,
        missing=missing_parts(motion, draft.clauses),
        words=word_count(draft.clauses),
        orders=standing_orders(db()),
        words_on_page=words_of_page(),
        form_token=form_token(),
        socket=_socket(motion),
        cited=cited_in(db(), actor(), reference_to(motion)),
        comments=open_comments(db(), motion),
        proposer_is_gone=not is_in_office(db(), motion.proposer_id),
        seconder_is_gone=not is_in_office(db(), motion.seconder_id),
        today=clock.london(database_now(db())).date(),
    )


def _socket(motion: Motion) -> str | None:
    """Return the address of the connection over which the page is written, where there is a process that takes it."""
    url = deployment_of(db()).settings.drafting.url
    return connect_to(f"{url}/{motion.id}") if url else None


def _of(section: Section, clauses: list[DraftClause]) -> list[DraftClause]:
    return [clause for clause in clauses if clause.section == section and not clause.is_deleted]


@bp.route("/<int:motion_id>/details", methods=["GET", "POST"])
@permit("motion.lead", load=find_draft)
def details(motion: Motion) -> ResponseReturnValue:
    """Change title and meeting."""
    shown = {"title": motion.title, "meeting_on": motion.meeting_on}
    form = DetailsForm(data=shown | {"version": motion.version})
    form.meeting_on.offer(notices_for(db(), motion.meeting_on), nothing=_("Choose it later"))
    if form.validate_on_submit():
        try:
            change_details(
                db(),
                actor(),
                motion,
                title=form.title.data,
                meeting_on=form.meeting_on.day,
                version=form.seen_version(),
            )
        except (ChangedMeanwhile, Invalid) as error:
            form.take_errors(error)
        else:
            return redirect(url_for(".page", motion_id=motion.id), 303)
    return render_form("motion/details.html", form, motion=motion)


@bp.route("/<int:motion_id>/clauses/new", methods=["GET", "POST"])
@permit("motion.write", load=find_draft)
def new_clause(motion: Motion) -> ResponseReturnValue:
    """Add a clause."""
    if request.method == "GET":
        require("motion.edit", motion)
    form = NewClauseForm(data={"section": request.args.get("section")})
    if form.validate_on_submit():
        section = Section(str(form.section.data))
        try:
            clause = add_clause(db(), actor(), motion, key=str(form.key.data), section=section, text=form.text.data)
        except NotADraft as late:
            return _too_late(motion, form.text.data, late)
        except Invalid as error:
            form.take_errors(error)
        else:
            return _back_to(clause)
    return render_form("motion/new_clause.html", form, motion=motion)


@bp.route("/<int:motion_id>/clauses/<key>", methods=["GET", "POST"])
@permit("motion.write", load=find_clause)
def clause(found: DraftClause) -> ResponseReturnValue:
    """Change a clause; when somebody else saved it first, show both texts and lose neither."""
    if request.method == "GET":
        require("motion.edit", found)
    form = ClauseForm(data={"text": found.text, "version": found.version})
    if form.validate_on_submit():
        try:
            save_clause(db(), actor(), found, text=form.text.data, version=form.seen_version())
        except ClauseChanged as conflict:
            return _conflict(form, conflict)
        except NotADraft as late:
            return _too_late(found.motion, form.text.data, late)
        return _back_to(found)
    return render_form("motion/clause.html", form, clause=found, motion=found.motion, versions=_versions(found))


def _versions(clause: DraftClause) -> list[ClauseVersion]:
    """Return what the clause said, newest first."""
    return [version for version in versions_of(db(), clause.motion) if version.key == clause.key][::-1]


def _conflict(form: ClauseForm, conflict: ClauseChanged) -> ResponseReturnValue:
    theirs = conflict.clause
    form.version.data = str(theirs.version)
    return render_template(
        "motion/conflict.html", form=form, clause=theirs, motion=theirs.motion, base=conflict.base
    ), conflict.status


def _too_late(motion: Motion, text: str, late: NotADraft) -> ResponseReturnValue:
    # The draft was frozen while somebody was still writing: their words are shown, so that they can keep them.
    return render_template("motion/too_late.html", motion=motion, text=text, sentence=str(late)), late.status


@bp.post("/<int:motion_id>/clauses/<key>/move")
@permit("motion.edit", load=find_clause)
def move(found: DraftClause) -> ResponseReturnValue:
    """Move a clause up or down."""
    direction: Direction = "up" if request.form.get("direction") == "up" else "down"
    move_clause(db(), actor(), found, direction=direction, position=request.form.get("position", ""))
    return _back_to(found)


@bp.post("/<int:motion_id>/clauses/<key>/delete")
@permit("motion.edit", load=find_clause)
def delete(found: DraftClause) -> ResponseReturnValue:
    """Delete a clause; it can be put back."""
    try:
        delete_clause(db(), actor(), found, version=row_number(request.form.get("version")))
    except ClauseChanged as conflict:
        form = ClauseForm(formdata=None, data={"text": conflict.clause.text, "version": conflict.clause.version})
        return render_template(
            "motion/clause.html",
            form=form,
            clause=conflict.clause,
            motion=found.motion,
            versions=_versions(found),
            was_to_be_deleted=True,
        ), 409
    flash(_("Clause deleted. You can put it back at the end of this page."), "success")
    return redirect(url_for(".page", motion_id=found.motion.id), 303)


@bp.post("/<int:motion_id>/clauses/<key>/restore")
@permit("motion.edit", load=find_clause)
def restore(found: DraftClause) -> ResponseReturnValue:
    """Put a deleted clause back."""
    restore_clause(db(), actor(), found)
    return _back_to(found)


@bp.route("/<int:motion_id>/drafters", methods=["GET", "POST"])
@permit("motion.lead", load=find_draft)
def drafters(motion: Motion) -> ResponseReturnValue:
    """Invite councillors to write the draft."""
    form = CouncillorForm()
    present = {motion.proposer_id, *(drafter.person_id for drafter in motion.drafters)}
    others = names_of_councillors(db())
    form.offer([item for item in others if item[0] not in present] if request.method == "GET" else others)
    if form.validate_on_submit():
        try:
            invite_drafter(db(), actor(), motion, form.chosen_id)
        except Invalid as error:
            form.add_error("person_id", str(error))
        else:
            return redirect(url_for(".drafters", motion_id=motion.id), 303)
    return render_form("motion/drafters.html", form, motion=motion)


@bp.post("/<int:motion_id>/drafters/remove")
@permit("motion.lead", load=find_draft)
def remove(motion: Motion) -> ResponseReturnValue:
    """Take a co-drafter off the draft."""
    remove_drafter(db(), actor(), motion, row_number(request.form.get("person_id")))
    return redirect(url_for(".drafters", motion_id=motion.id), 303)


def _back_to(clause: DraftClause) -> ResponseReturnValue:
    return redirect(url_for(".page", motion_id=clause.motion.id, _anchor=clause.key), 303)
