"""The board in the town hall: a process of its own that says how many pledges count."""

import os
import threading
from collections.abc import Callable
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from sqlalchemy import func, select

from consult.sdk.database import Database
from consult.sdk.jobs import Process
from tests.outside.consult_pledge.queries import public


class _Board(BaseHTTPRequestHandler):
    def __init__(self, database: Database, *args: Any) -> None:
        self._database = database
        super().__init__(*args)

    def do_GET(self) -> None:
        """Answer with the number alone, which is all that the screen shows."""
        with self._database.reading() as session:
            count = session.scalar(select(func.count()).select_from(public().order_by(None).subquery()))
        body = f"{count}\n".encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        """Say nothing: the screen asks every few seconds."""


def serve_board(database: Database, wait: Callable[[], object]) -> None:
    """Say how many pledges count, for the screen in the town hall, until told to stop."""
    port = int(os.environ.get("PLEDGE_BOARD_PORT", "8099"))
    with ThreadingHTTPServer(("127.0.0.1", port), partial(_Board, database)) as server:
        answering = threading.Thread(target=server.serve_forever)
        answering.start()
        wait()
        server.shutdown()
        answering.join()


BOARD = Process(name="pledgeboard", run=serve_board)
