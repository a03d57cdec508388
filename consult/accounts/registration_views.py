"""The pages on which a community group registers itself."""

from functools import partial

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from consult.accounts.attempts import MAIL_LIMITS, TooManyAttempts, record_attempt
from consult.accounts.forms import RegistrationForm
from consult.accounts.registration import register_group
from consult.kernel.errors import Invalid
from consult.kernel.messages import lazy_gettext as _l
from consult.web.forms import render_form
from consult.web.guard import permit
from consult.web.transactions import database, db

bp = Blueprint("registration", __name__, url_prefix="/groups")
TOO_OFTEN = _l("This was asked too often. Wait an hour, then try again.")


@bp.route("/register", methods=["GET", "POST"])
@permit("accounts.register_group")
def register() -> ResponseReturnValue:
    """Ask what the group is, for whom it speaks, and where the link is sent."""
    form = RegistrationForm()
    if form.validate_on_submit():
        email, network = form.email.data or "", request.remote_addr or ""
        attempt = partial(record_attempt, purpose="register", limits=MAIL_LIMITS, email=email, address=network)
        try:
            database().write(attempt)
            register_group(
                db(),
                name=form.name.data or "",
                kind=form.kind.data or "",
                represents=form.represents.data,
                basis=form.basis.data or "",
                email=email,
            )
        except TooManyAttempts:
            form.add_error("email", TOO_OFTEN)
        except Invalid as fault:
            form.take_errors(fault)
        else:
            return redirect(url_for("registration.registered"), 303)
    return render_form("accounts/register_group.html", form)


@bp.get("/registered")
@permit("accounts.register_group")
def registered() -> ResponseReturnValue:
    """Say that the link in the mail has to be opened, and that an officer verifies the group."""
    return render_template("accounts/registered_group.html")
