"""The worker: takes hints from the queue, and sweeps up jobs for which none came."""

import logging
import threading
import time
from collections.abc import Callable

from huey.consumer import Consumer

from consult.contract.registry import Registry
from consult.jobs.queries import waiting_jobs
from consult.jobs.runner import run_job
from consult.jobs.services import plan_day
from consult.jobs.wake_up_queue import Queue, queue_of
from consult.kernel.db import Database, database_now
from consult.kernel.errors import Misconfigured

log = logging.getLogger("consult.jobs")
SWEEP_SECONDS = 10.0
# Less than the 60 seconds after which whoever runs the worker kills it (deploy/).
PATIENCE = 45.0


class _Consumer(Consumer):  # type: ignore[misc]  # huey has no types
    """A huey consumer that leaves signals to the program it runs in."""

    def _set_signal_handlers(self) -> None:
        pass


class Worker:
    """Threads of this process that run jobs until told to stop."""

    def __init__(
        self,
        database: Database,
        registry: Registry,
        *,
        threads: int = 2,
        sweep_seconds: float = SWEEP_SECONDS,
        patience: float = PATIENCE,
    ) -> None:
        queue = queue_of(database)
        if not isinstance(queue, Queue):
            raise Misconfigured("Jobs cannot run inside a transaction that is never committed.")
        queue.run = self._run
        self._queue = queue
        self._database = database
        self._registry = registry
        self._sweep_seconds = sweep_seconds
        self._patience = patience
        self._stopping = threading.Event()
        self._consumer = _Consumer(queue.huey, workers=threads, periodic=False, max_delay=0.5)
        self._sweeper = threading.Thread(target=self._keep_sweeping, name="consult-sweep", daemon=True)

    def start(self) -> None:
        """Plan what comes again by itself, and begin to work, in the background."""
        with self._database.unit_of_work() as session:
            for plan in self._registry.plans:
                plan(session)
            for kind in self._registry.jobs.values():
                if kind.is_daily:
                    plan_day(session, kind.name)
        self._consumer.start()
        self._sweeper.start()

    def stop(self) -> None:
        """Take on nothing more, and return when what runs has ended, or does not end soon.

        What has not ended by then keeps nothing once this process is gone, and is run again when its lease is over.
        """
        self._stopping.set()
        until = time.monotonic() + self._patience
        self._sweeper.join(self._patience)
        self._consumer.shutdown_timeout = max(until - time.monotonic(), 0.0)
        self._consumer.stop(graceful=True)
        if any(thread.is_alive() for _, thread in self._consumer.worker_threads):
            log.warning("a job was still running after %s seconds: another worker does it again", self._patience)

    def run_until(self, wait: Callable[[], object]) -> None:
        """Work until `wait` returns."""
        self.start()
        wait()
        self.stop()

    def _run(self, job_id: int) -> None:
        try:
            run_job(self._database, self._registry, job_id)
        except Exception as error:  # the database went away: the sweep finds the job again
            log.warning("job %s was left, and will be tried again: %s", job_id, error)

    def _keep_sweeping(self) -> None:
        while True:
            try:
                sweep(self._database, self._queue)
                for make_round in self._registry.rounds:
                    make_round(self._database)
            except Exception as error:
                log.warning("the sweep failed, and will be tried again: %s", error)
            if self._stopping.wait(self._sweep_seconds):
                return


def sweep(database: Database, queue: Queue, *, maximum: int = 200) -> int:
    """Send a hint for each job that waits: its first hint was lost, its time has come, or its lease has run out."""
    if queue.huey.pending_count() > maximum:
        return 0
    with database.reading() as session:
        waiting = list(session.scalars(waiting_jobs(database_now(session)).limit(maximum)))
    for job_id in waiting:
        queue.send(job_id)
    return len(waiting)
