"""The builder: what a survey asks, page by page."""

from collections.abc import Callable
from dataclasses import replace

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from consult.sdk.access import actor, permit
from consult.sdk.activities import quotas_counted
from consult.sdk.database import db
from consult.sdk.errors import ChangedMeanwhile, Invalid, NotFound
from consult.sdk.forms import Form, render_form
from consult.sdk.messages import gettext as _
from plugins.survey import edits, services
from plugins.survey.condition_forms import condition_in, offer_earlier
from plugins.survey.content_forms import SORTS
from plugins.survey.context import DraftContext, find_bench, find_page_bench, find_page_or_none, seen
from plugins.survey.definition import Definition, Page, definition_from, page_title, words
from plugins.survey.entry_forms import repeat_in
from plugins.survey.forms import PageForm, SettingsForm, ShortForm, page_values
from plugins.survey.formula_words import worked_out_in_words
from plugins.survey.kinds import ALL_KINDS
from plugins.survey.parts import part_at, with_part_at
from plugins.survey.phrases import (
    asked_in_words,
    block_in_words,
    entries_in_words,
    limits_in_words,
    offered_in_words,
    order_in_words,
    page_in_words,
)
from plugins.survey.piping import showable
from plugins.survey.queries import find_draft, last_answered
from plugins.survey.rule_forms import rule_in_words

bp = Blueprint("survey", __name__, url_prefix="/survey")
TYPED_NOT = {"csrf_token", "seen"}


@bp.get("/<int:activity_id>/build")
@permit("survey.preview", load=find_bench)
def build(context: DraftContext) -> ResponseReturnValue:
    """Show all that the draft asks, with what the reader can do to it."""
    return render_template(
        "survey/build.html",
        context=context,
        sections=[(words(section.title), section.pages) for section in context.definition.sections],
        check=services.check(db(), context.activity),
        sent_back=last_answered(db(), context.draft),
        words=words,
        page_title=page_title,
        page_in_words=page_in_words,
        entries_in_words=entries_in_words,
        counted=quotas_counted(db(), context.activity.id),
        order_in_words=order_in_words,
        asked_in_words=asked_in_words,
        offered_in_words=offered_in_words,
        limits_in_words=limits_in_words,
        worked_out_in_words=worked_out_in_words,
        rule_in_words=rule_in_words,
        kinds=ALL_KINDS,
        block_in_words=block_in_words,
        sorts=SORTS,
    )


@bp.route("/<int:activity_id>/build/introduction", methods=["GET", "POST"])
@permit("survey.build", load=find_bench)
def introduction(context: DraftContext) -> ResponseReturnValue:
    """Change what stands before the questions."""
    frame = _frame(context.definition)
    settings = context.definition.settings
    beside = {"area": settings.asks_area, "about_you": settings.asks_about_you, "consent": settings.asks_consent}
    asked = [name for name, is_asked in beside.items() if is_asked]
    form = SettingsForm(
        data={
            "seen": seen(frame),
            "introduction": words(context.definition.introduction),
            "journey": settings.journey,
            "beside": asked,
        }
    )

    def edit(definition: Definition) -> Definition:
        edits.require_unchanged(_frame(definition), form.seen.data)
        area, about_you, consent = (name in form.beside.data for name in beside)
        return replace(
            definition,
            introduction=edits.put_words(definition.introduction, form.introduction.data),
            settings=replace(
                definition.settings,
                journey=form.journey.data or definition.settings.journey,
                asks_area=area,
                asks_about_you=about_you,
                asks_consent=consent,
            ),
        )

    if form.validate_on_submit() and saved(context, form, edit):
        return back_to(context, _("The introduction was saved."))
    now = draft_now(context)
    if is_conflict(form):
        form.seen.data = seen(_frame(now))
    theirs = [("Introduction", words(now.introduction) or "Empty")]
    return render_form("survey/introduction.html", form, context=context, theirs=theirs if is_conflict(form) else None)


@bp.route("/<int:activity_id>/build/pages/new", methods=["GET", "POST"])
@permit("survey.build", load=find_bench)
def new_page(context: DraftContext) -> ResponseReturnValue:
    """Add a page at the end."""
    form = PageForm()
    offer_earlier(form, context.definition, context.definition.items, None)
    earlier = showable(context.definition.items, context.definition)

    def edit(definition: Definition) -> Definition:
        show_if = condition_in(form, definition.items, None)
        changed = edits.add_page(
            definition,
            title=form.title.data,
            text=form.text.data,
            show_if=show_if,
            is_exit=form.exit.data,
            quota=form.quota.data,
            repeat=repeat_in(form, definition),
        )
        # The same form sent twice adds one page.
        new = changed.pages[-1]
        is_repeat = any(edits.is_same_page(page, new) for page in definition.pages)
        return definition if is_repeat else with_part_at(changed, new.id, form.part.data)

    if form.validate_on_submit() and saved(context, form, edit):
        flash(_("The page was added. Add a question to it."), "success")
        where = url_for("survey_questions.add", activity_id=context.activity.id, page=draft_now(context).pages[-1].id)
        return redirect(where, 303)
    return render_form("survey/page_form.html", form, context=context, theirs=None, showable=earlier)


