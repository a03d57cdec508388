"""The builder: what a survey asks, page by page."""

from collections.abc import Callable
from dataclasses import replace

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from consult.sdk.access import actor, permit
from consult.sdk.database import session
from consult.sdk.errors import ChangedMeanwhile, Invalid, NotFound
from consult.sdk.forms import Form, render_form
from consult.sdk.messages import gettext as _
from plugins.survey import edits, services
from plugins.survey.bench import Bench, find_bench, find_page_bench, find_page_or_none, seen
from plugins.survey.definition import Definition, Page, definition_from, page_title, words
from plugins.survey.forms import KIND_CHOICES, PageForm, SettingsForm, ShortForm, page_values
from plugins.survey.phrases import in_words, limits_in_words
from plugins.survey.queries import find_draft, last_answered

bp = Blueprint("survey", __name__, url_prefix="/survey")
KIND_TITLES = {one.value: one.label for one in KIND_CHOICES}
TYPED_NOT = {"csrf_token", "seen"}


@bp.get("/<int:activity_id>/build")
@permit("survey.preview", load=find_bench)
def build(bench: Bench) -> ResponseReturnValue:
    """Show all that the draft asks, with what the reader can do to it."""
    return render_template(
        "survey/build.html",
        bench=bench,
        sections=[(words(section.title), section.pages) for section in bench.definition.sections],
        outlook=services.outlook(session(), bench.activity),
        sent_back=last_answered(session(), bench.activity.id, bench.draft.sha256),
        words=words,
        page_title=page_title,
        in_words=in_words,
        limits_in_words=limits_in_words,
        kinds=KIND_TITLES,
    )


@bp.route("/<int:activity_id>/build/introduction", methods=["GET", "POST"])
@permit("survey.build", load=find_bench)
def introduction(bench: Bench) -> ResponseReturnValue:
    """Change what stands before the questions."""
    frame = _frame(bench.definition)
    settings = bench.definition.settings
    beside = {"area": settings.asks_area, "about_you": settings.asks_about_you}
    asked = [name for name, is_asked in beside.items() if is_asked]
    form = SettingsForm(
        data={"seen": seen(frame), "introduction": words(bench.definition.introduction), "beside": asked}
    )

    def edit(definition: Definition) -> Definition:
        edits.require_unchanged(_frame(definition), form.seen.data)
        area, about_you = (name in form.beside.data for name in beside)
        return replace(
            definition,
            introduction=edits.put_words(definition.introduction, form.introduction.data),
            settings=replace(definition.settings, asks_area=area, asks_about_you=about_you),
        )

    if form.validate_on_submit() and saved(bench, form, edit):
        return back_to(bench, _("The introduction was saved."))
    now = draft_now(bench)
    if is_conflict(form):
        form.seen.data = seen(_frame(now))
    theirs = [("Introduction", words(now.introduction) or "Empty")]
    return render_form("survey/introduction.html", form, bench=bench, theirs=theirs if is_conflict(form) else None)


@bp.route("/<int:activity_id>/build/pages/new", methods=["GET", "POST"])
@permit("survey.build", load=find_bench)
def new_page(bench: Bench) -> ResponseReturnValue:
    """Add a page at the end."""
    form = PageForm().offer(bench.definition, None)

    def edit(definition: Definition) -> Definition:
        show_if = form.condition(definition, None)
        return edits.add_page(definition, title=form.title.data, text=form.text.data, show_if=show_if)

    if form.validate_on_submit() and saved(bench, form, edit):
        flash(_("The page was added. Add a question to it."), "success")
        where = url_for("survey_questions.choose", activity_id=bench.activity.id, page=draft_now(bench).pages[-1].id)
        return redirect(where, 303)
    return render_form("survey/page_form.html", form, bench=bench, theirs=None)


