"""Killing the service the moment a second page has what the first one typed: what one has seen is never lost."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

from bench.fields import QUESTIONS
from bench.servers import free_port
from bench.site import Site, make_site
from consult.kernel.authz import Role
from plugins.motion.canonical import Section
from plugins.motion.drafting.document import Document
from plugins.motion.drafting.queries import read_document
from plugins.motion.models import Motion
from plugins.motion.services.clauses import add_clause
from plugins.motion.services.drafts import invite_drafter, start_draft
from tests.factories import actor_for, make_person

PASSWORD = "seven-green-lamps-at-dusk"
KEY = "C-7F3K-92QX"
PATIENCE = 120.0
Answer = TypeVar("Answer")


@dataclass
class Seen:
    """What became of a trial."""

    database: str
    kills: int = 0
    lost: int = 0
    unsaid: int = 0

    def __str__(self) -> str:
        return (
            f"{self.database}: {self.kills} kills the moment another page had the words, {self.unsaid} of them before "
            f"the one who typed heard that they are saved, {self.lost} lost"
        )


class _Page:
    """A page on which somebody drafts, over HTTP."""

    def __init__(self, port: int, email: str, motion_id: int) -> None:
        self.base = f"http://127.0.0.1:{port}"
        self.address = f"{self.base}/motions/drafts/{motion_id}/together"
        self.opener: OpenerDirector = build_opener(HTTPCookieProcessor(CookieJar()))
        token = re.search(r'name="csrf_token" value="([^"]+)"', self._read(f"{self.base}/sign-in"))
        assert token is not None
        form = {"csrf_token": token[1], "email": email, "password": PASSWORD}
        self._read(f"{self.base}/sign-in", urlencode(form).encode())
        self.document, self.seq, self.token = Document(), 0, ""
        self.fetch()

    def _read(self, address: str, body: bytes | None = None) -> str:
        with self.opener.open(address, body, timeout=10) as answer:
            text: str = answer.read().decode()
            return text

    def fetch(self) -> bool:
        """Take in what others wrote; tells whether there was anything."""
        news: dict[str, Any] = json.loads(self._read(f"{self.address}?since={self.seq}"))
        for update in news["updates"]:
            self.document.follow(b64decode(update))
        self.seq, self.token = news["seq"], news["token"]
        return bool(news["updates"])

    def text(self) -> str:
        """What the clause says on this page."""
        return next(clause.text for clause in self.document.clauses if clause.key == KEY)

    def type(self, words: str) -> str:
        """Write behind what is there, and return the update that says so."""
        text = f"{self.text()} {words}"
        return b64encode(self.document.change(lambda: self.document.write(KEY, text))).decode()

    def send(self, update: str) -> None:
        """Send an update; returns once the service says that it is saved."""
        form = {"csrf_token": self.token, "since": str(self.seq), "update": update}
        self._read(self.address, urlencode(form).encode())


def try_drafting(folder: Path, *, kills: int, database_url: str | None = None) -> Seen:
    """Let one page type and another read, kill the service when the other has the words, and look what is kept."""
    site = make_site(folder, QUESTIONS, database_url=database_url)
    outcome = Seen("PostgreSQL" if database_url else "SQLite")
    motion_id, emails = _begin(site)
    port = free_port()
    pages: list[_Page] = []
    with (folder / "server.log").open("wb") as log:
        for number in range(kills):
            server = _start(site, port, log)
            try:
                if not pages:
                    pages = [_patiently(partial(_Page, port, email, motion_id)) for email in emails]
                seen, was_said = _type_until_seen(server, pages, f"Word{number}.")
            finally:
                _kill(server)
            outcome.kills += 1
            outcome.unsaid += not was_said
            outcome.lost += seen not in _kept(site, motion_id)
    return outcome


def _begin(site: Site) -> tuple[int, tuple[str, str]]:
    with site.database.unit_of_work() as session:
        ada, ben = (make_person(session, Role.COUNCILLOR, password=PASSWORD) for _ in range(2))
        actor = actor_for(session, ada)
        motion = start_draft(session, actor, title="Lamps", meeting_on=None)
        add_clause(session, actor, motion, key=KEY, section=Section.NOTES, text="It is dark.")
        invite_drafter(session, actor, motion, ben.id)
        return motion.id, (ada.email, ben.email)


def _start(site: Site, port: int, log: Any) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "consult", "serve", "--port", str(port), "--workers", "2"]
    return subprocess.Popen(
        command, env={**os.environ, **site.environment}, stdout=log, stderr=log, start_new_session=True
    )


def _kill(server: subprocess.Popen[bytes]) -> None:
    if server.poll() is None:
        os.killpg(server.pid, signal.SIGKILL)
    server.wait(10)


def _type_until_seen(server: subprocess.Popen[bytes], pages: list[_Page], words: str) -> tuple[str, bool]:
    """Return what the second page read before it had the service killed, and whether the first was answered."""
    ada, ben = pages
    for page in pages:
        _patiently(page.fetch)
    update, answered = ada.type(words), threading.Event()

    def send() -> None:
        try:
            ada.send(update)
        except OSError:
            return
        answered.set()

    sender = threading.Thread(target=send)
    sender.start()
    until = time.monotonic() + PATIENCE
    while not ben.fetch():
        assert time.monotonic() < until, "the words never came"
    was_said = answered.is_set()
    _kill(server)
    sender.join()
    return ben.text(), was_said


def _patiently(ask: Callable[[], Answer]) -> Answer:
    """Ask until the service that was started answers."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return ask()
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def _kept(site: Site, motion_id: int) -> str:
    with site.database.reading() as session:
        document, _seq = read_document(session, session.get_one(Motion, motion_id))
        return document.clauses[0].text