@bp.route("/<int:activity_id>/build/pages/<page>", methods=["GET", "POST"])
@permit("survey.build", load=find_page_or_none)
def edit_page(context: DraftContext) -> ResponseReturnValue:
    """Change a page’s words, and who sees it."""
    if context.page is None:
        return gone(context)
    page = context.page
    shown = {**page_values(context.definition, page), "seen": seen(_words_of(page, context.definition))}
    form = PageForm(data=shown)
    offer_earlier(form, context.definition, context.definition.items_before(page.id), page.show_if)

    def edit(definition: Definition) -> Definition:
        there = definition.find_page(page.id)
        edits.require_unchanged(_words_of(there, definition), form.seen.data)
        changed = replace(
            there,
            title=edits.put_words(there.title, form.title.data),
            text=edits.put_words(there.text, form.text.data),
            show_if=condition_in(form, definition.items_before(page.id), there.show_if),
            exit=form.exit.data,
            quota=form.quota.data,
            repeat=repeat_in(form, definition, there.repeat),
        )
        return with_part_at(edits.edit_page(definition, page.id, lambda _there: changed), page.id, form.part.data)

    if form.validate_on_submit() and saved(context, form, edit):
        return back_to(context, _("The page was saved."))
    theirs = None
    if is_conflict(form):
        now = draft_now(context)
        there = now.find_page(page.id)
        form.seen.data = seen(_words_of(there, now))
        theirs = [
            ("Title", words(there.title) or "None"),
            ("Text", words(there.text) or "None"),
            (_("A part of the survey begins at this page"), part_at(now, page.id) or _("None")),
            (_("Who sees it"), page_in_words(there, now)),
            (_("How often it is asked"), entries_in_words(there) or _("Once")),
        ]
    earlier = showable(context.definition.items_before(page.id), context.definition)
    return render_form("survey/page_form.html", form, context=context, theirs=theirs, showable=earlier)


@bp.post("/<int:activity_id>/build/pages/<page>/move")
@permit("survey.build", load=find_page_bench)
def move_page(context: DraftContext) -> ResponseReturnValue:
    """Move a page one place."""
    way, page_id = request.form.get("way", ""), context.here.id
    services.change_draft(db(), actor(), context.activity, lambda draft: edits.move_page(draft, page_id, way))
    return back_to(context, _("The page was moved."))


@bp.route("/<int:activity_id>/build/pages/<page>/remove", methods=["GET", "POST"])
@permit("survey.build", load=find_page_bench)
def remove_page(context: DraftContext) -> ResponseReturnValue:
    """Remove a page with its questions."""
    page = context.here
    form = ShortForm(data={"seen": seen(page)})
    if form.validate_on_submit() and saved(
        context, form, lambda draft: edits.remove_page(draft, page.id, form.seen.data)
    ):
        return back_to(context, _("The page was removed."))
    if is_conflict(form):
        form.seen.data = seen(draft_now(context).find_page(page.id))
    lost = [words(item.label) for item in page.items]
    question = _("Remove the page “%(page_title)s”?", page_title=page_title(page))
    return render_form("survey/remove.html", form, context=context, question=question, lost=lost)


def saved(context: DraftContext, form: Form, edit: Callable[[Definition], Definition]) -> bool:
    """Save a change to the draft, or put what is wrong on the form and save nothing."""
    try:
        services.change_draft(db(), actor(), context.activity, edit)
    except (ChangedMeanwhile, Invalid) as error:
        form.take_errors(error)
        return False
    return True


def draft_now(context: DraftContext) -> Definition:
    """Return the draft's definition as it is now, which somebody else may have changed."""
    return definition_from(find_draft(db(), context.activity.id).definition)


def is_conflict(form: Form) -> bool:
    """Whether saving failed because somebody else had saved the same part."""
    return form.saved_otherwise is not None


def back_to(context: DraftContext, said: str) -> ResponseReturnValue:
    """Go back to the builder and say what was done."""
    flash(said, "success")
    return redirect(url_for("survey.build", activity_id=context.activity.id), 303)


def gone(context: DraftContext) -> ResponseReturnValue:
    """Say that somebody removed what was being changed, and give back what was typed."""
    if request.method != "POST":
        raise NotFound
    typed = [(name, ", ".join(request.form.getlist(name))) for name in request.form if name not in TYPED_NOT]
    return render_template("survey/gone.html", context=context, typed=[pair for pair in typed if pair[1]]), 409


def _frame(definition: Definition) -> list[object]:
    return [definition.introduction, definition.settings]


def _words_of(page: Page, definition: Definition) -> list[object]:
    return [page.title, page.text, page.show_if, page.exit, page.quota, page.repeat, part_at(definition, page.id)]
