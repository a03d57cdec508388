"""Signing in and out, invitations, passwords, and one's own account."""

from functools import partial

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from consult.accounts import attempts, events, forms, invitations, services
from consult.accounts import session_cookies as sessions
from consult.accounts.browser_cookies import known_browser, remember_browser
from consult.accounts.destination_views import after_sign_in, own_path
from consult.accounts.jobs import ask_for_password_link
from consult.accounts.models import JOIN, NEW_PASSWORD, Invitation, Person
from consult.accounts.places import ACCOUNT_PAGE
from consult.accounts.queries import confirmed_factor, find_organisation, find_person, person_by_email, sessions_of
from consult.accounts.second_factor import has_second_factor
from consult.audit.services import record
from consult.contract.deployment import language_named
from consult.kernel import clock
from consult.kernel.authz import Role
from consult.kernel.errors import Conflict, Invalid
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.web.filters import time_tag
from consult.web.forms import Form, render_form
from consult.web.guard import actor, loaded_by, permit
from consult.web.transactions import database, db, keep_despite_error

bp = Blueprint("accounts", __name__)
FORGET_PAGES = {"Clear-Site-Data": _l('"cache", "storage"')}


@bp.route("/sign-in", methods=["GET", "POST"])
@permit("accounts.sign_in")
def sign_in() -> ResponseReturnValue:
    """Sign in with address and password."""
    if actor().is_signed_in and request.method == "GET":
        return redirect(after_sign_in(actor()), 303)
    form = forms.SignInForm()
    if form.validate_on_submit():
        try:
            return _signed_in(form.email.data, form.password.data)
        except services.WrongPassword as wrong:
            record(db(), events.SignInFailed(), by=actor())
            keep_despite_error()
            form.add_error("email", str(wrong))
        except attempts.TooManyAttempts as refused:
            return refused_for_now("accounts/sign_in.html", form, refused)
    return render_form("accounts/sign_in.html", form)


def _signed_in(email: str, password: str) -> ResponseReturnValue:
    counted = count_sign_in(email)
    person = services.check_password(db(), email, password)
    attempts.forget_attempt(db(), counted)
    if has_second_factor(db(), person.id):
        sessions.ask_for_code(db(), person)
        return redirect(url_for("accounts_second_factor.code", next=own_path(request.args.get("next", ""))), 303)
    return let_in(person)


def let_in(person: Person, *, has_code: bool = False) -> ResponseReturnValue:
    """Sign in a person who has shown all that is asked of them, and go on to what they came for."""
    who = sessions.sign_in(db(), person, has_code=has_code)
    record(db(), events.SignedIn(), by=who)
    answer = make_response(redirect(after_sign_in(who), 303))
    remember_browser(answer, person.email)
    return answer


def count_sign_in(email: str) -> list[int]:
    """Count an attempt to give the password of an account, before it is made."""
    browser = known_browser(email)
    return _count("sign-in", attempts.KNOWN_BROWSER if browser else attempts.SIGN_IN, email, browser)


def count_code(email: str) -> list[int]:
    """Count an attempt to give a code of an account whose password was right, before it is made."""
    return _count("code", attempts.CODE, email)


def _count(purpose: str, limits: tuple[attempts.Limit, ...], email: str, browser: str = "") -> list[int]:
    address = request.remote_addr or ""

    def note(db: Session) -> list[int]:
        return attempts.record_attempt(db, purpose, limits, email=email, address=address, browser=browser)

    return database().write(note)


def refused_for_now(
    template: str, form: Form, refused: attempts.TooManyAttempts, **context: object
) -> ResponseReturnValue:
    """Answer that there were too many attempts, with the form."""
    form.add_error(None, str(refused))
    return render_template(template, form=form, **context), 429, {"Retry-After": str(refused.retry_after)}


@bp.post("/sign-out")
@permit("accounts.sign_in")
def sign_out() -> ResponseReturnValue:
    """Sign out of this browser."""
    if actor().is_signed_in:
        record(db(), events.SignedOut(), by=actor())
    sessions.sign_out(db())
    return _forgotten_by_browser(redirect(url_for("accounts.signed_out"), 303))


def _forgotten_by_browser(answer: ResponseReturnValue) -> Response:
    response = make_response(answer)
    response.headers.update(FORGET_PAGES)
    return response


@bp.get("/signed-out")
@permit("accounts.sign_in")
def signed_out() -> ResponseReturnValue:
    """Confirm that nobody is signed in any more."""
    return render_template("accounts/signed_out.html")


