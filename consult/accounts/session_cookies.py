"""Knowing a signed-in person again: a server-side row behind Flask-Login's alternative id."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta

from flask import Flask, current_app
from flask import session as cookie
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from sqlalchemy import Row, delete, update
from sqlalchemy.orm import Session

from consult.accounts.models import Person, SignInSession
from consult.accounts.queries import confirmed_factor, person_of_session
from consult.config import Settings
from consult.kernel import clock, tokens
from consult.kernel.authz import ANONYMOUS, Actor, Role, Rule
from consult.kernel.db import database_of
from consult.kernel.write_lock import Busy
from consult.web.transactions import db

LONGEST = timedelta(hours=12)
LONGEST_FOR_STAFF = timedelta(hours=8)
IDLE = timedelta(minutes=60)
IDLE_FOR_STAFF = timedelta(minutes=30)
NOTED_EVERY = timedelta(minutes=2)
PROOF_LASTS = timedelta(minutes=15)
"""How long after giving the password somebody may do what matters most without giving it again."""


class SignedIn(UserMixin):  # type: ignore[misc]  # flask_login has no types
    """A person as Flask-Login sees them; its id is the session's secret, not the person's number."""

    def __init__(self, actor: Actor, token: str, proved_at: datetime) -> None:
        self.actor = actor
        self.proved_at = proved_at
        self._token = token

    def get_id(self) -> str:
        """Return the secret that the cookie holds."""
        return self._token


def actor_of(person: Person, permissions: Mapping[str, Rule], *, needs_second_factor: bool = False) -> Actor:
    """Return the person as an actor, with roles and organisations unless they must set up a second factor first."""
    if needs_second_factor:
        return Actor(person_id=person.id, name=person.name, permissions=permissions, needs_second_factor=True)
    return Actor(
        person_id=person.id,
        name=person.name,
        roles=person.roles,
        organisation_ids=frozenset(membership.organisation_id for membership in person.memberships),
        permissions=permissions,
    )


def has_office(person: Person) -> bool:
    """Tell whether a person has a role of their own, beside those of the groups they speak for."""
    return bool(person.roles - {Role.GROUP_MEMBER})


def is_over(row: SignInSession, person: Person, at: datetime) -> bool:
    """Tell whether a session has lasted too long, in all or unused; with the roles of today, so staff's end sooner."""
    longest, idle = (LONGEST_FOR_STAFF, IDLE_FOR_STAFF) if has_office(person) else (LONGEST, IDLE)
    return at >= min(row.expires_at, row.created_at + longest) or at - row.seen_at >= idle


def start_session(db: Session, person: Person, *, has_code: bool = False) -> SignedIn:
    """Write a session row for this browser and return who is signed in."""
    token = tokens.new_secret()
    at = clock.now()
    row = SignInSession(
        token_hash=tokens.digest(token),
        person_id=person.id,
        created_at=at,
        seen_at=at,
        expires_at=at + LONGEST,
        has_code=has_code,
    )
    db.add(row)
    return SignedIn(actor_now(db, person), token, at)


def actor_now(db: Session, person: Person) -> Actor:
    """Return the person as an actor, with the roles and groups they have by now."""
    db.flush()
    db.expire(person, ["grants", "memberships"])
    return _actor_here(person, has_factor=db.scalar(confirmed_factor(person.id)) is not None)


def sign_in(db: Session, person: Person, *, has_code: bool = False) -> Actor:
    """Sign the person in on this browser, with a fresh cookie; whatever session the browser had before ends."""
    _end_this_session(db)
    cookie.clear()
    signed_in = start_session(db, person, has_code=has_code)
    login_user(signed_in)
    return signed_in.actor


def ask_for_code(db: Session, person: Person) -> None:
    """Begin a session for somebody whose password was right; it opens nothing until `sign_in` follows their code."""
    _end_this_session(db)
    cookie.clear()
    cookie["_user_id"] = start_session(db, person).get_id()


