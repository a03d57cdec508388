"""What one installation of Consult is made of, for everything that runs inside or outside a request."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
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
from consult.kernel.messages import ENGLISH, Language, speaking, spoken

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

    `questionnaires` remembers versions of questions that were read before, by activity, version and language, and when.
    """

    settings: Settings
    registry: Registry
    transport: Transport
    wake_up: WakeUpQueue
    files: FileStore
    languages: tuple[Language, ...] = (ENGLISH,)
    questionnaires: dict[tuple[int, int, str], tuple[Questionnaire, float]] = field(default_factory=dict)


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


def languages_offered(source: Session | Database) -> tuple[str, ...]:
    """Return the tags of the languages in which there are pages, the council's own first."""
    return tuple(language.tag for language in deployment_of(source).languages)


def own_language(source: Session | Database) -> Language:
    """Return the council's own language, in which everything is said that is not said to one reader."""
    found = find_deployment(source)
    return found.languages[0] if found else ENGLISH


def language_named(source: Session | Database, tag: str | None) -> Language:
    """Return the language with this tag; the council's own, where it is not offered."""
    found = find_deployment(source)
    offered = found.languages if found else ()
    return next((language for language in offered if language.tag == tag), own_language(source))


def speaking_to(source: Session | Database, tag: str | None) -> AbstractContextManager[None]:
    """Say everything in somebody's language while the block runs: the council's own, where theirs is not offered."""
    return speaking(language_named(source, tag))


def in_each_language(source: Session | Database, write: Callable[[], tuple[str, str]]) -> dict[str, list[str]]:
    """Return the subject and text that a function writes, by the tag of each language that the deployment speaks."""
    said = {}
    for language in deployment_of(source).languages:
        with speaking(language):
            said[language.tag] = [str(words) for words in write()]
    return said


def address_of(source: Session | Database, path: str) -> str:
    """Return the whole address of a page, in the language that is spoken now."""
    deployment = deployment_of(source)
    return f"{deployment.settings.base_url}{prefix_of(spoken(), deployment.languages)}{path}"


def prefix_of(language: Language, offered: Sequence[Language]) -> str:
    """Return the beginning of addresses of pages in a language: nothing for the first that is offered."""
    return "" if language.tag == offered[0].tag else f"/{language.tag.lower()}"
