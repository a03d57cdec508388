"""The pages on which drafters talk about a clause."""

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from consult.sdk.access import actor, permit
from consult.sdk.database import db, tokens
from consult.sdk.errors import Invalid, TooMany
from consult.sdk.forms import DataRequired, Form, Length, TextAreaField, render_form, render_options
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from plugins.motion.drafting.comments import ClauseComment, find_comment, threads_of
from plugins.motion.drafting.queries import DraftClause, all_clauses, find_clause
from plugins.motion.forms import ClauseKeyField
from plugins.motion.models import Motion
from plugins.motion.services.comments import LONGEST, comment_on, settle_comment

bp = Blueprint("motion_comments", __name__, url_prefix="/motions/drafts/<int:motion_id>")


class CommentForm(Form):
    """Something to say; its id is drawn when the page is shown, so that sending it twice says it once."""

    text = TextAreaField(
        _l("What do you want to say?"),
        [DataRequired(_l("Enter what you want to say")), Length(max=LONGEST)],
        description=_l("Those who write this draft read it, and nobody else."),
        render_kw=render_options(rows=4),
    )
    key = ClauseKeyField(default=lambda: tokens.new_reference("C"))


@bp.route("/clauses/<key>/comments", methods=["GET", "POST"])
@permit("motion.edit", load=find_clause)
def clause(found: DraftClause) -> ResponseReturnValue:
    """Show what was said about a clause, and say something."""
    form = CommentForm()
    if form.validate_on_submit() and _said(form, found.motion, found.key):
        return _back(found.motion, found.key)
    return render_form(
        "motion/comments.html",
        form,
        motion=found.motion,
        clause=found,
        called=_called(found.motion, found.key),
        threads=threads_of(db(), found.motion, found.key),
    )


@bp.route("/comments/<int:comment_id>/reply", methods=["GET", "POST"])
@permit("motion.edit", load=find_comment)
def reply(comment: ClauseComment) -> ResponseReturnValue:
    """Answer a comment."""
    form = CommentForm()
    if form.validate_on_submit() and _said(form, comment.motion, comment.clause_key, comment):
        return _back(comment.motion, comment.clause_key)
    return render_form("motion/comment_reply.html", form, motion=comment.motion, comment=comment)


@bp.post("/comments/<int:comment_id>/settle")
@permit("motion.edit", load=find_comment)
def settle(comment: ClauseComment) -> ResponseReturnValue:
    """Say that nothing more is to be done about a comment."""
    settle_comment(db(), actor(), comment, is_settled=True)
    return _back(comment.motion, comment.clause_key)


@bp.post("/comments/<int:comment_id>/open")
@permit("motion.edit", load=find_comment)
def reopen(comment: ClauseComment) -> ResponseReturnValue:
    """Say that something is to be done about a comment after all."""
    settle_comment(db(), actor(), comment, is_settled=False)
    return _back(comment.motion, comment.clause_key)


def _said(form: CommentForm, motion: Motion, clause_key: str, parent: ClauseComment | None = None) -> bool:
    try:
        comment_on(db(), actor(), motion, clause_key, key=str(form.key.data), text=str(form.text.data), parent=parent)
    except (Invalid, TooMany) as error:
        form.add_error("text", str(error))
        return False
    return True


def _back(motion: Motion, key: str) -> ResponseReturnValue:
    return redirect(url_for("motion_comments.clause", motion_id=motion.id, key=key), 303)


def _called(motion: Motion, key: str) -> str:
    """Return how the draft's page calls a clause."""
    places: dict[str, int] = {}
    for one in all_clauses(db(), motion):
        if one.is_deleted:
            continue
        places[one.section] = places.get(one.section, 0) + 1
        if one.key == key:
            return _("Clause %(index)s, %(heading)s", index=places[one.section], heading=one.section.heading)
    return _("Deleted clause")
