"""The officers' pages of results of accuracy: correct, withdraw and restore one, and settle what files say."""

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from consult.sdk.access import actor, permit
from consult.sdk.database import db
from consult.sdk.errors import ChangedMeanwhile, Invalid
from consult.sdk.files import import_page, takes_files
from consult.sdk.forms import Form, render_form
from consult.sdk.messages import gettext as _
from plugins.register import queries, results
from plugins.register.accuracy_imports import ACCURACY_FILE
from plugins.register.accuracy_models import Accuracy, ResultChange
from plugins.register.equitability import differences_of, title_of
from plugins.register.result_views import load_result
from plugins.register.staff_forms import ReasonForm, SettleForm, result_form

bp = Blueprint("register_results_staff", __name__, url_prefix="/staff/register/equitability")
SHOWN_CHANGES = 50


@bp.route("/import", methods=["GET", "POST"])
@permit("register.keep")
@takes_files
def take_results() -> ResponseReturnValue:
    """Take in a file of results of accuracy."""
    return import_page(ACCURACY_FILE, back=url_for("register.equitability"))


@bp.route("/changes", methods=["GET", "POST"])
@permit("register.keep")
def changes() -> ResponseReturnValue:
    """Settle the changes of results that files brought, those that are shown together for one reason."""
    shown = list(db().scalars(queries.waiting_result_changes().limit(SHOWN_CHANGES)))
    form = SettleForm(data={"changes": " ".join(str(change.id) for change in shown)})
    if form.validate_on_submit():
        settled = [found for number in form.seen() if (found := db().get(ResultChange, number)) is not None]
        try:
            results.settle_result_changes(
                db(), actor(), settled, is_confirmed=form.outcome.data == "confirmed", reason=form.reason.data
            )
        except Invalid as error:
            form.take_errors(error)
        else:
            return redirect(url_for("register_results_staff.changes"), 303)
    listed = [(_titled(change.result), _differing(change)) for change in shown]
    count = queries.number_of_result_changes(db())
    title = _("Changes of results to confirm")
    return render_form("register/changes.html", form, changes=listed, count=count, title=title)


@bp.route("/<result_id>/correct", methods=["GET", "POST"])
@permit("register.keep", load=load_result)
def correct(result: Accuracy) -> ResponseReturnValue:
    """Correct what a result says."""
    form = result_form(result.versions[-1].cells, result.version)
    if form.validate_on_submit():
        try:
            results.correct_result(
                db(), actor(), result, form.cells(), reason=form.reason.data, seen_version=form.seen_version()
            )
        except (Invalid, ChangedMeanwhile) as error:
            form.take_errors(error)
        else:
            return _back_to(result)
    return _page(form, _("Correct result %(number)s", number=result.id), result)


@bp.route("/<result_id>/withdraw", methods=["GET", "POST"])
@permit("register.keep", load=load_result)
def withdraw(result: Accuracy) -> ResponseReturnValue:
    """Say that a result was withdrawn."""
    form = ReasonForm()
    if form.validate_on_submit():
        results.withdraw_result(db(), actor(), result, form.reason.data)
        return _back_to(result)
    return _page(form, _("Withdraw result %(number)s", number=result.id), result)


@bp.route("/<result_id>/restore", methods=["GET", "POST"])
@permit("register.keep", load=load_result)
def restore(result: Accuracy) -> ResponseReturnValue:
    """Say that a result that was withdrawn stands after all."""
    form = ReasonForm()
    if form.validate_on_submit():
        results.restore_result(db(), actor(), result, form.reason.data)
        return _back_to(result)
    return _page(form, _("Restore result %(number)s", number=result.id), result)


def _page(form: Form, title: str, result: Accuracy) -> ResponseReturnValue:
    """Show a page with a form and nothing else."""
    back = url_for("register_results.show", result_id=result.id)
    return render_form("register/form.html", form, title=title, back=back)


def _titled(result: Accuracy) -> str:
    return _("Result %(number)s: %(title)s", number=result.id, title=title_of(result))


def _differing(change: ResultChange) -> list[tuple[str, str, str]]:
    now = change.result.versions[-1].cells
    return differences_of(now, {**now, **change.cells})


def _back_to(result: Accuracy) -> ResponseReturnValue:
    return redirect(url_for("register_results.show", result_id=result.id), 303)
