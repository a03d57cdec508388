"""One writer at a time on SQLite, in fair order, across threads and processes."""

import fcntl
import os
import threading
import time
from pathlib import Path

from consult.kernel.errors import DomainError
from consult.kernel.messages import lazy_gettext as _l

PATIENCE = 30.0
LOOKS = 5


class Busy(DomainError):
    """The database did not become free in time."""

    status = 503
    default = _l("The service is very busy. Nothing was lost: wait a minute, then send the page again.")


class _Asked:
    """A question to the kernel for the lock, which only the kernel can end: it outlives whoever gave up waiting."""

    def __init__(self) -> None:
        self.is_given = threading.Event()
        self.is_wanted = True


class WriteLock:
    """A lock that every SQLite write transaction of this machine passes through.

    SQLite's own busy handler sleeps and so starves writers (seconds at p99 under load); a kernel `flock` beside a
    thread lock passes on at once. A process that dies drops the lock with its file handle; for one that merely stands
    still nobody waits longer than `patience`.
    """

    def __init__(self, path: Path, *, patience: float = PATIENCE) -> None:
        self._path = path
        self._patience = patience
        self._threads = threading.Lock()
        self._handle: int | None = None
        self._owner_pid = 0
        self._holder: int | None = None
        self._asking = threading.Lock()
        self._asked: _Asked | None = None

    @property
    def is_held_here(self) -> bool:
        """Whether this very thread is writing."""
        return self._holder == threading.get_ident()

    @property
    def is_taken(self) -> bool:
        """Whether any thread of this process is writing."""
        return self._threads.locked()

    def acquire(self, until: float | None = None) -> None:
        """Wait for the lock; raises `Busy` after `patience` seconds, or when the monotonic clock is there.

        Raises `RuntimeError` when this thread already writes in another session: it would wait for itself.
        """
        if self.is_held_here:
            raise RuntimeError("This thread began a second write transaction before the first one ended.")
        until = until or time.monotonic() + self._patience
        if not self._threads.acquire(timeout=max(until - time.monotonic(), 0)):
            raise Busy
        try:
            self._lock_file(until)
        except BaseException:
            self._threads.release()
            raise
        self._holder = threading.get_ident()

    def release(self) -> None:
        """Give the lock to the next writer."""
        self._holder = None
        try:
            fcntl.flock(self._file(), fcntl.LOCK_UN)
        finally:
            self._threads.release()

    def _lock_file(self, until: float) -> None:
        handle = self._file()
        with self._asking:
            asked = self._asked
            if asked is None:
                if _is_soon_free(handle):
                    return
                asked = self._asked = _Asked()
                threading.Thread(target=self._ask, args=(handle, asked), daemon=True).start()
            asked.is_wanted = True
        asked.is_given.wait(max(until - time.monotonic(), 0))
        with self._asking:
            if not asked.is_given.is_set():
                asked.is_wanted = False
                raise Busy
            self._asked = None

    def _ask(self, handle: int, asked: _Asked) -> None:
        # No call of the kernel waits for this lock and gives up at a given time, so a thread waits for whoever may.
        fcntl.flock(handle, fcntl.LOCK_EX)
        with self._asking:
            if asked.is_wanted:
                asked.is_given.set()
            else:
                self._asked = None
                fcntl.flock(handle, fcntl.LOCK_UN)

    def _file(self) -> int:
        # A handle inherited over fork would share its lock with the parent, so each process opens its own.
        if self._handle is None or self._owner_pid != os.getpid():
            self._handle = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            self._owner_pid = os.getpid()
            self._asked = None
        return self._handle


def _is_soon_free(handle: int) -> bool:
    # Whoever writes is mostly done within a few milliseconds: to look again costs a tenth of what a thread does.
    for _ in range(LOOKS):
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(0.001)
        else:
            return True
    return False
