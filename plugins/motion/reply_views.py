"""The officers' pages for replies, what is published of them, and reports to the council."""

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import func, select

from consult.sdk.access import actor, loaded_by, permit
from consult.sdk.database import clock, database_now, db
from consult.sdk.errors import ChangedMeanwhile, Invalid, SavedOtherwise
from consult.sdk.files import FileField, takes_files
from consult.sdk.forms import render_form
from consult.sdk.messages import gettext as _
from consult.sdk.pages import row_number
from plugins.motion.actions import Action, Reply
from plugins.motion.correspondence import FiledReply, Publication
from plugins.motion.letter_forms import PublicationForm, ReplyForm, ReportForm, VoidForm
from plugins.motion.queries import find_action
from plugins.motion.reply_queries import find_reply
from plugins.motion.services.replies import (
    ReplyFacts,
    Sent,
    change_publication,
    file_reply,
    report_to_council,
    void_reply,
)

bp = Blueprint("motion_replies", __name__, url_prefix="/staff/motions")


@bp.route("/actions/<int:action_id>/replies/new", methods=["GET", "POST"])
@permit("motion.track", load=loaded_by(find_action))
@takes_files
def new(action: Action) -> ResponseReturnValue:
    """File what a body replied."""
    filed = db().scalar(select(func.count()).where(FiledReply.action_id == action.id)) or 0
    today = clock.london(database_now(db())).date()
    form = ReplyForm(data={"said_by": action.addressee, "received_on": today, "number": filed + 1})
    if form.validate_on_submit() and form.received_on.data is not None and _says_what_is_published(form):
        facts = ReplyFacts(
            said_by=form.said_by.data or "",
            dated_on=form.dated_on.data,
            received_on=form.received_on.data,
            says=Reply(str(form.says.data)),
            summary=form.summary.data or "",
            publication=Publication(form.publication.data or Publication.WHOLE),
            publication_reason=form.publication_reason.data or "",
        )
        number = row_number(str(form.number.data or ""))
        try:
            file_reply(db(), actor(), action, facts, number=number, file=_sent(form.file), copy=_sent(form.copy))
        except SavedOtherwise as error:
            form.take_errors(error)
            form.number.data = str(filed + 1)
        except Invalid as error:
            form.take_errors(_beside_its_day(error))
        else:
            return _to_action(action)
    return render_form("motion/reply.html", form, action=action, motion=action.motion)


@bp.route("/replies/<int:reply_id>", methods=["GET", "POST"])
@permit("motion.track", load=loaded_by(find_reply))
@takes_files
def publication(reply: FiledReply) -> ResponseReturnValue:
    """Say what the public may have of the file of a reply."""
    saved = {"publication": reply.publication, "publication_reason": reply.publication_reason, "version": reply.version}
    form = PublicationForm(data=saved)
    if form.validate_on_submit():
        try:
            change_publication(
                db(),
                actor(),
                reply,
                publication=Publication(str(form.publication.data)),
                reason=form.publication_reason.data or "",
                version=form.seen_version(),
                file=_sent(form.file),
                copy=_sent(form.copy),
            )
        except (Invalid, ChangedMeanwhile) as error:
            form.take_errors(error)
        else:
            return _to_action(reply.action)
    return render_form("motion/publication.html", form, reply=reply, action=reply.action, motion=reply.action.motion)


@bp.route("/replies/<int:reply_id>/void", methods=["GET", "POST"])
@permit("motion.track", load=loaded_by(find_reply))
def void(reply: FiledReply) -> ResponseReturnValue:
    """Record that what was filed was no reply."""
    form = VoidForm(data={"version": reply.version})
    if form.validate_on_submit():
        try:
            void_reply(db(), actor(), reply, reason=form.reason.data or "", version=form.seen_version())
        except (Invalid, ChangedMeanwhile, SavedOtherwise) as error:
            form.take_errors(error)
        else:
            return _to_action(reply.action)
    return render_form("motion/void.html", form, reply=reply, action=reply.action, motion=reply.action.motion)


@bp.route("/actions/<int:action_id>/reports/new", methods=["GET", "POST"])
@permit("motion.track", load=loaded_by(find_action))
def report(action: Action) -> ResponseReturnValue:
    """Enter what a meeting of the council is told about an action."""
    form = ReportForm(data={"meeting_on": action.report_on})
    if form.validate_on_submit() and form.meeting_on.data is not None:
        try:
            report_to_council(db(), actor(), action, meeting_on=form.meeting_on.data, text=form.text.data or "")
        except (Invalid, SavedOtherwise) as error:
            form.take_errors(error)
        else:
            return _to_action(action)
    return render_form("motion/report.html", form, action=action, motion=action.motion)


def _says_what_is_published(form: ReplyForm) -> bool:
    """Whether it is said what the public may have of a document that is sent along."""
    if form.file.data and not form.publication.data:
        form.add_error("publication", _("Select what is published of the document"))
    return not form.errors


def _sent(field: FileField) -> Sent | None:
    upload = field.data
    return (upload.filename or "", upload.stream) if upload else None


def _beside_its_day(error: Invalid) -> Exception:
    if "happened_on" in error.fields:
        return Invalid(fields={"received_on": error.fields["happened_on"]})
    return error


def _to_action(action: Action) -> ResponseReturnValue:
    return redirect(url_for("motion.page", number=action.motion.number, _anchor=f"action-{action.number}"), 303)
