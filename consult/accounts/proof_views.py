"""Showing again that it is you, and changing what you sign in with."""

from functools import partial

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from consult.accounts import attempts, email_changes, events, forms, services
from consult.accounts import session_cookies as sessions
from consult.accounts.destination_views import own_path
from consult.accounts.identity_views import asked_of, is_proved
from consult.accounts.invitations import find_link
from consult.accounts.models import NEW_EMAIL, Invitation, Person
from consult.accounts.queries import find_person
from consult.accounts.views import refused_for_now
from consult.audit.services import record
from consult.kernel.errors import Conflict, Invalid
from consult.kernel.messages import gettext as _
from consult.web.forms import render_form
from consult.web.guard import actor, loaded_by, permit
from consult.web.transactions import db

bp = Blueprint("accounts_proof", __name__)


@bp.route("/confirm-identity", methods=["GET", "POST"])
@permit("accounts.own")
def confirm_identity() -> ResponseReturnValue:
    """Ask for the password again, then go on to what was asked for."""
    person = _own()
    form = asked_of(person, forms.ConfirmForm())
    if form.validate_on_submit():
        try:
            is_right = is_proved(person, form)
        except attempts.TooManyAttempts as refused:
            return refused_for_now("accounts/confirm_identity.html", form, refused)
        if is_right:
            sessions.renew_session(db(), person, has_code="code" in form)
            record(db(), events.IdentityConfirmed(), by=actor())
            return redirect(own_path(request.args.get("next", "")) or url_for("accounts.account"), 303)
    return render_form("accounts/confirm_identity.html", form)


@bp.route("/account/password", methods=["GET", "POST"])
@permit("accounts.own")
def password() -> ResponseReturnValue:
    """Change one's own password; other browsers are signed out."""
    person = _own()
    form = asked_of(person, forms.ChangePasswordForm())
    if form.validate_on_submit():
        try:
            hashed = services.checked_hash(db(), form.password.data, person.name, person.email)
            is_right = is_proved(person, form, "present", _("This is not your present password"))
        except attempts.TooManyAttempts as refused:
            return refused_for_now("accounts/password.html", form, refused)
        except Invalid as fault:
            form.take_errors(fault)
        else:
            if is_right:
                services.change_password(db(), actor(), person, hashed)
                sessions.sign_in(db(), person, has_code="code" in form)
                flash(_("Your password is changed. You are signed out everywhere else."), "success")
                return redirect(url_for("accounts.account"), 303)
    return render_form("accounts/password.html", form)


@bp.route("/account/email", methods=["GET", "POST"])
@permit("accounts.own")
def change_email() -> ResponseReturnValue:
    """Ask for another address; a link to it confirms it."""
    person = _own()
    form = asked_of(person, forms.ChangeEmailForm())
    if form.validate_on_submit():
        try:
            if is_proved(person, form):
                email_changes.ask_for_email(db(), actor(), person, form.email.data)
                flash(_("We have sent a link to the new address. Open it within 60 minutes to confirm."), "success")
                return redirect(url_for("accounts.account"), 303)
        except attempts.TooManyAttempts as refused:
            return refused_for_now("accounts/email.html", form, refused)
        except Invalid as fault:
            form.take_errors(fault)
        except Conflict as taken:
            form.add_error("email", str(taken))
            return render_template("accounts/email.html", form=form), 409
    return render_form("accounts/email.html", form)


@bp.route("/email/<secret>", methods=["GET", "POST"])
@permit("accounts.sign_in", load=loaded_by(partial(find_link, purpose=NEW_EMAIL)))
def confirm_email(link: Invitation) -> ResponseReturnValue:
    """Confirm a new address by the link that was sent to it."""
    form = forms.EmptyForm()
    if form.validate_on_submit():
        email_changes.confirm_email(db(), link)
        flash(_("Your email address is changed. Sign in with it from now on."), "success")
        return redirect(url_for("accounts.account" if actor().is_signed_in else "accounts.sign_in"), 303)
    return render_form("accounts/email_confirm.html", form, email=link.email)


def _own() -> Person:
    return find_person(db(), actor().person_id or 0)
