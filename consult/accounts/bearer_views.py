"""Knowing whose program asks, by the access token in the header of the request."""

from dataclasses import replace

from flask import Flask, request

from consult.accounts import attempts
from consult.accounts.access_tokens import note_use, token_of_secret
from consult.accounts.queries import confirmed_factor, find_person
from consult.accounts.session_cookies import actor_under
from consult.kernel.authz import Actor
from consult.kernel.errors import SignInNeeded
from consult.kernel.messages import lazy_gettext as _l
from consult.kernel.reach import Reach
from consult.web.programs import is_for_programs
from consult.web.transactions import database, db


class TokenRefused(SignInNeeded):
    """What a program showed is no token of ours, or no longer; which of them is not said."""

    default = _l(
        "This access token does not hold: it is not one of ours, has ended, or was taken back. Make another one."
    )
    title = _l("The access token was refused")


def init_bearers(app: Flask) -> None:
    """Let an access token say who asks on the pages for programs, and nothing else; elsewhere nobody reads it."""
    by_cookie, is_fresh = app.extensions["resolve_actor"], app.extensions["is_freshly_proved"]
    app.extensions["resolve_actor"] = lambda: _whose_program(app) if is_for_programs() else by_cookie()
    app.extensions["is_freshly_proved"] = lambda: not is_for_programs() and is_fresh()


def _whose_program(app: Flask) -> Actor:
    scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
    permissions = app.extensions["permissions"]
    if scheme.lower() != "bearer":
        return Actor(permissions=permissions)
    token = token_of_secret(db(), secret.strip())
    if token is None:
        _count_refusal()
        raise TokenRefused
    note_use(db(), token)
    person = find_person(db(), token.person_id)
    has_factor = db().scalar(confirmed_factor(person.id)) is not None
    who = actor_under(person, app.extensions["settings"], permissions, has_factor=has_factor)
    return replace(who, reach=frozenset(Reach(reach) for reach in token.allows))


def _count_refusal() -> None:
    # Nobody guesses 256 bits: this keeps a program that went wrong from filling the service. A token that holds is
    # not counted and not refused, so that nobody is locked out by somebody else in the same network.
    address = request.remote_addr or ""
    database().write(
        lambda opened: attempts.record_attempt(opened, "access-token", attempts.TOKEN, email="", address=address)
    )