def half_signed_in(db: Session) -> Person | None:
    """Return who gave their password in this browser a short while ago, and now owes a code."""
    at = clock.now()
    found = db.execute(person_of_session(), {"token_hash": this_session(), "at": at}).unique().one_or_none()
    if found is None or not found.has_factor or found.SignInSession.has_code:
        return None
    person: Person = found.Person
    return person if at - found.SignInSession.created_at <= PROOF_LASTS else None


def renew_session(db: Session, person: Person, *, has_code: bool = False) -> None:
    """Begin a new session for somebody who showed again who they are; what else the browser holds stays."""
    _end_this_session(db)
    login_user(start_session(db, person, has_code=has_code))


def sign_out(db: Session) -> None:
    """End this browser's session: the row goes, and every copy of the cookie with it."""
    _end_this_session(db)
    logout_user()
    cookie.clear()


def this_session() -> str:
    """Return the digest that marks this browser's own session among a person's."""
    return tokens.digest(cookie.get("_user_id", ""))


def _end_this_session(db: Session) -> None:
    if "_user_id" in cookie:
        db.execute(delete(SignInSession).where(SignInSession.token_hash == this_session()))


def _find_signed_in(session: Session, secret: str, at: datetime) -> Row[Person, SignInSession, bool] | None:
    values = {"token_hash": tokens.digest(secret), "at": at}
    found = session.execute(person_of_session(), values).unique().one_or_none()
    return found if found is not None and is_in_force(found, at) else None


def is_in_force(found: Row[Person, SignInSession, bool], at: datetime) -> bool:
    """Tell whether a session that was found makes somebody signed in at a moment."""
    if is_over(found.SignInSession, found.Person, at):
        return False
    return not found.has_factor or bool(found.SignInSession.has_code)


def _actor_here(person: Person, *, has_factor: bool) -> Actor:
    extensions = current_app.extensions
    return actor_under(person, extensions["settings"], extensions["permissions"], has_factor=has_factor)


def actor_under(person: Person, settings: Settings, permissions: Mapping[str, Rule], *, has_factor: bool) -> Actor:
    """Return a person as an actor under the settings of a deployment, which may ask for a second factor."""
    must_have_one = settings.second_factor == "staff" and has_office(person)
    return actor_of(person, permissions, needs_second_factor=must_have_one and not has_factor)


def init_sessions(app: Flask) -> None:
    """Let the application know who is signed in."""
    manager = LoginManager(app, add_context_processor=False)
    manager.session_protection = None

    @manager.user_loader  # type: ignore[untyped-decorator]  # flask_login has no types
    def _load(token: str) -> SignedIn | None:
        at = clock.now()
        found = _find_signed_in(db(), token, at)
        if found is None:
            return None
        note_presence(db(), found.SignInSession, at)
        return SignedIn(_actor_here(found.Person, has_factor=found.has_factor), token, found.SignInSession.created_at)

    def resolve() -> Actor:
        if "_user_id" not in cookie:
            return Actor(permissions=app.extensions["permissions"])
        signed_in: Actor = getattr(current_user, "actor", ANONYMOUS)
        return signed_in if signed_in.is_signed_in else Actor(permissions=app.extensions["permissions"])

    def is_freshly_proved() -> bool:
        proved_at = getattr(current_user, "proved_at", None)
        return proved_at is not None and clock.now() - proved_at <= PROOF_LASTS

    app.extensions["resolve_actor"] = resolve
    app.extensions["is_freshly_proved"] = is_freshly_proved


def note_presence(session: Session, row: SignInSession, at: datetime) -> None:
    """Note that whoever has this session is there."""
    # Reading a page must not write in its own transaction, so that somebody is there is noted in another, and seldom.
    if at - row.seen_at < NOTED_EVERY:
        return
    note = update(SignInSession).where(SignInSession.token_hash == row.token_hash).values(seen_at=at)
    with suppress(Busy):
        database_of(session).write(
            lambda opened: opened.execute(note, execution_options={"synchronize_session": False})
        )
