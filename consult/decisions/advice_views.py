"""Pages on which advice is asked for, given, and shown to the public or not."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from consult.analysis.queries import words_of
from consult.decisions.advice import (
    advisers,
    ask_for_advice,
    find_advice,
    give_advice,
    overdue_words,
    show_advice,
    take_back_question,
    words_about,
)
from consult.decisions.advice_forms import AdviceForm, AskForm
from consult.decisions.models import Advice, Issue
from consult.decisions.open_list import may_change
from consult.decisions.points import ShownPoint, placed_in, shown_points
from consult.decisions.queries import find_issue
from consult.kernel import clock
from consult.kernel.db import database_now
from consult.kernel.errors import DomainError
from consult.kernel.messages import gettext as _
from consult.web.forms import render_form
from consult.web.guard import actor, loaded_by, permit
from consult.web.transactions import db

bp = Blueprint("advice", __name__, url_prefix="/staff")
POINTS_SHOWN = 200
SHORT = 80


@bp.route("/issues/<int:issue_id>/advice", methods=["GET", "POST"])
@permit("decisions.edit", load=loaded_by(find_issue))
def ask(issue: Issue) -> ResponseReturnValue:
    """Ask a subject expert or the lawyer about an issue, or about one of its points."""
    form = AskForm()
    form.offer(advisers(db()), {point.passage.id: _in_short(point) for point in _points(issue)})
    if form.validate_on_submit():
        try:
            ask_for_advice(db(), actor(), issue, form.asked())
        except DomainError as error:
            form.take_errors(error)
        else:
            flash(_("The question was sent."), "success")
            return redirect(url_for("decisions_staff.issue", issue_id=issue.id, _anchor="advice"), 303)
    return render_form("decisions/ask_advice.html", form, issue=issue)


@bp.get("/advice/<int:advice_id>")
@permit("decisions.read_advice", load=loaded_by(find_advice))
def show(advice: Advice) -> ResponseReturnValue:
    """Show what is asked, with the words it is about, and what was advised."""
    return _page(advice, AdviceForm(obj=advice))


@bp.post("/advice/<int:advice_id>")
@permit("decisions.advise", load=loaded_by(find_advice))
def give(advice: Advice) -> ResponseReturnValue:
    """Take what the person who was asked advises."""
    form = AdviceForm(obj=advice)
    if form.validate_on_submit():
        try:
            give_advice(db(), actor(), advice, form.said.data or "", form.seen_version())
        except DomainError as error:
            form.take_errors(error)
        else:
            flash(_("Thank you. Your advice was kept."), "success")
            return redirect(url_for("advice.show", advice_id=advice.id), 303)
    return _page(advice, form)


@bp.post("/advice/<int:advice_id>/take-back")
@permit("decisions.edit", load=loaded_by(find_advice))
def take_back(advice: Advice) -> ResponseReturnValue:
    """Ask for it no more."""
    take_back_question(db(), actor(), advice)
    flash(_("The question was taken back."), "success")
    return redirect(url_for("decisions_staff.issue", issue_id=advice.issue_id, _anchor="advice"), 303)


@bp.post("/advice/<int:advice_id>/publish")
@permit("decisions.edit", load=loaded_by(find_advice))
def publish(advice: Advice) -> ResponseReturnValue:
    """Let the public read it with the decision."""
    show_advice(db(), actor(), advice, is_public=True)
    return redirect(url_for("advice.show", advice_id=advice.id), 303)


@bp.post("/advice/<int:advice_id>/hide")
@permit("decisions.edit", load=loaded_by(find_advice))
def hide(advice: Advice) -> ResponseReturnValue:
    """Keep it for officers."""
    show_advice(db(), actor(), advice, is_public=False)
    return redirect(url_for("advice.show", advice_id=advice.id), 303)


def _page(advice: Advice, form: AdviceForm) -> ResponseReturnValue:
    template = "decisions/advice.html"
    today = clock.london(database_now(db())).date()
    shown = {
        "advice": advice,
        "issue": advice.issue,
        "about": words_about(advice, advice.passage),
        "due": overdue_words(advice, today),
        "points": _words(advice),
        "is_changeable": may_change(db(), advice.issue.consultation),
    }
    if form.is_submitted():
        return render_form(template, form, **shown)
    return render_template(template, form=form, **shown)


def _words(advice: Advice) -> list[tuple[int, str]]:
    """Return numbers and words of the points it is about, as they now stand."""
    if advice.passage_id is None:
        return [(point.passage.number or 0, point.said.words) for point in _points(advice.issue)]
    passage = advice.passage
    if passage is None or passage.ended_at is not None:
        return []
    return [(passage.number or 0, said.words) for said in words_of(db(), [passage]).values()]


def _points(issue: Issue) -> list[ShownPoint]:
    return shown_points(db(), placed_in(issue.consultation_id, issue.id).limit(POINTS_SHOWN))


def _in_short(point: ShownPoint) -> str:
    words = point.said.words.strip()
    short = words if len(words) <= SHORT else words[:SHORT].rstrip() + "…"
    return _("Point %(number)s: %(words)s", number=point.passage.number, words=short)
