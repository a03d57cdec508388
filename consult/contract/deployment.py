"""What one installation of Consult is made of, for everything that runs inside or outside a request."""

from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Protocol

from sqlalchemy.orm import Session

from consult.config import Settings
from consult.contract.questions import Questionnaire
from consult.contract.registry import Registry
from consult.kernel.db import Database, database_of

Transport = Callable[[EmailMessage], None]


class WakeUpQueue(Protocol):
    """The way on which a worker hears at once that a job waits."""

    def send(self, job_id: int) -> None:
        """Say that this job waits."""

    def close(self) -> None:
        """Close the connections of this thread."""


@dataclass(frozen=True)
class Deployment:
    """An installation: its settings, its features and plugins, how its mail leaves and how its workers are woken.

    `questionnaires` remembers versions of questions that were read before, by activity and version, and when.
    """

    settings: Settings
    registry: Registry
    transport: Transport
    wake_up: WakeUpQueue
    questionnaires: dict[tuple[int, int], tuple[Questionnaire, float]] = field(default_factory=dict)


def deployment_of(source: Session | Database) -> Deployment:
    """Return the deployment that a session or database belongs to; raises `LookupError` where there is none."""
    found = find_deployment(source)
    if found is None:
        raise LookupError("This database was opened without a deployment.")
    return found


def find_deployment(source: Session | Database) -> Deployment | None:
    """Return the deployment of a session or database; `None` for one opened on its own, as to try migrations."""
    database = source if isinstance(source, Database) else database_of(source)
    return database.deployment if isinstance(database.deployment, Deployment) else None
