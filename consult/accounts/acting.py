"""Somebody who asked for work that is done later, as they may act by then."""

from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.accounts.session_cookies import actor_of
from consult.contract.deployment import deployment_of
from consult.kernel.authz import Actor


def actor_now(session: Session, person_id: int | None) -> Actor | None:
    """Return a person with the roles they have now; `None` where there is nobody, or nobody who may still act."""
    person = session.get(Person, person_id) if person_id is not None else None
    if person is None or not person.is_active:
        return None
    return actor_of(person, deployment_of(session).registry.permissions)
