"""Asking what has been put to those who decide, of everybody who offers a kind of view."""

from sqlalchemy.orm import Session

from consult.contract.deployment import deployment_of
from consult.contract.references import Reference
from consult.contract.viewpoints import Viewpoint


def viewpoints_about(session: Session, reference: Reference) -> list[Viewpoint]:
    """Return every view about a row, of every kind, in the order in which the kinds are offered."""
    sources = deployment_of(session).registry.viewpoints.values()
    return [viewpoint for source in sources for viewpoint in source.about(session, reference)]
