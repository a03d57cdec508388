"""The pages of following: ask for it, confirm it by the link in the mail, stop it by the link in every mail."""

from functools import partial

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from consult.accounts.attempts import MAIL_LIMITS, TooManyAttempts, record_attempt
from consult.follows.forms import FollowForm
from consult.follows.models import Follow
from consult.follows.queries import Followed, find_follow, find_followable, public_link
from consult.follows.services import ask_to_follow, confirm_follow, stop_follow
from consult.kernel.messages import lazy_gettext as _l
from consult.web.forms import Form, render_form
from consult.web.guard import loaded_by, permit
from consult.web.transactions import database, db

bp = Blueprint("follows", __name__, url_prefix="/follow")
TOO_OFTEN = _l("This was asked too often. Wait an hour, then try again.")


@bp.route("/<kind>/<int:number>", methods=["GET", "POST"])
@permit("follows.ask", load=loaded_by(find_followable))
def ask(followed: Followed) -> ResponseReturnValue:
    """Ask for the address that wants to follow a row."""
    reference, link = followed
    form = FollowForm()
    if form.validate_on_submit():
        email, network = form.email.data or "", request.remote_addr or ""
        try:
            database().write(
                partial(record_attempt, purpose="follow", limits=MAIL_LIMITS, email=email, address=network)
            )
        except TooManyAttempts:
            form.add_error("email", TOO_OFTEN)
        else:
            ask_to_follow(db(), reference, link, email)
            return redirect(url_for("follows.asked", kind=reference.kind, number=reference.id), 303)
    return render_form("follows/ask.html", form, link=link)


@bp.get("/<kind>/<int:number>/asked")
@permit("follows.ask", load=loaded_by(find_followable))
def asked(followed: Followed) -> ResponseReturnValue:
    """Say that the link in the mail has to be opened; whether the address followed already is not told."""
    return render_template("follows/asked.html", link=followed[1])


@bp.route("/confirm/<token>", methods=["GET", "POST"])
@permit("follows.answer", load=loaded_by(find_follow))
def confirm(follow: Follow) -> ResponseReturnValue:
    """Ask, then write to this address from now on; looking at the page confirms nothing, so that scanners cannot."""
    form = Form()
    link = public_link(db(), follow.reference)
    if form.validate_on_submit():
        confirm_follow(db(), follow)
    if follow.is_running:
        return render_template("follows/confirmed.html", link=link)
    return render_form("follows/confirm.html", form, link=link)


@bp.route("/stop/<token>", methods=["GET", "POST"])
@permit("follows.answer", load=loaded_by(find_follow))
def stop(follow: Follow) -> ResponseReturnValue:
    """Ask, then send no more mail; looking at the page stops nothing, so that mail scanners cannot."""
    form = Form()
    link = public_link(db(), follow.reference)
    if form.validate_on_submit():
        stop_follow(db(), follow)
    if follow.stopped_at is not None:
        return render_template("follows/stopped.html", link=link)
    return render_form("follows/stop.html", form, link=link)
