"""Coding texts one after another: the themes of a whole text or of a passage, and the next that waits."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from consult.analysis.themes import assignments
from consult.analysis.themes.forms import CodingForm, PassageForm
from consult.analysis.themes.models import Theme
from consult.analysis.themes.queries import (
    CodedText,
    coding_of,
    find_text,
    history_of,
    next_to_code,
    standing,
    text_questions,
    themes_of,
)
from consult.analysis.themes.sample_queries import waiting_blind
from consult.consultations.models import Activity
from consult.consultations.queries import find_activity
from consult.kernel.errors import DomainError, NotFound
from consult.kernel.messages import gettext as _
from consult.submissions.owners import require_desk
from consult.web.forms import render_form
from consult.web.guard import actor, permit
from consult.web.transactions import db

bp = Blueprint("coding", __name__, url_prefix="/staff")


@bp.get("/activities/<int:activity_id>/texts/<question>/next")
@permit("analysis.code", load=find_activity, rest=("question",))
def begin(activity: Activity, question: str) -> ResponseReturnValue:
    """Go to the next text under a question that nobody has coded."""
    require_desk(db(), activity)
    if question not in {asked.key for asked in text_questions(db(), activity)}:
        raise NotFound
    return _to_next(activity, question)


@bp.route("/responses/<int:submission_id>/texts/<question>", methods=["GET", "POST"])
@permit("analysis.code", load=find_text)
def code(coded: CodedText) -> ResponseReturnValue:
    """Show a text with the themes it has, and code it; then the next.

    Whoever may be the second to code it for a sample is led there, since the first coding would be seen here.
    """
    blind = waiting_blind(db(), actor(), coded)
    if blind is not None:
        return redirect(url_for("samples.read", sampled_id=blind.id), 303)
    offered, chosen = _choices(coded)
    coding = coding_of(db(), coded.submission.id, coded.question.key)
    form = CodingForm(data={"themes": chosen, "version": str(coding.version if coding else 0)})
    form.offer(offered, _proposed(coded))
    if form.validate_on_submit():
        try:
            assignments.code_text(db(), actor(), coded, form.theme_ids, form.seen_version())
        except DomainError as error:
            form.take_errors(error)
        else:
            flash(_("%(reference)s is coded.", reference=coded.submission.reference), "success")
            return _to_next(coded.activity, coded.question.key, coded.submission.id)
    return _page(form, coded)


@bp.route("/responses/<int:submission_id>/texts/<question>/passage", methods=["GET", "POST"])
@permit("analysis.code", load=find_text)
def passage(coded: CodedText) -> ResponseReturnValue:
    """Give themes to a passage of a text."""
    form = PassageForm()
    form.offer([theme for theme in _themes(coded) if theme.is_offered])
    if form.validate_on_submit():
        try:
            assignments.code_passage(db(), actor(), coded, form.passage.data or "", form.theme_ids)
        except DomainError as error:
            form.take_errors(error)
        else:
            return redirect(_address(coded), 303)
    return render_form("analysis/themes/passage.html", form, coded=coded, to=_address(coded))


def _page(form: CodingForm, coded: CodedText) -> tuple[str, int]:
    rows = db().scalars(standing(coded.submission.id, coded.question.key)).all()
    return render_form(
        "analysis/themes/code.html",
        form,
        coded=coded,
        passages=[(row, coded.text[row.begins : row.ends]) for row in rows if row.begins is not None],
        history=history_of(db(), coded.submission.id, coded.question.key),
    )


def _to_next(activity: Activity, question: str, after: int = 0) -> ResponseReturnValue:
    following = next_to_code(db(), activity.id, question, after)
    if following is None:
        return redirect(url_for("themes.index", slug=activity.consultation.slug), 303)
    return redirect(url_for("coding.code", submission_id=following, question=question), 303)


def _address(coded: CodedText) -> str:
    return url_for("coding.code", submission_id=coded.submission.id, question=coded.question.key)


def _themes(coded: CodedText) -> list[Theme]:
    return list(db().scalars(themes_of(coded.activity.consultation_id)))


def _choices(coded: CodedText) -> tuple[list[Theme], list[int]]:
    """Return the themes on offer with those the text has, and which it has: a merged one as that it counts under."""
    rows = db().scalars(standing(coded.submission.id, coded.question.key)).all()
    whole = [row.theme for row in rows if row.begins is None and row.accepted_at]
    chosen = {theme.merged_into_id or theme.id for theme in whole}
    return [theme for theme in _themes(coded) if theme.is_offered or theme.id in chosen], sorted(chosen)


def _proposed(coded: CodedText) -> list[tuple[Theme, str]]:
    rows = db().scalars(standing(coded.submission.id, coded.question.key)).all()
    return [
        (row.theme, _("Proposed by: %(source)s. It does not count until you accept it.", source=row.source.label))
        for row in rows
        if row.accepted_at is None
    ]
