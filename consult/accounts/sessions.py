"""Knowing a signed-in person again: a server-side row behind Flask-Login's alternative id."""

from collections.abc import Mapping
from datetime import timedelta

from flask import Flask, current_app
from flask import session as cookie
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from sqlalchemy import delete
from sqlalchemy.orm import Session

from consult.accounts.models import Person, SignInSession
from consult.accounts.queries import person_of_session
from consult.kernel import clock, tokens
from consult.kernel.authz import ANONYMOUS, Actor, Role, Rule
from consult.web.transactions import database, session

RESIDENT_HOURS = 12
STAFF_HOURS = 8
IDLE = timedelta(minutes=60)


class SignedIn(UserMixin):  # type: ignore[misc]  # flask_login has no types
    """A person as Flask-Login sees them; its id is the session's secret, not the person's number."""

    def __init__(self, actor: Actor, token: str) -> None:
        self.actor = actor
        self._token = token

    def get_id(self) -> str:
        """Return the secret that the cookie holds."""
        return self._token


def actor_of(person: Person, permissions: Mapping[str, Rule]) -> Actor:
    """Return the person as an actor, with roles and organisations."""
    return Actor(
        person_id=person.id,
        name=person.name,
        roles=person.roles,
        organisation_ids=frozenset(one.organisation_id for one in person.memberships),
        permissions=permissions,
    )


def start_session(opened: Session, person: Person) -> SignedIn:
    """Write a session row for this browser and return who is signed in."""
    token = tokens.new_secret()
    hours = STAFF_HOURS if person.roles - {Role.GROUP_MEMBER} else RESIDENT_HOURS
    at = clock.now()
    opened.add(
        SignInSession(
            token_hash=tokens.digest(token),
            person_id=person.id,
            created_at=at,
            seen_at=at,
            expires_at=at + timedelta(hours=hours),
        )
    )
    return SignedIn(actor_of(person, current_app.extensions["permissions"]), token)


def sign_in(opened: Session, person: Person) -> None:
    """Sign the person in on this browser, with a fresh cookie so that no earlier one is carried over."""
    cookie.clear()
    login_user(start_session(opened, person))


def sign_out(opened: Session) -> None:
    """End this browser's session: the row goes, and every copy of the cookie with it."""
    if current_user.is_authenticated:
        opened.execute(delete(SignInSession).where(SignInSession.token_hash == tokens.digest(current_user.get_id())))
    logout_user()
    cookie.clear()


def sign_out_everywhere(opened: Session, person_id: int) -> None:
    """End every session of a person."""
    opened.execute(delete(SignInSession).where(SignInSession.person_id == person_id))


def init_sessions(app: Flask) -> None:
    """Let the application know who is signed in."""
    manager = LoginManager(app)
    manager.session_protection = None

    @manager.user_loader  # type: ignore[untyped-decorator]  # flask_login has no types
    def _load(token: str) -> SignedIn | None:
        found = session().execute(person_of_session(tokens.digest(token), clock.now())).one_or_none()
        if found is None or clock.now() - found.SignInSession.seen_at > IDLE:
            return None
        _note_presence(found.SignInSession)
        return SignedIn(actor_of(found.Person, app.extensions["permissions"]), token)

    def resolve() -> Actor:
        if "_user_id" not in cookie:
            return Actor(permissions=app.extensions["permissions"])
        signed_in: Actor = getattr(current_user, "actor", ANONYMOUS)
        return signed_in if signed_in.is_signed_in else Actor(permissions=app.extensions["permissions"])

    app.extensions["resolve_actor"] = resolve


def _note_presence(row: SignInSession) -> None:
    # Reading must not write, so the time is kept by whichever request of this browser next changes something,
    # and at the latest every ten minutes by a transaction of its own.
    at = clock.now()
    if at - row.seen_at > timedelta(minutes=10):
        token_hash = row.token_hash

        def touch(opened: Session) -> None:
            kept = opened.get(SignInSession, token_hash)
            if kept is not None:
                kept.seen_at = at

        database().write(touch)
