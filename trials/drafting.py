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
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

from websockets.exceptions import WebSocketException

from bench.fields import QUESTIONS
from bench.servers import free_port
from bench.site import Site, make_site
from consult.accounts.models import Person
from consult.contract.deployment import deployment_of
from consult.kernel.authz import Role
from plugins.motion.canonical import Section
from plugins.motion.drafting.document import Document
from plugins.motion.drafting.queries import read_document
from plugins.motion.models import Motion
from plugins.motion.services.clauses import add_clause
from plugins.motion.services.drafts import invite_drafter, start_draft
from tests.factories import actor_for, make_person
from tests.plugins.motion.drafting.connected import Connected, cookie_of

PASSWORD = "seven-green-lamps-at-dusk"
KEY = "C-7F3K-92QX"
PATIENCE = 180.0
AHEAD = 2
"""How many services are started beforehand: to start one takes longer than a round."""


@dataclass
class Seen:
    """What became of a trial."""

    way: str
    kills: int = 0
    lost: int = 0
    unsaid: int = 0

    def __str__(self) -> str:
        return (
            f"{self.way}: {self.kills} kills the moment another page had the words, {self.unsaid} of them before "
            f"the one who typed heard that they are saved, {self.lost} lost"
        )


@dataclass(frozen=True)
class Draft:
    """The draft on which two people type."""

    site: Site
    motion_id: int
    ada: Person
    ben: Person

    def kept(self) -> str:
        """What the database has as its clause."""
        with self.site.database.reading() as session:
            document, _seq = read_document(session, session.get_one(Motion, self.motion_id))
            return document.clauses[0].text


class Page(Protocol):
    """A page on which somebody drafts."""

    @property
    def was_told(self) -> bool:
        """Whether the page has heard that all is saved."""

    def opens(self, port: int) -> None:
        """Go to the service on this port, and take in what is new; raises `OSError` while it starts."""

    def types(self, words: str) -> None:
        """Write behind what is there; returns at once."""

    def reads(self, words: str) -> str:
        """Wait until the clause has these words, and return all of it."""


class Asking:
    """A page that asks over HTTP, without a pause."""

    def __init__(self, draft: Draft, person: Person) -> None:
        self.motion_id, self.email = draft.motion_id, person.email
        self.opener: OpenerDirector = build_opener(HTTPCookieProcessor(CookieJar()))
        self.document, self.seq, self.token, self.was_told = Document(), 0, "", False

    def opens(self, port: int) -> None:
        """Go to the service on this port, signing in where that was not done yet."""
        base = f"http://127.0.0.1:{port}"
        self.address = f"{base}/motions/drafts/{self.motion_id}/together"
        if not self.token:
            token = re.search(r'name="csrf_token" value="([^"]+)"', self._read(f"{base}/sign-in"))
            assert token is not None
            form = {"csrf_token": token[1], "email": self.email, "password": PASSWORD}
            self._read(f"{base}/sign-in", urlencode(form).encode())
        self._fetch()

    def types(self, words: str) -> None:
        """Write behind what is there, and send it on another thread."""
        self.was_told = False
        text = f"{_text_in(self.document)} {words}"
        update = b64encode(self.document.change(lambda: self.document.write(KEY, text))).decode()
        form = {"csrf_token": self.token, "since": str(self.seq), "update": update}
        threading.Thread(target=self._send, args=(self.address, urlencode(form).encode()), daemon=True).start()

    def reads(self, words: str) -> str:
        """Ask until the clause has these words."""
        until = time.monotonic() + PATIENCE
        while words not in _text_in(self.document):
            assert time.monotonic() < until, "the words never came"
            self._fetch()
        return _text_in(self.document)

    def _read(self, address: str, body: bytes | None = None) -> str:
        with self.opener.open(address, body, timeout=5) as answer:
            text: str = answer.read().decode()
            return text

    def _fetch(self) -> None:
        news: dict[str, Any] = json.loads(self._read(f"{self.address}?since={self.seq}"))
        for update in news["updates"]:
            self.document.follow(b64decode(update))
        self.seq, self.token = news["seq"], news["token"]

    def _send(self, address: str, body: bytes) -> None:
        with suppress(OSError):
            self._read(address, body)
            self.was_told = True


