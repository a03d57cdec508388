"""How the ids in facts are named when somebody reads the audit log: each feature names its own."""

from collections.abc import Collection, Mapping

from sqlalchemy.orm import Session

from consult.contract.deployment import deployment_of


def named(session: Session, fact: str, ids: Collection[int]) -> Mapping[int, str]:
    """Return the names of these ids; those that nobody names are left out."""
    namer = deployment_of(session).registry.subjects.get(fact)
    return namer(session, ids) if namer is not None and ids else {}
