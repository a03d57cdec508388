"""The process for open connections in a thread of the test, and pages that are connected to it."""

import json
import threading
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from typing import Any

from flask import Flask
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from consult.accounts.models import Person
from consult.accounts.session_cookies import start_session
from consult.contract.deployment import deployment_of
from consult.kernel.db import Database
from plugins.motion.drafting.document import Document
from plugins.motion.drafting.sidecar import run_drafting
from tests.support import server, work


@contextmanager
def sidecar(database: Database) -> Iterator[str]:
    """Run the process, and give the address of its connections."""
    deployment = deployment_of(database)
    port = server.free_port()
    settings = replace(deployment.settings, drafting=replace(deployment.settings.drafting, port=port))
    database.deployment = replace(deployment, settings=settings)
    stopping = threading.Event()
    thread = threading.Thread(target=run_drafting, args=(database, stopping.wait))
    thread.start()
    try:
        work.wait_for(lambda: server.is_listening(port), seconds=20)
        yield f"ws://127.0.0.1:{port}/motions/together"
    finally:
        stopping.set()
        thread.join(20)
        assert not thread.is_alive()


def secret_of(app: Flask, database: Database, person: Person) -> str:
    """The secret of a new session of somebody."""
    with database.unit_of_work() as session, app.app_context():
        return start_session(session, session.merge(person)).get_id()


def cookie_of(app: Flask, database: Database, person: Person) -> str:
    """The cookie of a browser in which somebody is signed in."""
    secret = secret_of(app, database, person)
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    return f"{app.config['SESSION_COOKIE_NAME']}={signer.dumps({'_user_id': secret, '_fresh': True})}"


class Connected:
    """A page with an open connection: its copy of the draft, and what it was told."""

    def __init__(self, opened: ExitStack, address: str, cookie: str, origin: str) -> None:
        self.opened, self.address, self.origin = opened, address, origin
        self.headers = {"Cookie": cookie} if cookie else {}
        self.document, self.seq, self.number, self.saved = Document(), 0, 0, 0
        self.people: list[dict[str, str]] = []
        self.socket: ClientConnection
        self.opens()

    def opens(self) -> None:
        """Open the connection, for the first time or again."""
        made = connect(
            f"{self.address}?since={self.seq}",
            origin=Origin(self.origin),
            additional_headers=self.headers,
            compression=None,
            max_size=None,
        )
        self.socket = self.opened.enter_context(made)

    def hears(self, is_enough: Callable[["Connected"], bool], seconds: float = 10) -> None:
        """Take in messages until they are enough."""
        while not is_enough(self):
            found: dict[str, Any] = json.loads(self.socket.recv(timeout=seconds))
            for update in found.get("updates", []):
                self.document.follow(b64decode(update))
            self.seq = found.get("seq", self.seq)
            self.people = found.get("people", self.people)
            self.saved = found.get("saved", self.saved)

    def sends(self, *updates: bytes, editing: str = "") -> int:
        """Send changes, and do not wait."""
        self.number += 1
        sent = [b64encode(update).decode() for update in updates]
        self.socket.send(json.dumps({"number": self.number, "updates": sent, "editing": editing}))
        return self.number

    def types(self, key: str, words: str) -> int:
        """Write words into a clause, send that, and do not wait."""
        return self.sends(self.document.change(lambda: self.document.write(key, words)))

    def writes(self, key: str, words: str) -> None:
        """Write words into a clause, and wait until they are saved."""
        number = self.types(key, words)
        self.hears(lambda page: page.saved == number)

    def text(self, key: str) -> str:
        """What a clause says on this page."""
        return next((clause.text for clause in self.document.clauses if clause.key == key), "")

    def close_code(self, seconds: float = 10) -> int | None:
        """Wait until the connection is closed, and return why."""
        try:
            while True:
                self.socket.recv(timeout=seconds)
        except ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd else None
