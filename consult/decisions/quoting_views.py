"""The officer's page on which words of a response are quoted: those that were selected, or that are typed."""

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from consult.analysis.queries import texts_of
from consult.analysis.themes.models import Theme
from consult.analysis.themes.queries import find_theme, themes_of
from consult.consultations.models import Consultation
from consult.decisions.models import Issue
from consult.decisions.open_list import may_change
from consult.decisions.queries import find_issue, issues_of
from consult.decisions.quoting import (
    Into,
    Quoted,
    draft_to_quote_in,
    quote_in_decision,
    quote_in_issue,
    quote_in_theme,
    why_not_public,
)
from consult.decisions.quoting_forms import LONGEST, QuoteForm
from consult.desk.queries import activity_of, find_submission
from consult.desk.staff_forms import filters_of
from consult.kernel.errors import DomainError
from consult.kernel.messages import gettext as _
from consult.submissions.models import Submission
from consult.submissions.owners import require_desk
from consult.web.forms import render_form
from consult.web.guard import actor, permit
from consult.web.transactions import db

bp = Blueprint("quoting", __name__, url_prefix="/staff")


@bp.route("/responses/<int:submission_id>/quote", methods=["GET", "POST"])
@permit("decisions.edit", load=find_submission)
def quote(submission: Submission) -> ResponseReturnValue:
    """Quote words of a response in an issue, in the draft of the decision, or among the examples of a theme."""
    activity = activity_of(db(), submission)
    require_desk(db(), activity, submission.id)
    consultation = activity.consultation
    # What is selected on the page of the response comes along in the address.
    form = QuoteForm(data={"words": request.args.get("words", "")[:LONGEST]})
    why_not = _offer(form, consultation, submission)
    if form.validate_on_submit():
        try:
            done = _quote(submission, form)
        except DomainError as error:
            form.take_errors(error)
        else:
            flash(done, "success")
            return redirect(_way_back(submission), 303)
    return render_form(
        "decisions/quote.html",
        form,
        consultation=consultation,
        submission=submission,
        texts=texts_of(submission, []),
        why_not=why_not,
        to=_way_back(submission),
    )


def _offer(form: QuoteForm, consultation: Consultation, submission: Submission) -> str:
    """Offer where words may go, and return why they may not go where the public reads."""
    issues: list[Issue] = []
    why_not = why_not_public(db(), submission)
    is_open = may_change(db(), consultation)
    if is_open:
        issues = list(db().scalars(issues_of(consultation.id)))
    themes: list[Theme] = [theme for theme in db().scalars(themes_of(consultation.id)) if theme.is_offered]
    has_draft = is_open and draft_to_quote_in(db(), consultation) is not None
    form.offer(issues, themes, has_draft=has_draft, is_for_the_public=not why_not)
    return why_not


def _quote(submission: Submission, form: QuoteForm) -> str:
    into, number = form.chosen()
    words = form.words.data or ""
    if into == Into.THEME:
        theme = find_theme(db(), number)
        quote_in_theme(db(), actor(), submission, words, theme)
        return _("The words stand among the examples of theme %(code)s now.", code=theme.code)
    if into == Into.ISSUE:
        issue = find_issue(db(), number)
        done = quote_in_issue(db(), actor(), submission, words, issue)
        return _with_warning(done, _("The words stand in issue %(number)s now.", number=issue.number))
    done = quote_in_decision(db(), actor(), submission, words)
    return _with_warning(done, _("The words stand under “You said” of the decision now."))


def _with_warning(done: Quoted, sentence: str) -> str:
    if done.is_public:
        return sentence
    waits = _("The public cannot read this response yet. Publish it before the decision.")
    return f"{sentence} {waits}"


def _way_back(submission: Submission) -> str:
    """Return the address of the response within the list in which it was found."""
    return url_for("desk.read", submission_id=submission.id, **filters_of(request.args).as_arguments())
