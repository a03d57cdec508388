"""Who is behind a connection that stays open, by the same rules as behind a page."""

from datetime import datetime

from sqlalchemy.orm import Session

from consult.accounts.session_cookies import actor_under, find_signed_in, note_presence
from consult.contract.deployment import deployment_of
from consult.kernel.authz import Actor
from consult.kernel.db import Database
from consult.kernel.errors import SignInNeeded
from consult.web.cookies import read_cookie


def secret_of_connection(database: Database, cookies: str) -> str:
    """Return the secret of the session that the cookies of a first request name; an empty text where they name none."""
    settings = deployment_of(database).settings
    return str(read_cookie(cookies, settings.secret_key, is_secure=settings.is_secure).get("_user_id", ""))


def actor_of_connection(session: Session, secret: str, *, at: datetime, is_noted: bool = False) -> Actor:
    """Return who has the session with this secret; raises `SignInNeeded` when they are not signed in any more.

    Ask it again for all that comes over the connection. With `is_noted` it is noted that they are there, as each page
    does that they open; a session that has begun to write cannot do that.
    """
    found = find_signed_in(session, secret, at)
    if found is None:
        raise SignInNeeded
    if is_noted:
        note_presence(session, found.SignInSession, at)
    deployment = deployment_of(session)
    return actor_under(found.Person, deployment.settings, deployment.registry.permissions, has_factor=found.has_factor)
