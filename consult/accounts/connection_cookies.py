"""Who is behind a connection that stays open, by the same rules as behind a page."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from consult.accounts.queries import people_of_sessions
from consult.accounts.session_cookies import actor_under, is_in_force, note_presence
from consult.contract.deployment import deployment_of
from consult.kernel import tokens
from consult.kernel.authz import Actor
from consult.kernel.db import Database
from consult.web.cookies import read_cookie


def secret_of_connection(database: Database, cookies: str) -> str:
    """Return the secret of the session that the cookies of a first request name; an empty text where they name none."""
    settings = deployment_of(database).settings
    return str(read_cookie(cookies, settings.secret_key, is_secure=settings.is_secure).get("_user_id", ""))


def actors_of_connections(
    session: Session, secrets: Collection[str], *, at: datetime, is_noted: bool = False
) -> dict[str, Actor]:
    """Return who has the sessions with these secrets, without those who are not signed in any more.

    Ask it again for all that comes over the connections. With `is_noted` it is noted that they are there, as each page
    does that they open; a session that has begun to write cannot do that.
    """
    hashed = {tokens.digest(secret): secret for secret in secrets}
    rows = session.execute(people_of_sessions(), {"token_hashes": list(hashed), "at": at}).unique().all()
    deployment = deployment_of(session)
    found = {}
    for row in rows:
        if not is_in_force(row, at):
            continue
        if is_noted:
            note_presence(session, row.SignInSession, at)
        found[hashed[row.SignInSession.token_hash]] = actor_under(
            row.Person, deployment.settings, deployment.registry.permissions, has_factor=row.has_factor
        )
    return found
