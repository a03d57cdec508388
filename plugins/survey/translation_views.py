"""The builder’s pages of translations: which languages a survey speaks, what is missing, and the texts of one page."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from consult.sdk.access import Actor, permit
from consult.sdk.activities import Consultation
from consult.sdk.database import db
from consult.sdk.errors import NotFound
from consult.sdk.forms import Form, render_form
from consult.sdk.messages import direction_of, language_name, languages_offered
from consult.sdk.messages import gettext as _
from consult.sdk.pages import page_in_language, takes_texts
from plugins.survey import edits
from plugins.survey.context import DraftContext, find_bench, seen
from plugins.survey.definition import Definition, Page, page_title
from plugins.survey.readings import with_title
from plugins.survey.translating import (
    Standing,
    Translation,
    digest_of,
    languages_in,
    source_language,
    translations_of,
    with_translations,
)
from plugins.survey.translation_forms import LanguagesForm, given_in, seen_of, texts_form, values_of
from plugins.survey.views import draft_now, is_conflict, saved

bp = Blueprint("survey_translations", __name__, url_prefix="/survey")
ON_ONE_PAGE = 100
_MOST_CHARACTERS = 250_000


@dataclass(frozen=True)
class Bench:
    """A survey’s draft, and the language into which it is translated."""

    context: DraftContext
    language: str
    page: Page | None = None
    is_gone: bool = False
    """Whether somebody removed the page in hand."""

    @property
    def consultation(self) -> Consultation:
        """The consultation that the survey belongs to."""
        return self.context.consultation

    @property
    def activity(self) -> object:
        """The survey."""
        return self.context.activity

    @property
    def called(self) -> str:
        """What the language is called."""
        return language_name(self.language)

    def translations(self, definition: Definition | None = None) -> list[Translation]:
        """Return all texts with their translations."""
        return translations_of(self.titled(definition or self.context.definition), self.language)

    def titled(self, definition: Definition) -> Definition:
        """Return a definition in which the name of the activity is a text to translate."""
        return with_title(definition, self.context.activity.title)

    def here(self) -> list[Translation]:
        """Return the texts of the page in hand, or those around the pages."""
        return [each for each in self.translations() if each.page == self.page and not self.is_gone]

    def address(self, part: int | None) -> str:
        """Return the address of a part of the page in hand, or without one of what there is in the language."""
        activity_id, language = self.context.activity.id, self.language
        if part is None:
            return url_for("survey_translations.show", activity_id=activity_id, language=language)
        if self.page is None:
            return url_for("survey_translations.around", activity_id=activity_id, language=language, part=part)
        page = self.page.id
        return url_for("survey_translations.page", activity_id=activity_id, language=language, page=page, part=part)


def find_language(session: Session, activity_id: int, language: str, actor: Actor) -> Bench:
    """Return a survey’s draft with a language in which it has words, or speaks; raises `NotFound`."""
    context = find_bench(session, activity_id, actor)
    if language not in languages_in(context.definition):
        raise NotFound
    return Bench(context, language)


def find_language_page(session: Session, activity_id: int, language: str, page: str, actor: Actor) -> Bench:
    """Return a page of a survey’s draft with a language, or without one where somebody removed it."""
    found = find_language(session, activity_id, language, actor)
    here = next((each for each in found.context.definition.pages if each.id == page), None)
    return replace(found, page=here, is_gone=here is None)


@bp.route("/<int:activity_id>/translations", methods=["GET", "POST"])
@permit("survey.build", load=find_bench)
def index(context: DraftContext) -> ResponseReturnValue:
    """Show in which languages there are words, and let an officer say which of them the survey speaks."""
    definition = context.definition
    source = source_language(definition)
    there = languages_in(definition)
    offered = dict.fromkeys([*there, *(tag for tag in languages_offered(db()) if tag != source)])
    form = LanguagesForm(data={"seen": seen(definition.languages), "languages": list(definition.languages)})
    form.offer(list(offered))

    def edit(draft: Definition) -> Definition:
        edits.require_unchanged(draft.languages, form.seen.data)
        chosen = tuple(tag for tag in offered if tag in form.languages.data)
        default = draft.default_language if draft.default_language in (source, *chosen) else source
        return replace(draft, languages=(source, *chosen), default_language=default)

    if form.validate_on_submit() and saved(context, form, edit):
        flash(_("The languages were saved."), "success")
        return redirect(url_for("survey_translations.index", activity_id=context.activity.id), 303)
    if is_conflict(form):
        form.seen.data = seen(draft_now(context).languages)
    benches = [Bench(context, tag) for tag in there]
    return render_form(
        "survey/translations.html",
        form,
        context=context,
        rows=[(bench, counts_of(bench.translations()), bench.language in definition.languages) for bench in benches],
        read_here=languages_offered(db()),
    )


@bp.get("/<int:activity_id>/translations/<language>")
@permit("survey.build", load=find_language)
def show(bench: Bench) -> ResponseReturnValue:
    """Show what is missing in a language and what has changed since, page by page."""
    found = bench.translations()
    pages: list[Page | None] = [None, *bench.context.definition.pages]
    rows = [(page, counts_of([each for each in found if each.page == page])) for page in pages]
    preview = url_for("preview_desk.show", activity_id=bench.context.activity.id)
    return render_template(
        "survey/translations_of.html",
        bench=bench,
        context=bench.context,
        rows=[row for row in rows if row[1]["all"]],
        counts=counts_of(found),
        page_title=page_title,
        preview=page_in_language(bench.language, preview),
    )


@bp.route("/<int:activity_id>/translations/<language>/around", methods=["GET", "POST"])
@permit("survey.build", load=find_language)
@takes_texts(lambda _opened, **_parts: _MOST_CHARACTERS)
def around(bench: Bench) -> ResponseReturnValue:
    """Translate what stands around the pages."""
    return _translate(bench)


@bp.route("/<int:activity_id>/translations/<language>/pages/<page>", methods=["GET", "POST"])
@permit("survey.build", load=find_language_page)
@takes_texts(lambda _opened, **_parts: _MOST_CHARACTERS)
def page(bench: Bench) -> ResponseReturnValue:
    """Translate the texts of a page."""
    if bench.is_gone and request.method != "POST":
        raise NotFound
    return _translate(bench)


def _translate(bench: Bench) -> ResponseReturnValue:
    """Show each text beside its translation, and keep what was typed."""
    every = bench.here()
    parts = [every[start : start + ON_ONE_PAGE] for start in range(0, len(every), ON_ONE_PAGE)]
    part = min(max(request.args.get("part", 1, type=int), 1), max(len(parts), 1))
    shown = _sent(bench) if request.method == "POST" else parts[part - 1] if parts else []
    form = texts_form(shown, bench.language)(data=values_of(shown))

    def edit(draft: Definition) -> Definition:
        given = given_in(form, shown, bench.titled(draft), bench.language)
        return with_translations(draft, bench.language, given)

    lost = _typed_for_nothing(shown)
    if form.validate_on_submit() and saved(bench.context, form, edit):
        onward = bench.address(part + 1 if part < len(parts) else None)
        if lost:
            # Told on this page: a message for the next one goes in a cookie, which has no room for long texts.
            return render_template("survey/translations_gone.html", context=bench.context, lost=lost, onward=onward)
        flash(_("The translations were saved."), "success")
        return redirect(onward, 303)
    for words in lost:
        flash(_("A text is no longer in the survey, so its translation was not saved: %(words)s", words=words))
    theirs = _theirs(bench, form, shown) if is_conflict(form) else []
    return render_form(
        "survey/translate.html",
        form,
        bench=bench,
        context=bench.context,
        shown=shown,
        theirs=theirs,
        part=(part, len(parts)),
        page_title=page_title,
        source=source_language(bench.context.definition),
        direction_of=direction_of,
        digest_of=digest_of,
    )


def _sent(bench: Bench) -> list[Translation]:
    """Return the texts that were sent, wherever they stand now: somebody may have moved them meanwhile."""
    return [each for each in bench.translations() if f"text_{digest_of(each.place)}" in request.form]


def _typed_for_nothing(there: Sequence[Translation]) -> list[str]:
    """Return the new words that were sent for texts that are not there any more."""
    known = {f"text_{digest_of(each.place)}" for each in there}
    lost = [(name, said) for name, said in request.form.items() if name.startswith("text_") and name not in known]
    before = {name: request.form.get(name.replace("text_", "seen_", 1), "").partition(".")[2] for name, _said in lost}
    return [said for name, said in lost if said.strip() and digest_of(said) != before[name]]


def _theirs(bench: Bench, form: Form, shown: Sequence[Translation]) -> list[tuple[str, str]]:
    """Return what somebody else saved meanwhile, and let the form know of it."""
    now = {each.place: each for each in bench.translations(draft_now(bench.context))}
    theirs = []
    for each in (now[one.place] for one in shown if one.place in now):
        seen_before = form[f"seen_{digest_of(each.place)}"]
        if seen_before.data != seen_of(each):
            theirs.append((each.called, each.words or _("Empty")))
            seen_before.data = seen_of(each)
    return theirs


def counts_of(found: Sequence[Translation]) -> dict[str, int]:
    """Return how many texts there are, and of how many the translation is missing or stale."""
    standings = [each.standing for each in found]
    return {
        "all": len(found),
        "missing": standings.count(Standing.MISSING),
        "stale": standings.count(Standing.STALE),
    }
