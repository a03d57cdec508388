"""Who decides whether a file may be read: the features that hold it, each for its own files."""

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.files.models import StoredFile
from consult.kernel.authz import Actor
from consult.kernel.errors import NotFound

Holder = Callable[[Session, StoredFile, Actor], bool]
HOLDERS: dict[str, Holder] = {}


def hold_files(name: str, may_read: Holder) -> None:
    """Let a feature answer for its files: `may_read(session, file, actor)`."""
    HOLDERS[name] = may_read


def find_readable_file(session: Session, key: str, name: str, actor: Actor) -> StoredFile:
    """Return the file with this key and name; raises `NotFound` unless a holder lets the actor read it."""
    found = session.scalar(select(StoredFile).where(StoredFile.key == key, StoredFile.name == name))
    if found is None or not any(may_read(session, found, actor) for may_read in HOLDERS.values()):
        raise NotFound
    return found
