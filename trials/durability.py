"""Killing the service again and again while people send: what was acknowledged must be there, once."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path

from sqlalchemy import func, select

from bench.fields import ANSWER, QUESTIONS
from bench.intake import CSRF
from bench.load import Browser, Refused
from bench.servers import family, free_port
from bench.site import Site, make_site
from consult.kernel import tokens
from consult.submissions.models import Submission

SENDERS = 16
BATCH = 4_000
LONGEST = 900.0


@dataclass
class Outcome:
    """What became of a trial."""

    database: str
    kills: int = 0
    acknowledged: set[str] = field(default_factory=set)
    unanswered: int = 0
    lost: int = 0
    doubled: int = 0
    is_whole: bool = True

    def __str__(self) -> str:
        state = "whole" if self.is_whole else "BROKEN"
        return (
            f"{self.database}: {self.kills} kills, {len(self.acknowledged):,} acknowledged, "
            f"{self.unanswered:,} requests without an answer, {self.lost} lost, {self.doubled} doubled, "
            f"database {state}"
        )


def try_durability(folder: Path, *, kills: int, writes: int, database_url: str | None = None) -> Outcome:
    """Kill workers and now and then the whole service until both numbers are reached, or fifteen minutes are over."""
    site = make_site(folder, QUESTIONS, database_url=database_url)
    outcome = Outcome("PostgreSQL" if database_url else "SQLite")
    trial = _Trial(site, folder, outcome)
    chance, until = random.Random(20230116), time.monotonic() + LONGEST
    trial.start()
    senders = [threading.Thread(target=trial.keep_sending) for _ in range(SENDERS)]
    for sender in senders:
        sender.start()
    try:
        while time.monotonic() < until and (outcome.kills < kills or len(outcome.acknowledged) < writes):
            time.sleep(chance.uniform(0.2, 1.0))
            if outcome.kills < kills or chance.random() < 0.1:
                trial.kill(is_whole=chance.random() < 0.2)
    finally:
        trial.is_over.set()
        for sender in senders:
            sender.join()
        trial.stop()
    _compare(site, outcome)
    return outcome


class _Trial:
    def __init__(self, site: Site, folder: Path, outcome: Outcome) -> None:
        self.site, self.outcome = site, outcome
        self.port, self.log = free_port(), (folder / "server.log").open("wb")
        self.is_over, self._guard = threading.Event(), threading.Lock()
        self._codes: list[str] = []
        self._server: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [sys.executable, "-m", "consult", "serve", "--port", str(self.port), "--workers", "2"]
        environment = {**os.environ, **self.site.environment}
        self._server = subprocess.Popen(
            command, env=environment, stdout=self.log, stderr=self.log, start_new_session=True
        )

    def kill(self, *, is_whole: bool) -> None:
        server = self._server
        assert server is not None
        if server.poll() is not None or is_whole:
            if server.poll() is None:
                os.killpg(server.pid, signal.SIGKILL)
                self.outcome.kills += 1
            server.wait(10)
            self.start()
            return
        workers = [pid for pid in family(server.pid)[1:] if b"resource_tracker" not in _command_of(pid)]
        if workers:
            os.kill(workers[-1], signal.SIGKILL)
            self.outcome.kills += 1

    def stop(self) -> None:
        server = self._server
        assert server is not None
        if server.poll() is None:
            os.killpg(server.pid, signal.SIGKILL)
        server.wait(10)
        self.log.close()

    def _next_code(self) -> str:
        with self._guard:
            if not self._codes:
                self._codes = self.site.drafts(BATCH, ANSWER)
            return self._codes.pop()

    def keep_sending(self) -> None:
        """Send one draft after the other; one that got no answer is sent again, as a person would."""
        path, token = f"/take-part/{self.site.activity_id}/check", self.site.form_token(CSRF)
        browser: Browser | None = None
        while not self.is_over.is_set():
            code = self._next_code()
            while not self.is_over.is_set():
                try:
                    browser = browser or Browser(self.port)
                    browser.cookie = self.site.cookie({str(self.site.activity_id): code}, CSRF)
                    browser.post(path, {"csrf_token": token})
                except (OSError, HTTPException, Refused):
                    browser = None
                    self.outcome.unanswered += 1
                    time.sleep(0.05)
                else:
                    self.outcome.acknowledged.add(code)
                    break


def _command_of(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b"resource_tracker"


def _compare(site: Site, outcome: Outcome) -> None:
    with site.database.reading() as session:
        kept = set(session.scalars(select(Submission.code_hash)))
        outcome.lost = sum(tokens.digest(code) not in kept for code in outcome.acknowledged)
        rows, people = session.execute(
            select(func.count(), func.count(func.distinct(Submission.code_hash))).select_from(Submission)
        ).one()
        outcome.doubled = rows - people
        if site.database.is_sqlite:
            outcome.is_whole = session.connection().exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
