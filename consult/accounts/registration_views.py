"""The pages on which a community group registers itself."""

from functools import partial

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from consult.accounts.attempts import MAIL_LIMITS, TooManyAttempts, record_attempt
from consult.accounts.forms import AskForVerificationForm, RegistrationForm
from consult.accounts.models import Organisation
from consult.accounts.queries import find_organisation
from consult.accounts.registration import register_group
from consult.accounts.verification import ask_for_verification, may_ask
from consult.kernel.errors import ChangedMeanwhile, Invalid
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.web.forms import render_form
from consult.web.guard import actor, loaded_by, permit
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


@bp.route("/<int:organisation_id>/verification", methods=["GET", "POST"])
@permit("accounts.speak_for_group", load=loaded_by(find_organisation))
def verification(group: Organisation) -> ResponseReturnValue:
    """Show to its members where the verification of a group stands, and let them ask for it, anew or again."""
    form = AskForVerificationForm(obj=group)
    if form.validate_on_submit():
        try:
            ask_for_verification(
                db(),
                actor(),
                group,
                represents=form.represents.data,
                basis=form.basis.data or "",
                seen_version=form.seen_version(),
            )
        except ChangedMeanwhile as fault:
            form.take_errors(fault)
        else:
            flash(_("An officer looks at your group, and writes to you."), "success")
            return redirect(url_for("registration.verification", organisation_id=group.id), 303)
    return render_form("accounts/verification.html", form, group=group, may_ask=may_ask(group))


@bp.get("/registered")
@permit("accounts.register_group")
def registered() -> ResponseReturnValue:
    """Say that the link in the mail has to be opened, and that an officer verifies the group."""
    return render_template("accounts/registered_group.html")
