"""The builder’s copies: of a question, of a page, and of parts of another survey."""

from collections.abc import Callable, Iterator

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from consult.sdk.access import actor, permit
from consult.sdk.activities import Activity
from consult.sdk.database import db
from consult.sdk.errors import NotFound
from consult.sdk.forms import render_form
from consult.sdk.messages import gettext as _
from consult.sdk.messages import ngettext
from consult.sdk.pages import asked_number
from plugins.survey import copying, services
from plugins.survey.context import DraftContext, find_bench, find_item_bench, find_page_bench
from plugins.survey.copying import Copied
from plugins.survey.definition import Definition, definition_from
from plugins.survey.forms import CopyForm
from plugins.survey.queries import find_survey, surveys_named
from plugins.survey.views import back_to, saved

bp = Blueprint("survey_copies", __name__, url_prefix="/survey")
LISTED = 50


@bp.post("/<int:activity_id>/build/questions/<key>/copy")
@permit("survey.build", load=find_item_bench)
def copy_item(context: DraftContext) -> ResponseReturnValue:
    """Put a copy of a question behind it, and open it."""
    copied = _copy(context, lambda draft: copying.copy_item(draft, context.question.key))
    flash(_("This is the copy. Change what it asks."), "success")
    return redirect(url_for("survey_questions.edit", activity_id=context.activity.id, key=copied.keys[0]), 303)


@bp.post("/<int:activity_id>/build/pages/<page>/copy")
@permit("survey.build", load=find_page_bench)
def copy_page(context: DraftContext) -> ResponseReturnValue:
    """Put a copy of a page with its questions behind it."""
    _copy(context, lambda draft: copying.copy_page(draft, context.here.id))
    return back_to(context, _("The page was copied. Change what the copy asks."))


@bp.route("/<int:activity_id>/build/copy", methods=["GET", "POST"])
@permit("survey.build", load=find_bench)
def copy_from(context: DraftContext) -> ResponseReturnValue:
    """Choose another survey, then the pages and questions of it that are copied."""
    source = _source(context)
    if source is None:
        typed = request.args.get("q", "").strip()[:200]
        found = surveys_named(db(), typed, beside=context.activity.id)
        return render_template(
            "survey/copy_source.html", context=context, found=found[:LISTED], is_cut=len(found) > LISTED, words=typed
        )
    there = definition_from(services.outline_of(db(), source))
    form = CopyForm().offer(there)
    copied: list[Copied] = []

    def edit(definition: Definition) -> Definition:
        copied[:] = [copying.copy_from(definition, there, form.pages.data or (), form.questions.data or ())]
        return copied[0].definition

    if form.validate_on_submit() and saved(context, form, edit):
        return back_to(context, _said(copied[0]))
    return render_form("survey/copy.html", form, context=context, source=source)


def _copy(context: DraftContext, copy: Callable[[Definition], Copied]) -> Copied:
    copied: list[Copied] = []

    def edit(definition: Definition) -> Definition:
        copied[:] = [copy(definition)]
        return copied[0].definition

    services.change_draft(db(), actor(), context.activity, edit)
    return copied[0]


def _source(context: DraftContext) -> Activity | None:
    if "from" not in request.args:
        return None
    number = asked_number("from")
    if number == context.activity.id:
        raise NotFound
    return find_survey(db(), number, actor())


def _said(copied: Copied) -> str:
    number = len(copied.keys)
    said = ngettext("%(number)s question was copied.", "%(number)s questions were copied.", number, number=number)
    return " ".join([said, *_left_out(copied)])


def _left_out(copied: Copied) -> Iterator[str]:
    """Yield a sentence for each sort of thing that could not come along."""
    if number := copied.left_out:
        yield ngettext(
            "%(number)s condition asks about what was not copied, so it was left out.",
            "%(number)s conditions ask about what was not copied, so they were left out.",
            number,
            number=number,
        )
    if number := copied.rules_left_out:
        yield ngettext(
            "%(number)s rule compares with what was not copied, so it was left out.",
            "%(number)s rules compare with what was not copied, so they were left out.",
            number,
            number=number,
        )
    if number := copied.unnamed:
        yield ngettext(
            "%(number)s text showed an answer to what was not copied. “…” stands in its place.",
            "%(number)s texts showed an answer to what was not copied. “…” stands in its place.",
            number,
            number=number,
        )
