"""The builder: what a survey asks, page by page."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from consult.sdk.access import actor, permit
from consult.sdk.database import JsonObject, session
from consult.sdk.errors import ChangedMeanwhile, Invalid, NotFound
from consult.sdk.forms import Form, render_form
from consult.sdk.messages import gettext as _
from plugins.survey import editing, services
from plugins.survey.document import find_page, page_title, sections_with_pages, words
from plugins.survey.drafting import Bench, find_bench, find_page_bench, find_page_or_none, seen
from plugins.survey.forms import KIND_CHOICES, PageForm, SettingsForm, ShortForm, page_values
from plugins.survey.queries import find_draft, last_answered
from plugins.survey.wording import in_words, limits_in_words

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
        sections=list(sections_with_pages(bench.definition)),
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
    asked = [name for name in ("area", "about_you") if bench.definition["settings"][f"asks_{name}"]]
    form = SettingsForm(data={"seen": seen(frame), "introduction": words(frame[0]), "beside": asked})

    def edit(definition: JsonObject) -> None:
        editing.require_unchanged(_frame(definition), form.seen.data)
        definition["introduction"] = editing.put_words(definition["introduction"], form.introduction.data)
        for name in ("area", "about_you"):
            definition["settings"][f"asks_{name}"] = name in form.beside.data

    if form.validate_on_submit() and saved(bench, form, edit):
        return back_to(bench, _("The introduction was saved."))
    now = find_draft(session(), bench.activity.id).definition
    if is_conflict(form):
        form.seen.data = seen(_frame(now))
    theirs = [("Introduction", words(now["introduction"]) or "Empty")]
    return render_form("survey/introduction.html", form, bench=bench, theirs=theirs if is_conflict(form) else None)


@bp.route("/<int:activity_id>/build/pages/new", methods=["GET", "POST"])
@permit("survey.build", load=find_bench)
def new_page(bench: Bench) -> ResponseReturnValue:
    """Add a page at the end."""
    form = PageForm().offer(bench.definition, None)

    def edit(definition: JsonObject) -> None:
        show_if = form.condition(definition, None)
        made.append(editing.add_page(definition, title=form.title.data, text=form.text.data, show_if=show_if))

    made: list[JsonObject] = []
    if form.validate_on_submit() and saved(bench, form, edit):
        flash(_("The page was added. Add a question to it."), "success")
        where = url_for("survey_questions.choose", activity_id=bench.activity.id, page=made[0]["id"])
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

    def edit(definition: JsonObject) -> None:
        there = find_page(definition, page["id"])
        editing.require_unchanged(_words_of(there), form.seen.data)
        there["title"] = editing.put_words(there["title"], form.title.data)
        there["text"] = editing.put_words(there["text"], form.text.data)
        there["show_if"] = form.condition(definition, there)

    if form.validate_on_submit() and saved(bench, form, edit):
        return back_to(bench, _("The page was saved."))
    theirs = None
    if is_conflict(form):
        now = find_draft(session(), bench.activity.id).definition
        there = find_page(now, page["id"])
        form.seen.data = seen(_words_of(there))
        theirs = [
            ("Title", words(there["title"]) or "None"),
            ("Text", words(there["text"]) or "None"),
            (_("Who sees it"), in_words(there["show_if"], now)),
        ]
    return render_form("survey/page_form.html", form, bench=bench, theirs=theirs)


@bp.post("/<int:activity_id>/build/pages/<page>/move")
@permit("survey.build", load=find_page_bench)
def move_page(bench: Bench) -> ResponseReturnValue:
    """Move a page one place."""
    way, page_id = request.form.get("way", ""), bench.here["id"]
    services.change_draft(session(), actor(), bench.activity, lambda one: editing.move_page(one, page_id, way))
    return back_to(bench, _("The page was moved."))


@bp.route("/<int:activity_id>/build/pages/<page>/remove", methods=["GET", "POST"])
@permit("survey.build", load=find_page_bench)
def remove_page(bench: Bench) -> ResponseReturnValue:
    """Remove a page with its questions."""
    page = bench.here
    form = ShortForm(data={"seen": seen(page)})
    if form.validate_on_submit() and saved(
        bench, form, lambda one: editing.remove_page(one, page["id"], form.seen.data)
    ):
        return back_to(bench, _("The page was removed."))
    if is_conflict(form):
        form.seen.data = seen(find_page(find_draft(session(), bench.activity.id).definition, page["id"]))
    lost = [words(item["label"]) for item in page["items"]]
    question = _("Remove the page “%(page_title)s”?", page_title=page_title(page))
    return render_form("survey/remove.html", form, bench=bench, question=question, lost=lost)


def saved(bench: Bench, form: Form, edit: Any) -> bool:
    """Save a change to the draft, or put what is wrong on the form and save nothing."""
    try:
        services.change_draft(session(), actor(), bench.activity, edit)
    except (ChangedMeanwhile, Invalid) as error:
        form.take_errors(error)
        return False
    return True


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


def _frame(definition: JsonObject) -> list[Any]:
    return [definition["introduction"], definition["settings"]]


def _words_of(page: JsonObject) -> list[Any]:
    return [page["title"], page["text"], page["show_if"]]
