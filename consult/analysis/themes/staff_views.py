"""The officer's pages of the code book: its themes with their counts, and writing them."""

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from consult.analysis.themes import code_book
from consult.analysis.themes.counts import ThemeCount, progress_of, theme_counts
from consult.analysis.themes.forms import MergeForm, NewThemeForm, SplitForm, ThemeForm
from consult.analysis.themes.models import Source, Theme
from consult.analysis.themes.queries import codable_questions, find_theme, themes_of
from consult.analysis.themes.sample_queries import samples_of
from consult.analysis.themes.voices import voices_of
from consult.consultations.models import Consultation
from consult.consultations.places import CONSULTATION_DESK
from consult.consultations.queries import find_consultation
from consult.kernel.errors import Invalid, SavedOtherwise
from consult.kernel.formats import number
from consult.kernel.messages import gettext as _
from consult.web.cells import link_to
from consult.web.forms import render_form
from consult.web.guard import actor, loaded_by, permit
from consult.web.transactions import db

bp = Blueprint("themes", __name__, url_prefix="/staff")


@bp.get("/consultations/<slug>/themes")
@permit("analysis.themes", load=find_consultation)
def index(consultation: Consultation) -> ResponseReturnValue:
    """Show the code book with its counts, and how far each question is coded."""
    themes = db().scalars(themes_of(consultation.id)).all()
    questions = codable_questions(db(), consultation.id)
    return render_template(
        "analysis/themes/index.html",
        consultation=consultation,
        rows=_rows(consultation, themes),
        ended=[theme for theme in themes if not theme.is_offered],
        codes={theme.id: theme for theme in themes},
        parts=_parts(themes),
        questions=[(activity, question, progress_of(db(), activity, question.key)) for activity, question in questions],
        samples=db().scalars(samples_of(consultation.id)).all(),
        voices=[(activity, voices_of(db(), activity.id)) for activity in dict.fromkeys(item[0] for item in questions)],
    )


@bp.route("/consultations/<slug>/themes/new", methods=["GET", "POST"])
@permit("analysis.code", load=find_consultation)
def add(consultation: Consultation) -> ResponseReturnValue:
    """Add a theme."""
    form = NewThemeForm()
    form.offer_parents(_offered(consultation))
    if form.validate_on_submit():
        words = (form.title.data or "", form.definition.data or "", form.examples.data or "")
        try:
            added = code_book.add_theme(db(), actor(), consultation, *words, form.parent_id, form.seen_key())
        except (SavedOtherwise, Invalid) as other:
            form.take_errors(other)
        else:
            flash(_("Theme %(code)s is in the code book.", code=added.code), "success")
            return redirect(url_for("themes.index", slug=consultation.slug), 303)
    return render_form("analysis/themes/form.html", form, consultation=consultation, theme=None)


@bp.get("/themes/<int:theme_id>")
@permit("analysis.themes", load=loaded_by(find_theme))
def theme(theme: Theme) -> ResponseReturnValue:
    """Show a theme: what belongs to it, how many have it, and where it leads when it was merged or split."""
    themes = db().scalars(themes_of(theme.consultation_id)).all()
    return render_template(
        "analysis/themes/theme.html",
        theme=theme,
        codes={other.id: other for other in themes},
        parts=_parts(themes).get(theme.id, []),
        count=theme_counts(db(), theme.consultation_id).get(theme.id, ThemeCount()),
        sources=list(Source),
    )


@bp.route("/themes/<int:theme_id>/edit", methods=["GET", "POST"])
@permit("analysis.code", load=loaded_by(find_theme))
def edit(theme: Theme) -> ResponseReturnValue:
    """Change the words of a theme."""
    form = ThemeForm(obj=theme, data={"parent": theme.parent_id or ""})
    form.offer_parents(other for other in _offered(theme.consultation) if other.id != theme.id)
    if form.validate_on_submit():
        words = (form.title.data or "", form.definition.data or "", form.examples.data or "")
        try:
            code_book.edit_theme(db(), actor(), theme, *words, form.parent_id, form.seen_version())
        except (SavedOtherwise, Invalid) as changed:
            form.take_errors(changed)
        else:
            return redirect(url_for("themes.theme", theme_id=theme.id), 303)
    return render_form("analysis/themes/form.html", form, consultation=theme.consultation, theme=theme)


@bp.route("/themes/<int:theme_id>/merge", methods=["GET", "POST"])
@permit("analysis.code", load=loaded_by(find_theme))
def merge(theme: Theme) -> ResponseReturnValue:
    """Let a theme count under another."""
    form = MergeForm()
    form.offer(other for other in _offered(theme.consultation) if other.id != theme.id)
    if form.validate_on_submit():
        try:
            into = code_book.merge_themes(db(), actor(), theme, int(form.into.data or 0))
        except Invalid as wrong:
            form.take_errors(wrong)
        else:
            flash(_("%(code)s counts under %(into)s now.", code=theme.code, into=into.code), "success")
            return redirect(url_for("themes.theme", theme_id=into.id), 303)
    return render_form("analysis/themes/merge.html", form, theme=theme)


@bp.route("/themes/<int:theme_id>/split", methods=["GET", "POST"])
@permit("analysis.code", load=loaded_by(find_theme))
def split(theme: Theme) -> ResponseReturnValue:
    """Split a theme into parts with numbers of their own."""
    form = SplitForm()
    if form.validate_on_submit():
        try:
            parts = code_book.split_theme(db(), actor(), theme, (form.titles.data or "").splitlines())
        except Invalid as wrong:
            form.take_errors(wrong)
        else:
            named = ", ".join(part.code for part in parts)
            flash(_("%(code)s is split into %(named)s.", code=theme.code, named=named), "success")
            return redirect(url_for("themes.theme", theme_id=theme.id), 303)
    return render_form("analysis/themes/split.html", form, theme=theme)


def desk_link(consultation: Consultation) -> str | None:
    """Return the link to the themes for the consultation's page on the desk."""
    return render_template("analysis/themes/_desk_link.html", consultation=consultation)


DESK_SLOT = CONSULTATION_DESK.slot(desk_link)


def _offered(consultation: Consultation) -> list[Theme]:
    return [theme for theme in db().scalars(themes_of(consultation.id)) if theme.is_offered]


def _parts(themes: Sequence[Theme]) -> dict[int, list[Theme]]:
    """Return the parts of each theme that was split."""
    found: dict[int, list[Theme]] = {}
    for theme in themes:
        if theme.split_from_id:
            found.setdefault(theme.split_from_id, []).append(theme)
    return found


def _rows(consultation: Consultation, themes: Sequence[Theme]) -> list[tuple[Markup | str, ...]]:
    """Return, as rows of a table, each theme with its counts: those that count, and apart those only proposed."""
    counts, codes = theme_counts(db(), consultation.id), {theme.id: theme.code for theme in themes}
    return [
        (
            link_to(f"{theme.code} {theme.title}", url_for("themes.theme", theme_id=theme.id)),
            codes.get(theme.parent_id or 0, ""),
            number(counts.get(theme.id, ThemeCount()).responses),
            number(counts.get(theme.id, ThemeCount()).proposed),
        )
        for theme in themes
        if theme.is_offered or (theme.split_at and theme.id in counts)
    ]
