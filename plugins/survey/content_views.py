"""The builder’s pages for what people read before the questions of a page."""

from dataclasses import replace

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from consult.sdk.access import actor, permit
from consult.sdk.database import db
from consult.sdk.errors import DomainError, NotFound
from consult.sdk.files import takes_files
from consult.sdk.forms import Form, render_form
from consult.sdk.messages import gettext as _
from plugins.survey import content_edits, pictures, services
from plugins.survey.content import IMAGE, NEEDS, Block
from plugins.survey.content_forms import SORTS, block_from, block_values, form_for
from plugins.survey.context import DraftContext, find_bench, find_page_bench, find_page_or_none, seen
from plugins.survey.definition import Definition
from plugins.survey.forms import ShortForm
from plugins.survey.phrases import block_in_words
from plugins.survey.views import back_to, draft_now, gone, is_conflict, saved

bp = Blueprint("survey_content", __name__, url_prefix="/survey")
PAGE = "/<int:activity_id>/build/pages/<page>/read"


@bp.get(PAGE)
@permit("survey.build", load=find_page_bench)
def index(context: DraftContext) -> ResponseReturnValue:
    """Offer what can be added, and list the pictures that some version of the survey shows."""
    there = content_edits.pictures_to_read(db(), context.activity, context.definition)
    return render_template("survey/content.html", context=context, sorts=SORTS, there=there)


@bp.route(f"{PAGE}/add/<sort>", methods=["GET", "POST"])
@permit("survey.build", load=find_page_or_none, rest=("sort",))
@takes_files
def add(context: DraftContext, sort: str) -> ResponseReturnValue:
    """Add a block of one sort."""
    if sort not in NEEDS:
        raise NotFound
    if context.page is None:
        return gone(context)
    form, page_id = form_for(sort)(), context.here.id
    if form.validate_on_submit():
        block = _with_file(form, block_from(form, Block("", sort)))
        if block is not None and saved(context, form, lambda draft: content_edits.add_block(draft, page_id, block)):
            return back_to(context, _("It was added."))
    return render_form("survey/content_form.html", form, context=context, title=SORTS[sort], theirs=None)


@bp.route(f"{PAGE}/<block>", methods=["GET", "POST"])
@permit("survey.build", load=find_page_or_none, rest=("block",))
@takes_files
def edit(context: DraftContext, block: str) -> ResponseReturnValue:
    """Change a block."""
    if context.page is None or block not in {one.id for one in context.page.blocks}:
        return gone(context)
    page_id, before = context.here.id, content_edits.block_on(context.here, block)
    form = form_for(before.block, is_there=True)(data={**block_values(before), "seen": seen(before)})
    if form.validate_on_submit():
        made = _with_file(form, block_from(form, before))
        if made is not None and saved(
            context, form, lambda draft: content_edits.edit_block(draft, page_id, form["seen"].data, made)
        ):
            return back_to(context, _("It was saved."))
    theirs = None
    if is_conflict(form):
        now = _now(draft_now(context), page_id, block)
        form["seen"].data = seen(now)
        theirs = [(str(form[name].label.text), said) for name, said in block_values(now).items() if name in form]
    return render_form("survey/content_form.html", form, context=context, title=SORTS[before.block], theirs=theirs)


@bp.post(f"{PAGE}/<block>/move")
@permit("survey.build", load=find_page_bench, rest=("block",))
def move(context: DraftContext, block: str) -> ResponseReturnValue:
    """Move a block one place on its page."""
    way, page_id = request.form.get("way", ""), context.here.id
    services.change_draft(
        db(), actor(), context.activity, lambda draft: content_edits.move_block(draft, page_id, block, way)
    )
    return back_to(context, _("It was moved."))


@bp.route(f"{PAGE}/<block>/remove", methods=["GET", "POST"])
@permit("survey.build", load=find_page_bench, rest=("block",))
def remove(context: DraftContext, block: str) -> ResponseReturnValue:
    """Remove a block from the draft."""
    page_id, removed = context.here.id, content_edits.block_on(context.here, block)
    form = ShortForm(data={"seen": seen(removed)})
    if form.validate_on_submit() and saved(
        context, form, lambda draft: content_edits.remove_block(draft, page_id, block, form.seen.data)
    ):
        return back_to(context, _("It was removed."))
    if is_conflict(form):
        form.seen.data = seen(_now(draft_now(context), page_id, block))
    question = _("Remove “%(called)s”?", called=block_in_words(removed))
    return render_form("survey/remove.html", form, context=context, question=question, lost=[])


@bp.route("/<int:activity_id>/build/read/<digest>/delete", methods=["GET", "POST"])
@permit("survey.build", load=find_bench, rest=("digest",))
def delete(context: DraftContext, digest: str) -> ResponseReturnValue:
    """Delete the file of a picture, whichever versions and surveys show it."""
    there = content_edits.pictures_to_read(db(), context.activity, context.definition)
    picture = next((one for one in there if one.digest == digest), None)
    if picture is None:
        raise NotFound
    form = ShortForm()
    if form.validate_on_submit():
        pictures.take_down(db(), actor(), context.activity, digest)
        return back_to(context, _("The picture was deleted everywhere."))
    return render_form("survey/content_delete.html", form, context=context, picture=picture)


def _now(draft: Definition, page_id: str, block: str) -> Block:
    return content_edits.block_on(draft.find_page(page_id), block)


def _with_file(form: Form, block: Block) -> Block | None:
    """Return a block with the picture that was sent, or its own; nothing where that one cannot be taken."""
    upload = form["file"].data if block.block == IMAGE else None
    if not upload:
        return block
    try:
        return replace(block, sha256=pictures.keep(db(), upload.filename or "", upload.stream))
    except DomainError as refused:
        form.add_error("file", str(refused))
        return None
