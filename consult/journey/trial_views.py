"""Tests of a journey: begun beside its preview, answered on the same pages, checked, and sent as a test."""

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from consult.contract.link_values import seen_by_people, values_of_link
from consult.journey.forms import EmptyForm
from consult.journey.preview_views import Preview, find_by_link, find_preview, unlisted
from consult.journey.tasks import TASK_LIST
from consult.journey.trial_cookies import drop_trial, hold_trial, trial_here
from consult.journey.trials import begin_trial, send_trial, stop_trial
from consult.kernel.errors import Conflict, Invalid
from consult.kernel.messages import gettext as _
from consult.submissions import about_you
from consult.submissions.answer_texts import answer_rows, by_entry, willing_row
from consult.submissions.questionnaires import known_kinds
from consult.web.forms import render_form
from consult.web.guard import actor, loaded_by, permit
from consult.web.transactions import db

bp = Blueprint("trials", __name__)


@bp.post("/staff/activities/<int:activity_id>/test")
@permit("submissions.preview", load=find_preview)
def begin(found: Preview) -> ResponseReturnValue:
    """Begin a test in this browser."""
    return _begun(found)


@bp.route("/staff/activities/<int:activity_id>/test/check", methods=["GET", "POST"])
@permit("submissions.preview", load=find_preview)
def check(found: Preview) -> ResponseReturnValue:
    """Show the answers of a test, and send them as a test."""
    return _checked(found)


@bp.post("/staff/activities/<int:activity_id>/test/stop")
@permit("submissions.preview", load=find_preview)
def stop(found: Preview) -> ResponseReturnValue:
    """Forget a test that was not sent."""
    return _stopped(found)


@bp.post("/test/<secret>")
@permit("submissions.look_at_preview", load=loaded_by(find_by_link))
def begin_by_link(found: Preview) -> ResponseReturnValue:
    """Begin a test by a link to the preview."""
    return unlisted(_begun(found))


@bp.route("/test/<secret>/check", methods=["GET", "POST"])
@permit("submissions.look_at_preview", load=loaded_by(find_by_link))
def check_by_link(found: Preview) -> ResponseReturnValue:
    """Show whoever has a link the answers of a test, and send them as a test."""
    return unlisted(_checked(found))


@bp.post("/test/<secret>/stop")
@permit("submissions.look_at_preview", load=loaded_by(find_by_link))
def stop_by_link(found: Preview) -> ResponseReturnValue:
    """Forget a test that was not sent, by a link."""
    return unlisted(_stopped(found))


def _begun(found: Preview) -> ResponseReturnValue:
    pages = found.own_pages()
    if not pages:
        raise Conflict(_("There are no questions yet, so there is nothing to test."))
    if found.trial is not None:
        stop_trial(db(), found.trial.id)
    came_with = values_of_link(found.asked, request.form)
    tester_id = None if found.secret else actor().person_id
    hold_trial(found.activity.id, begin_trial(db(), found.activity, tester_id, came_with))
    if found.asked.parts:
        return redirect(found.redirect_to_page(TASK_LIST.id), 303)
    first = seen_by_people(found.asked.reachable(came_with)) or pages
    return redirect(found.redirect_to_page(first[0].id), 303)


def _stopped(found: Preview) -> ResponseReturnValue:
    if found.trial is not None:
        stop_trial(db(), found.trial.id)
    drop_trial()
    flash(_("The test has ended. Its answers were not kept."), "success")
    return redirect(found.redirect_to_page(), 303)


def _checked(found: Preview) -> ResponseReturnValue:
    trial_id = trial_here(found.activity.id)
    if trial_id is None:
        return redirect(found.redirect_to_page(), 303)
    form = EmptyForm()
    if form.validate_on_submit():
        try:
            send_trial(db(), found.activity, trial_id)
        except Invalid as error:
            for key, sentence in error.fields.items():
                form.add_error(None, sentence, place=f"answer-{key}")
            if not error.fields:
                form.take_errors(error)
            return _check_page(found, form)
        return _sent(found)
    if found.trial is None:
        return redirect(found.redirect_to_page(), 303)
    return _check_page(found, form)


def _sent(found: Preview) -> ResponseReturnValue:
    drop_trial()
    flash(_("Your answers were sent as a test. They count nowhere."), "success")
    if not found.secret and actor().can("submissions.read_tests", found.activity):
        return redirect(url_for("trial_desk.show", activity_id=found.activity.id), 303)
    return redirect(found.redirect_to_page(), 303)


def _check_page(found: Preview, form: EmptyForm) -> ResponseReturnValue:
    if found.trial is None:
        return redirect(found.redirect_to_page(), 303)
    held = found.trial.content
    ways = {page.id: f"{found.redirect_to_page(page.id)}?change=1" for page in found.pages_on_path()}
    return render_form(
        "journey/trial_check.html",
        form,
        preview=found,
        groups=by_entry(found.asked, answer_rows(found.asked, known_kinds(db()), held.answers, is_own=True)),
        willing=willing_row(held.willing) if about_you.GATE.id in ways else None,
        area=held.area,
        ways=ways,
    )