@bp.route("/password/forgotten", methods=["GET", "POST"])
@permit("accounts.sign_in")
def forgotten() -> ResponseReturnValue:
    """Ask for a link to choose a new password; the answer is the same whether there is an account or not."""
    form = forms.ForgottenForm()
    if form.validate_on_submit():
        try:
            _count("password-link", attempts.PASSWORD_LINK, form.email.data)
            ask_for_password_link(db(), form.email.data)
        except attempts.TooManyAttempts as refused:
            if refused.limit.counted_by == "network":
                return refused_for_now("accounts/forgotten.html", form, refused)
        return redirect(url_for("accounts.link_sent"), 303)
    return render_form("accounts/forgotten.html", form)


@bp.get("/password/link-sent")
@permit("accounts.sign_in")
def link_sent() -> ResponseReturnValue:
    """Say that a link is on its way, if there is an account."""
    return render_template("accounts/link_sent.html")


@bp.route("/password/<secret>", methods=["GET", "POST"])
@permit("accounts.sign_in", load=loaded_by(partial(invitations.find_link, purpose=NEW_PASSWORD)))
def new_password(link: Invitation) -> ResponseReturnValue:
    """Choose a new password by the link that was mailed."""
    form = forms.NewPasswordForm()
    if form.validate_on_submit():
        try:
            invitations.choose_password(db(), link, form.password.data)
        except Invalid as fault:
            form.take_errors(fault)
        else:
            sessions.sign_out(db())
            flash(_("Your password is changed. Sign in with the new one."), "success")
            return redirect(url_for("accounts.sign_in"), 303)
    return render_form("accounts/new_password.html", form, email=link.email)


@bp.route("/invitations/<secret>", methods=["GET", "POST"])
@permit("accounts.sign_in", load=loaded_by(partial(invitations.find_link, purpose=JOIN)))
def invitation(link: Invitation) -> ResponseReturnValue:
    """Accept an invitation: with a new account, or with the one that is signed in."""
    known = db().scalar(person_by_email(link.email))
    form = forms.JoinForm(data={"name": link.name}) if known is None else forms.EmptyForm()
    if form.validate_on_submit():
        try:
            return redirect(_joined(link, known, form), 303)
        except Invalid as fault:
            form.take_errors(fault)
    role = Role(link.role).label if link.role else ""
    organisation = find_organisation(db(), link.organisation_id).name if link.organisation_id else ""
    return render_form(
        "accounts/invitation.html", form, invitation=link, role=role, organisation=organisation, known=known
    )


def _joined(link: Invitation, known: Person | None, form: Form) -> str:
    if known is None:
        person = invitations.accept_as_new(db(), link, form["name"].data, form["password"].data)
        who = sessions.sign_in(db(), person)
    elif known.id == actor().person_id:
        # They go on in the session they have: nobody has shown anew who they are.
        invitations.accept_as_known(db(), link, known)
        who = sessions.actor_now(db(), known)
    else:
        raise Conflict(_("There is an account for this email address. Sign in with it, then open the link again."))
    flash(_("You have accepted the invitation."), "success")
    return after_sign_in(who)


@bp.get("/account")
@permit("accounts.own")
def account() -> ResponseReturnValue:
    """Show one's own account and where one is signed in."""
    person = _own()
    opened = db().scalars(sessions_of(person.id, clock.now())).all()
    return render_template(
        "accounts/account.html",
        person=person,
        session_rows=[
            (
                _("This browser") if known.token_hash == sessions.this_session() else _("Another browser"),
                time_tag(known.created_at),
                time_tag(known.seen_at),
            )
            for known in opened
        ],
        factor=db().scalar(confirmed_factor(person.id)),
        mail_language=language_named(db(), person.language),
        place=ACCOUNT_PAGE.name,
    )


def _own() -> Person:
    return find_person(db(), actor().person_id or 0)


@bp.route("/account/name", methods=["GET", "POST"])
@permit("accounts.own")
def name() -> ResponseReturnValue:
    """Change the name on one's own account."""
    person = _own()
    form = forms.NameForm(obj=person)
    if form.validate_on_submit():
        services.rename_person(db(), actor(), person, form.name.data)
        flash(_("Your name is changed."), "success")
        return redirect(url_for("accounts.account"), 303)
    return render_form("accounts/name.html", form)


@bp.post("/account/sign-out-everywhere")
@permit("accounts.own")
def sign_out_everywhere() -> ResponseReturnValue:
    """End every session, this one included."""
    services.end_sessions(db(), actor().person_id or 0)
    record(db(), events.SignedOutEverywhere(), by=actor())
    sessions.sign_out(db())
    return _forgotten_by_browser(redirect(url_for("accounts.signed_out"), 303))