@bp.route("/<int:activity_id>/build/pages/<page>", methods=["GET", "POST"])
@permit("survey.build", load=find_page_or_none)
def edit_page(bench: Bench) -> ResponseReturnValue:
    """Change a page’s words, and who sees it."""
    if bench.page is None:
        return gone(bench)
    page = bench.page
    shown = {**page_values(bench.definition, page), "seen": seen(_words_of(page))}
    form = PageForm(data=shown).offer(bench.definition, page)

    def edit(definition: Definition) -> Definition:
        there = definition.find_page(page.id)
        edits.require_unchanged(_words_of(there), form.seen.data)
        changed = replace(
            there,
            title=edits.put_words(there.title, form.title.data),
            text=edits.put_words(there.text, form.text.data),
            show_if=form.condition(definition, there),
        )
        return edits.edit_page(definition, page.id, lambda _there: changed)

    if form.validate_on_submit() and saved(bench, form, edit):
        return back_to(bench, _("The page was saved."))
    theirs = None
    if is_conflict(form):
        now = draft_now(bench)
        there = now.find_page(page.id)
        form.seen.data = seen(_words_of(there))
        theirs = [
            ("Title", words(there.title) or "None"),
            ("Text", words(there.text) or "None"),
            (_("Who sees it"), in_words(there.show_if, now)),
        ]
    return render_form("survey/page_form.html", form, bench=bench, theirs=theirs)


@bp.post("/<int:activity_id>/build/pages/<page>/move")
@permit("survey.build", load=find_page_bench)
def move_page(bench: Bench) -> ResponseReturnValue:
    """Move a page one place."""
    way, page_id = request.form.get("way", ""), bench.here.id
    services.change_draft(session(), actor(), bench.activity, lambda draft: edits.move_page(draft, page_id, way))
    return back_to(bench, _("The page was moved."))


@bp.route("/<int:activity_id>/build/pages/<page>/remove", methods=["GET", "POST"])
@permit("survey.build", load=find_page_bench)
def remove_page(bench: Bench) -> ResponseReturnValue:
    """Remove a page with its questions."""
    page = bench.here
    form = ShortForm(data={"seen": seen(page)})
    if form.validate_on_submit() and saved(
        bench, form, lambda draft: edits.remove_page(draft, page.id, form.seen.data)
    ):
        return back_to(bench, _("The page was removed."))
    if is_conflict(form):
        form.seen.data = seen(draft_now(bench).find_page(page.id))
    lost = [words(item.label) for item in page.items]
    question = _("Remove the page “%(page_title)s”?", page_title=page_title(page))
    return render_form("survey/remove.html", form, bench=bench, question=question, lost=lost)


def saved(bench: Bench, form: Form, edit: Callable[[Definition], Definition]) -> bool:
    """Save a change to the draft, or put what is wrong on the form and save nothing."""
    try:
        services.change_draft(session(), actor(), bench.activity, edit)
    except (ChangedMeanwhile, Invalid) as error:
        form.take_errors(error)
        return False
    return True


def draft_now(bench: Bench) -> Definition:
    """Return the draft's definition as it is now, which somebody else may have changed."""
    return definition_from(find_draft(session(), bench.activity.id).definition)


def is_conflict(form: Form) -> bool:
    """Whether saving failed because somebody else had saved the same part."""
    return form.saved_otherwise is not None


def back_to(bench: Bench, said: str) -> ResponseReturnValue:
    """Go back to the builder and say what was done."""
    flash(said, "success")
    return redirect(url_for("survey.build", activity_id=bench.activity.id), 303)


def gone(bench: Bench) -> ResponseReturnValue:
    """Say that somebody removed what was being changed, and give back what was typed."""
    if request.method != "POST":
        raise NotFound
    typed = [(name, ", ".join(request.form.getlist(name))) for name in request.form if name not in TYPED_NOT]
    return render_template("survey/gone.html", bench=bench, typed=[pair for pair in typed if pair[1]]), 409


def _frame(definition: Definition) -> list[object]:
    return [definition.introduction, definition.settings]


def _words_of(page: Page) -> list[object]:
    return [page.title, page.text, page.show_if]
