"""Access for programs: the tokens on one's own account, and for administrators those on other people's."""

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from consult.accounts.access_tokens import find_own_token, find_token, make_token, take_back, tokens_of
from consult.accounts.forms import AccessTokenForm
from consult.accounts.models import AccessToken, Person
from consult.accounts.queries import find_person
from consult.accounts.shown_once_cookies import show_next, shown_now
from consult.kernel import clock
from consult.kernel.errors import Invalid
from consult.kernel.messages import gettext as _
from consult.kernel.reach import Reach
from consult.web.forms import render_form
from consult.web.guard import actor, loaded_by, permit
from consult.web.transactions import db

bp = Blueprint("access_tokens", __name__)
SHOWN_ONCE = "access_token"


@bp.get("/account/programs")
@permit("accounts.make_tokens", fresh=True)
def index() -> ResponseReturnValue:
    """List one's own access tokens."""
    held = db().scalars(tokens_of(actor().person_id or 0, clock.now())).all()
    return render_template("accounts/programs.html", held=held, words=_words_of(held))


@bp.route("/account/programs/new", methods=["GET", "POST"])
@permit("accounts.make_tokens", fresh=True)
def new() -> ResponseReturnValue:
    """Make an access token."""
    person = find_person(db(), actor().person_id or 0)
    form = AccessTokenForm()
    if form.validate_on_submit():
        allows = {Reach(reach) for reach in form.allows.data or ()}
        try:
            secret = make_token(
                db(), actor(), person, name=form.name.data or "", allows=allows, days=int(form.days.data or 0)
            )
        except Invalid as fault:
            form.take_errors(fault)
        else:
            show_next(SHOWN_ONCE, person.id, secret)
            return redirect(url_for("access_tokens.shown"), 303)
    return render_form("accounts/program_new.html", form)


@bp.get("/account/programs/made")
@permit("accounts.make_tokens", fresh=True)
def shown() -> ResponseReturnValue:
    """Show a new access token, this once."""
    secret = shown_now(SHOWN_ONCE, actor().person_id or 0)
    if not secret:
        return redirect(url_for("access_tokens.index"), 303)
    return render_template("accounts/program_made.html", secret=secret)


@bp.post("/account/programs/<int:token_id>/take-back")
@permit("accounts.own", load=find_own_token)
def end(token: AccessToken) -> ResponseReturnValue:
    """Take one's own access token back."""
    take_back(db(), actor(), token)
    flash(_("The access token is taken back. Programs that use it are refused from now on."), "success")
    return redirect(url_for("access_tokens.index"), 303)


@bp.get("/staff/people/<int:person_id>/programs")
@permit("accounts.administer", load=loaded_by(find_person))
def of_person(person: Person) -> ResponseReturnValue:
    """List the access tokens of somebody."""
    held = db().scalars(tokens_of(person.id, clock.now())).all()
    return render_template("accounts/person_programs.html", person=person, held=held, words=_words_of(held))


@bp.post("/staff/people/<int:person_id>/programs/<int:token_id>/take-back")
@permit("accounts.administer", load=loaded_by(find_token))
def end_of_person(token: AccessToken) -> ResponseReturnValue:
    """Take somebody's access token back."""
    person_id = token.person_id
    take_back(db(), actor(), token)
    flash(_("The access token is taken back. Programs that use it are refused from now on."), "success")
    return redirect(url_for("access_tokens.of_person", person_id=person_id), 303)


def _words_of(held: Sequence[AccessToken]) -> dict[int, str]:
    """Return what each token allows, in words."""
    return {token.id: "; ".join(str(Reach(reach).label) for reach in token.allows) for token in held}