class OverConnection:
    """A page with an open connection."""

    def __init__(self, draft: Draft, person: Person) -> None:
        self.path = f"motions/together/{draft.motion_id}"
        self.cookie = cookie_of(draft.site.app, draft.site.database, person)
        self.origin = deployment_of(draft.site.database).settings.base_url
        self.opened = ExitStack()
        self.page: Connected | None = None

    @property
    def was_told(self) -> bool:
        """Whether the page has heard that all is saved."""
        page = self._page()
        with suppress(TimeoutError, WebSocketException):
            page.hears(lambda page: page.saved == page.number, seconds=0.05)
        return page.saved == page.number

    def opens(self, port: int) -> None:
        """Connect to the service on this port."""
        with suppress(WebSocketException):
            self.opened.close()
        self.opened = ExitStack()
        self.page = Connected(self.opened, f"ws://127.0.0.1:{port}/{self.path}", self.cookie, self.origin)
        self.page.hears(lambda page: bool(page.document.clauses), seconds=PATIENCE)

    def types(self, words: str) -> None:
        """Write behind what is there, and send it."""
        page = self._page()
        page.types(KEY, f"{page.text(KEY)} {words}")

    def reads(self, words: str) -> str:
        """Listen until the clause has these words."""
        page = self._page()
        page.hears(lambda page: words in page.text(KEY), seconds=PATIENCE)
        return page.text(KEY)

    def _page(self) -> Connected:
        assert self.page is not None
        return self.page


@dataclass(frozen=True)
class Service:
    """What is killed: one process of the pages, or the one for open connections."""

    port: int
    process: subprocess.Popen[bytes]

    def kill(self) -> None:
        """End it and what it began at once, as a power cut would."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)


WAYS: dict[str, tuple[type[Asking] | type[OverConnection], Callable[[int], list[str]]]] = {
    "asking": (
        Asking,
        lambda port: [
            *("granian", "--interface", "wsgi", "--factory", "--host", "127.0.0.1", "--port", str(port)),
            *("--workers", "1", "--blocking-threads", "4", "--no-ws", "consult.app:create_served_app"),
        ],
    ),
    "connections": (OverConnection, lambda _port: ["consult", "drafting"]),
}


def try_drafting(folder: Path, *, kills: int, way: str, database_url: str | None = None) -> Seen:
    """Let one page type and another read, kill the service when the other has the words, and look what is kept."""
    draft = _begin(make_site(folder, QUESTIONS, database_url=database_url))
    kind, command = WAYS[way]
    ada, ben = (kind(draft, person) for person in (draft.ada, draft.ben))
    outcome, begun = Seen(f"{way}, {draft.site.database_name}"), time.monotonic()
    with (folder / "service.log").open("wb") as log, _services(draft.site, command, log) as services:
        for number in range(1, kills + 1):
            service = next(services)
            for page in (ada, ben):
                _patiently(page, service)
            ada.types(f"Word{number}.")
            seen = ben.reads(f"Word{number}.")
            service.kill()
            outcome.kills += 1
            outcome.unsaid += not ada.was_told
            outcome.lost += seen not in draft.kept()
            print(f"{way} {number}/{kills}: {outcome.lost} lost, {time.monotonic() - begun:.0f} s", flush=True)
    return outcome


def _begin(site: Site) -> Draft:
    with site.database.unit_of_work() as session:
        ada, ben = (make_person(session, Role.COUNCILLOR, password=PASSWORD) for _ in range(2))
        actor = actor_for(session, ada)
        motion = start_draft(session, actor, title="Lamps", meeting_on=None)
        add_clause(session, actor, motion, key=KEY, section=Section.NOTES, text="It is dark.")
        invite_drafter(session, actor, motion, ben.id)
        return Draft(site, motion.id, ada, ben)


@contextmanager
def _services(site: Site, command: Callable[[int], list[str]], log: Any) -> Iterator[Iterator[Service]]:
    """Give one service after the other, some of which are started already; none is left in the end."""
    started: deque[Service] = deque()

    def start() -> Service:
        port = free_port()
        environment = {**os.environ, **site.environment, "CONSULT_DRAFTING_LISTEN": f"127.0.0.1:{port}"}
        run = [sys.executable, "-m", *command(port)]
        return Service(port, subprocess.Popen(run, env=environment, stdout=log, stderr=log, start_new_session=True))

    def one_by_one() -> Iterator[Service]:
        while True:
            while len(started) <= AHEAD:
                started.append(start())
            yield started[0]
            started.popleft()

    try:
        yield one_by_one()
    finally:
        for service in started:
            service.kill()


def _patiently(page: Page, service: Service) -> None:
    """Open a page, once the service that was started answers."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            page.opens(service.port)
        except OSError:
            if service.process.poll() is not None or time.monotonic() > until:
                raise
            time.sleep(0.05)
        else:
            return


def _text_in(document: Document) -> str:
    return next((clause.text for clause in document.clauses if clause.key == KEY), "")
