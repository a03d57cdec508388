"""Access tokens: with one a program reads in place of an officer, for a while and never more than she may."""

import re
from collections.abc import Collection
from contextlib import suppress
from datetime import datetime, timedelta

from sqlalchemy import Select, delete, func, select, update
from sqlalchemy.orm import Session

from consult.accounts.events import AccessTokenMade, AccessTokenTakenBack
from consult.accounts.models import AccessToken, Person
from consult.accounts.security_mail import tell_of_security
from consult.audit.services import record
from consult.kernel import clock, tokens
from consult.kernel.authz import Actor
from consult.kernel.db import database_of, lock_row
from consult.kernel.errors import Invalid, NotFound
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.kernel.reach import Reach
from consult.kernel.write_lock import Busy

BEGINNING = "consult_"
"""How every token begins, so that programs that look for secrets in repositories know one."""
LIFETIMES = (7, 30, 90)
"""For how many days a token can be made."""
MOST = 10
LONGEST_NAME = 200
_FORM = re.compile(rf"{BEGINNING}[A-Za-z0-9_-]{{43,64}}")


def make_token(
    session: Session, actor: Actor, person: Person, *, name: str, allows: Collection[Reach], days: int
) -> str:
    """Make a token for a person's programs and return it: we keep its digest alone, so nobody can show it again."""
    lock_row(session, person)
    at = clock.now()
    held = session.scalars(select(func.count()).select_from(tokens_of(person.id, at).subquery())).one()
    if held >= MOST:
        raise Invalid(_("You have %(most)s access tokens. Take one back before you make another.", most=MOST))
    secret = BEGINNING + tokens.new_secret()
    reaches = [reach.value for reach in Reach if reach in allows]
    session.add(
        AccessToken(
            token_hash=tokens.digest(secret),
            person_id=person.id,
            name=name,
            allows=reaches,
            created_at=at,
            expires_at=at + timedelta(days=days),
        )
    )
    session.flush()
    record(session, AccessTokenMade(allows=", ".join(reaches), days=days), by=actor)
    tell_of_security(
        session,
        person,
        _l("An access token was made"),
        _l("An access token was made for your account with %(council)s. With it a program reads in your name."),
    )
    return secret


def take_back(session: Session, actor: Actor, token: AccessToken) -> None:
    """End a token: whatever program has it is refused from now on."""
    gone = delete(AccessToken).where(AccessToken.id == token.id).returning(AccessToken.person_id)
    person_id = session.scalar(gone)
    if person_id is None:
        raise NotFound
    record(session, AccessTokenTakenBack(person_id=person_id), by=actor)


def tokens_of(person_id: int, at: datetime) -> Select[AccessToken]:
    """Select a person's tokens that have not ended, the newest first."""
    return (
        select(AccessToken)
        .where(AccessToken.person_id == person_id, AccessToken.expires_at > at)
        .order_by(AccessToken.id.desc())
    )


def find_token(session: Session, person_id: int, token_id: int) -> AccessToken:
    """Return one of a person's tokens; raises `NotFound`."""
    found = session.scalar(tokens_of(person_id, clock.now()).where(AccessToken.id == token_id))
    if found is None:
        raise NotFound
    return found


def find_own_token(session: Session, token_id: int, actor: Actor) -> AccessToken:
    """Return one of the actor's own tokens; raises `NotFound`."""
    return find_token(session, actor.person_id or 0, token_id)


def token_of_secret(session: Session, secret: str) -> AccessToken | None:
    """Return the token that a program showed, while it holds and its owner's account is open."""
    if not _FORM.fullmatch(secret):
        return None
    return session.scalar(
        select(AccessToken)
        .join(Person, Person.id == AccessToken.person_id)
        .where(
            AccessToken.token_hash == tokens.digest(secret),
            AccessToken.expires_at > clock.now(),
            Person.is_active,
        )
    )


def note_use(session: Session, token: AccessToken) -> None:
    """Note the day on which a token was used."""
    today = clock.today_in_london()
    if token.last_used_on == today:
        return
    note = update(AccessToken).where(AccessToken.id == token.id).values(last_used_on=today)
    # As for who is there: reading must not write in its own transaction.
    with suppress(Busy):
        database_of(session).write(
            lambda opened: opened.execute(note, execution_options={"synchronize_session": False})
        )
