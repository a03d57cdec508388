"""A PostgreSQL of the bench's own: started as the tests start theirs, but with every commit flushed to the disk."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.postgresql import HOW_TO_GET_IT, programs_folder, start_cluster, stop_cluster

SETTINGS = "-c shared_buffers=256MB"


@dataclass(frozen=True)
class Postgres:
    """A running server: the address of its database, and its first process."""

    url: str
    pid: int


@contextmanager
def postgresql() -> Iterator[Postgres | None]:
    """Start a server for measuring and end it afterwards; gives `None`, and says so, where there is no PostgreSQL."""
    programs = programs_folder()
    if programs is None:
        print(HOW_TO_GET_IT)
        yield None
        return
    # Whoever runs the server may not be able to enter a folder of ours, and a socket's path must be short.
    folder = Path(tempfile.mkdtemp(prefix="consult-pg-")) / "cluster"
    folder.parent.chmod(0o755)
    try:
        url = start_cluster(folder, programs, SETTINGS)
        yield Postgres(url, int((folder / "data" / "postmaster.pid").read_text().split()[0]))
    finally:
        stop_cluster(folder, programs)
        folder.parent.rmdir()
