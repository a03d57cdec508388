"""One writer at a time on SQLite, in fair order, across threads and processes."""

import fcntl
import os
import threading
from pathlib import Path

from consult.kernel.errors import DomainError


class Busy(DomainError):
    """The database did not become free in time."""

    status = 503
    default = "The service is very busy. Nothing was lost: wait a minute, then send the page again."


class WriteGate:
    """A lock that every SQLite write transaction of this machine passes through.

    SQLite's own busy handler sleeps and so starves writers (seconds at p99 under load); a kernel `flock` beside a
    thread lock hands the turn over at once. A process that dies drops the lock with its file handle.
    """

    def __init__(self, path: Path, *, patience: float = 30.0) -> None:
        self._path = path
        self._patience = patience
        self._threads = threading.Lock()
        self._handle: int | None = None
        self._owner_pid = 0
        self._holder: int | None = None

    @property
    def is_held_here(self) -> bool:
        """Whether this very thread is writing."""
        return self._holder == threading.get_ident()

    @property
    def is_taken(self) -> bool:
        """Whether any thread of this process is writing."""
        return self._threads.locked()

    def acquire(self) -> None:
        """Wait for the turn to write; raises `Busy` after `patience` seconds (within this process).

        Raises `RuntimeError` when this thread already writes in another session: it would wait for itself.
        """
        if self.is_held_here:
            raise RuntimeError("This thread began a second write transaction before the first one ended.")
        if not self._threads.acquire(timeout=self._patience):
            raise Busy
        try:
            fcntl.flock(self._file(), fcntl.LOCK_EX)
        except BaseException:
            self._threads.release()
            raise
        self._holder = threading.get_ident()

    def release(self) -> None:
        """Give the turn to the next writer."""
        self._holder = None
        try:
            fcntl.flock(self._file(), fcntl.LOCK_UN)
        finally:
            self._threads.release()

    def _file(self) -> int:
        # A handle inherited over fork would share its lock with the parent, so each process opens its own.
        if self._handle is None or self._owner_pid != os.getpid():
            self._handle = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            self._owner_pid = os.getpid()
        return self._handle
