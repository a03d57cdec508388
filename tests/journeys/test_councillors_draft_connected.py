"""Councillors draft over connections that stay open, and go on by asking while nobody takes connections."""

import re
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import expect

from consult.kernel.db import Database
from tests.conftest import CHOSEN
from tests.consult.cli.test_processes import start
from tests.journeys.conftest import Visitor
from tests.journeys.test_councillors_draft_together import FIRST, PATIENCE, SAVED, Cast, Writer, cast, stored, writers
from tests.support import server, work

__all__ = ["cast", "writers"]


@pytest.fixture
def live_server(live_database: Database, tmp_path: Path) -> Iterator[server.Server]:
    """The pages, which name a port for connections."""
    port, beside = server.free_port(), server.free_port()
    url = live_database.engine.url.render_as_string(hide_password=False)
    chosen = {
        **CHOSEN,
        "CONSULT_PLUGINS": "survey,impact,motion",
        "CONSULT_DRAFTING_URL": f"ws://127.0.0.1:{beside}/motions/together",
        "CONSULT_DRAFTING_LISTEN": f"127.0.0.1:{beside}",
    }
    environment = server.environment_for(tmp_path, url, port, chosen)
    with server.running(environment, port, tmp_path) as started:
        yield started


@contextmanager
def connections(pages: server.Server, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run the process that takes connections, as operators do, until it is told to stop or killed."""
    log = folder / "drafting.log"
    process = start(["drafting"], dict(pages.environment), log)
    try:
        port = int(pages.environment["CONSULT_DRAFTING_LISTEN"].rpartition(":")[2])
        work.wait_for(lambda: server.is_listening(port), seconds=60)
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) in {0, -signal.SIGKILL}, log.read_text()


def write_over(way: str, writers: tuple[Writer, Writer]) -> None:
    """Wait until both pages write in this way."""
    for writer in writers:
        expect(writer.page.locator(f"[data-way={way}]")).to_have_count(1, timeout=PATIENCE)


def test_pages_go_from_connections_to_asking_and_back_and_lose_no_word(
    live_server: server.Server, cast: Cast, visitor: Callable[..., Visitor], live_database: Database, tmp_path: Path
) -> None:
    with connections(live_server, tmp_path) as process:
        ada, ben = writers = (Writer(visitor(), cast.ada, cast.motion_id), Writer(visitor(), cast.ben, cast.motion_id))
        write_over("connection", writers)
        ada.types(" So do I – é 😀.")
        ben.types("We agree. ", at="Home")
        together = f"We agree. {FIRST} So do I – é 😀."
        for writer in writers:
            writer.sees(together)
            writer.says(SAVED)
        assert stored(live_database, cast)[0] == together
        ben.box(2).focus()
        expect(ada.box(2)).to_have_accessible_description("Cllr Ben Drafter writing here", timeout=PATIENCE)
        process.kill()
        process.wait(10)
    ada.types(" Ada goes on.")
    ben.types("Ben goes on. ", at="Home")
    write_over("asking", writers)
    for writer in writers:
        writer.sees(f"Ben goes on. {together} Ada goes on.")
        writer.says(SAVED)
        # That nobody took their connections is told on the console.
        assert all(re.search("WebSocket connection", told) for told in writer.visitor.complaints)
        writer.visitor.complaints.clear()
    with connections(live_server, tmp_path):
        write_over("connection", writers)
        ada.types(" And on.")
        ben.sees(f"Ben goes on. {together} Ada goes on. And on.")
        ada.says(SAVED)
        assert stored(live_database, cast)[0] == f"Ben goes on. {together} Ada goes on. And on."
    for writer in writers:
        writer.visitor.complaints.clear()
