"""Group commit: changes that arrive together reach the disk with one flush, and each still succeeds or fails alone."""

import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from contextvars import copy_context
from typing import Any, TypeVar

from sqlalchemy import Connection
from sqlalchemy.orm import Session, sessionmaker

from consult.kernel.sqlite import require_transaction
from consult.kernel.write_lock import PATIENCE, Busy

Result = TypeVar("Result")


class _Change:
    def __init__(self, work: Callable[[Session], object], until: float) -> None:
        self.work = work
        self.context = copy_context()
        self.until = until
        self.done = threading.Event()
        self.result: Any = None
        self.error: BaseException | None = None


class _Undone(Exception):
    """One of several works failed, so nothing of any of them was kept."""


class GroupCommit:
    """A queue of changes; whoever finds it unattended writes all that is queued, then wakes those who wait.

    There is no thread of its own to start or stop, and a request that is alone pays nothing for the queue. With
    sixty-four who send at once it saves a sixth of the processor time (decision 0017).
    """

    def __init__(
        self,
        write_transaction: Callable[[float], AbstractContextManager[Connection]],
        sessions: sessionmaker[Session],
        *,
        patience: float = PATIENCE,
    ) -> None:
        self._write_transaction = write_transaction
        self._sessions = sessions
        self._patience = patience
        self._waiting: list[_Change] = []
        self._guard = threading.Lock()
        self._leading = threading.Lock()

    def run(self, work: Callable[[Session], Result]) -> Result:
        """Do `work` in a transaction shared with others; return when the commit is on the disk.

        Raises what `work` raised (its own changes are undone, the others' stay), the error of the commit, or `Busy`
        when the write lock did not come in time. When one of several fails, all are undone and each is done again in a
        transaction of its own: so `work` must not change anything but through its session.
        """
        change = _Change(work, time.monotonic() + self._patience)
        with self._guard:
            self._waiting.append(change)
        if self._leading.acquire(timeout=self._patience):
            try:
                # Whoever led while this one waited may have written it already.
                if not change.done.is_set():
                    with self._guard:
                        batch, self._waiting = self._waiting, []
                    self._write(batch)
            finally:
                self._leading.release()
        else:
            self._give_up(change)
        if change.error is not None:
            raise change.error
        result: Result = change.result
        return result

    def _give_up(self, change: _Change) -> None:
        with self._guard:
            if change in self._waiting:
                self._waiting.remove(change)
                raise Busy
        # Whoever leads has taken it along, and ends soon.
        change.done.wait()

    def _write(self, batch: list[_Change]) -> None:
        try:
            self._write_together(batch)
        except _Undone:
            # Rare, where a savepoint for each would cost every change: 8 per cent of a journey (decision 0005).
            for change in batch:
                self._write_together([change])
        finally:
            for change in batch:
                change.done.set()

    def _write_together(self, batch: list[_Change]) -> None:
        """Do all works in one transaction; raises `_Undone` when one of several failed and nothing of any was kept."""
        try:
            with ExitStack() as opened:
                done = []
                with self._write_transaction(batch[0].until) as connection:
                    for change in batch:
                        require_transaction(connection)
                        session = opened.enter_context(self._sessions(bind=connection))
                        self._do(change, session, is_alone=len(batch) == 1)
                        done.append((change, session))
                for change, session in done:
                    self._tell(change, session)
        except _Undone:
            raise
        except BaseException as error:
            for change in batch:
                change.error = error
            if not isinstance(error, Exception):
                raise

    def _tell(self, change: _Change, session: Session) -> None:
        # What waits for the end of a transaction hears of it once all is on the disk; what fails then is its own fault.
        try:
            session.commit()
        except Exception as error:
            change.error = error

    def _do(self, change: _Change, session: Session, *, is_alone: bool) -> None:
        try:
            # In the context of whoever asked, whose language its sentences are in, and not of whoever leads.
            change.result = change.context.run(change.work, session)
            session.flush()
        except Exception as error:
            if is_alone:
                raise
            raise _Undone from error
