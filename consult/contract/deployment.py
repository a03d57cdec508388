"""What one installation of Consult is made of, for everything that runs inside or outside a request."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import IO, Protocol

from sqlalchemy.orm import Session

from consult.config import Settings
from consult.contract.questions import Questionnaire
from consult.contract.registry import Registry
from consult.kernel.db import Database, database_of
from consult.kernel.messages import ENGLISH, Language

Transport = Callable[[EmailMessage], None]


class WakeUpQueue(Protocol):
    """The way on which a worker hears at once that a job waits."""

    def send(self, job_id: int) -> None:
        """Say that this job waits."""

    def close(self) -> None:
        """Close the connections of this thread."""


class FileStore(Protocol):
    """Where the content of files is kept, each under a key that nobody can guess."""

    @property
    def place(self) -> str:
        """Where that is, for people."""

    def put(self, key: str, source: Path) -> None:
        """Move a finished file under its key, whole or not at all."""

    def open(self, key: str) -> IO[bytes]:
        """Open a file to read and seek in it; raises `OSError` when it is not there."""

    def delete(self, key: str) -> None:
        """Delete a file; nothing happens when it is not there."""

    def stale(self, older_than: timedelta) -> Iterable[str]:
        """Yield the keys of files that have been kept for so long."""


@dataclass(frozen=True)
class Deployment:
    """An installation: its settings, its features and plugins, how its mail leaves, how its workers are woken, where
    its files are, and the languages that it speaks, its own first.

    `questionnaires` remembers versions of questions that were read before, by activity and version, and when.
    """

    settings: Settings
    registry: Registry
    transport: Transport
    wake_up: WakeUpQueue
    files: FileStore
    languages: tuple[Language, ...] = (ENGLISH,)
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


def own_language(source: Session | Database) -> Language:
    """Return the council's own language, in which everything is said that is not said to one reader."""
    found = find_deployment(source)
    return found.languages[0] if found else ENGLISH
