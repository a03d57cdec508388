"""Who decides whether a file may be read: the features that hold it, each for its own files."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.contract.deployment import deployment_of
from consult.files.models import FileState, StoredFile
from consult.kernel.authz import Actor
from consult.kernel.errors import NotFound


def find_readable_file(session: Session, key: str, name: str, actor: Actor) -> StoredFile:
    """Return the cleaned file with this key and name; raises `NotFound` unless a holder lets the actor read it."""
    is_meant = (StoredFile.key == key, StoredFile.name == name, StoredFile.state == FileState.CLEANED)
    found = session.scalar(select(StoredFile).where(*is_meant))
    holders = deployment_of(session).registry.file_holders
    if found is None or not any(may_read(session, found.id, actor) for may_read in holders):
        raise NotFound
    return found
