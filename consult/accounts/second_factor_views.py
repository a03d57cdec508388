"""Two-step sign-in: giving the code, setting it up on one's own account, and switching it off."""

from collections.abc import Sequence

import segno
from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from consult.accounts import attempts, forms, second_factor
from consult.accounts import session_cookies as sessions
from consult.accounts.destination_views import after_sign_in, own_path
from consult.accounts.identity_views import is_their_code
from consult.accounts.models import Person
from consult.accounts.queries import confirmed_factor, find_person, number_of_recovery_codes
from consult.accounts.shown_once_cookies import show_next, shown_now
from consult.accounts.views import let_in, refused_for_now
from consult.kernel.messages import gettext as _
from consult.web.forms import render_form
from consult.web.guard import actor, permit
from consult.web.transactions import db

bp = Blueprint("accounts_second_factor", __name__)
SHOWN_ONCE = "recovery_codes"


@bp.route("/sign-in/code", methods=["GET", "POST"])
@permit("accounts.sign_in")
def code() -> ResponseReturnValue:
    """Ask for a code after the password, and then let the person in."""
    if actor().is_signed_in:
        return redirect(after_sign_in(actor()), 303)
    person = sessions.half_signed_in(db())
    if person is None:
        return redirect(url_for("accounts.sign_in", next=_next()), 303)
    form = forms.CodeForm()
    if form.validate_on_submit():
        try:
            if is_their_code(person, form):
                return let_in(person, has_code=True)
        except attempts.TooManyAttempts as refused:
            return refused_for_now("accounts/code.html", form, refused)
    return render_form("accounts/code.html", form)


@bp.route("/account/two-step", methods=["GET", "POST"])
@permit("accounts.own", fresh=True)
def overview() -> ResponseReturnValue:
    """Show whether two-step sign-in is on, and begin to set it up."""
    person = _own()
    form = forms.EmptyForm()
    if form.validate_on_submit():
        second_factor.begin_set_up(db(), person)
        return redirect(url_for("accounts_second_factor.set_up", next=_next()), 303)
    return render_form(
        "accounts/two_step.html",
        form,
        factor=db().scalar(confirmed_factor(person.id)),
        codes_left=db().scalar(number_of_recovery_codes(person.id)),
        next=_next(),
    )


@bp.route("/account/two-step/set-up", methods=["GET", "POST"])
@permit("accounts.own", fresh=True)
def set_up() -> ResponseReturnValue:
    """Show the key for the app, and take the first code."""
    person = _own()
    form = forms.FirstCodeForm()
    key = second_factor.key_to_confirm(db(), person.id)
    if form.validate_on_submit():
        try:
            codes = second_factor.confirm_set_up(db(), actor(), person, form.code.data)
        except second_factor.WrongCode as wrong:
            form.take_errors(wrong)
        else:
            sessions.renew_session(db(), person, has_code=True)
            return _shown_once(person, codes)
    address = second_factor.address_for_app(db(), person, key)
    spaced = " ".join(key[start : start + 4] for start in range(0, len(key), 4))
    return render_form("accounts/two_step_set_up.html", form, picture=_picture(address), key=spaced, person=person)


@bp.get("/account/two-step/recovery-codes")
@permit("accounts.own", fresh=True)
def recovery_codes() -> ResponseReturnValue:
    """Show new recovery codes, this once."""
    codes = shown_now(SHOWN_ONCE, actor().person_id or 0).split()
    if not codes:
        return redirect(url_for("accounts_second_factor.overview"), 303)
    return render_template("accounts/recovery_codes.html", codes=codes, next=_next() or url_for("accounts.account"))


@bp.route("/account/two-step/new-codes", methods=["GET", "POST"])
@permit("accounts.own", fresh=True)
def new_codes() -> ResponseReturnValue:
    """Ask, then make new recovery codes."""
    form = forms.EmptyForm()
    if form.validate_on_submit():
        person = _own()
        return _shown_once(person, second_factor.renew_recovery_codes(db(), actor(), person))
    return render_form("accounts/new_codes.html", form)


@bp.route("/account/two-step/off", methods=["GET", "POST"])
@permit("accounts.own", fresh=True)
def remove() -> ResponseReturnValue:
    """Ask for a code, then switch two-step sign-in off."""
    form = forms.CodeForm()
    if form.validate_on_submit():
        person = _own()
        try:
            if is_their_code(person, form):
                second_factor.remove_second_factor(db(), actor(), person)
                flash(_("Two-step sign-in is off. You sign in with your password alone."), "success")
                return redirect(url_for("accounts.account"), 303)
        except attempts.TooManyAttempts as refused:
            return refused_for_now("accounts/two_step_off.html", form, refused)
    return render_form("accounts/two_step_off.html", form)


def _own() -> Person:
    return find_person(db(), actor().person_id or 0)


def _next() -> str | None:
    return own_path(request.args.get("next", ""))


def _picture(address: str) -> Markup:
    drawn = segno.make_qr(address, error="m").svg_inline(svgclass="app-qr", lineclass=None, omitsize=True, light="#fff")
    return Markup(drawn)  # noqa: S704 (drawn by segno; the address itself stands nowhere in it)


def _shown_once(person: Person, codes: Sequence[str]) -> ResponseReturnValue:
    show_next(SHOWN_ONCE, person.id, " ".join(codes))
    return redirect(url_for("accounts_second_factor.recovery_codes", next=_next()), 303)
