"""The officers' page on which published results are withdrawn."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from consult.consultations.models import Activity
from consult.exports.editions import newest_edition
from consult.exports.forms import WithdrawForm
from consult.exports.withdrawing import find_published, withdraw_results
from consult.kernel.errors import DomainError
from consult.kernel.messages import gettext as _
from consult.kernel.row_numbers import row_number
from consult.web.forms import render_form
from consult.web.guard import actor, permit
from consult.web.transactions import db

bp = Blueprint("exports_withdrawing", __name__, url_prefix="/staff")


@bp.route("/activities/<int:activity_id>/publish/withdraw", methods=["GET", "POST"])
@permit("exports.publish", load=find_published, fresh=True)
def withdraw(activity: Activity) -> ResponseReturnValue:
    """Withdraw the published tables of an activity, for a reason that everybody reads."""
    edition = newest_edition(db(), activity.id)
    number = edition.number if edition else 0
    form = WithdrawForm(data={"seen": number})
    if form.validate_on_submit():
        try:
            withdraw_results(db(), actor(), activity, form.reason.data or "", seen=row_number(form.seen.data))
        except DomainError as error:
            form.take_errors(error)
            form.seen.data = str(number)
        else:
            flash(_("The results are withdrawn."), "success")
            return redirect(url_for("exports_staff.publish", activity_id=activity.id), 303)
    return render_form("exports/withdraw.html", form, activity=activity, edition=edition)
