"""A purge of drafts that is killed right after a statement: `python -m tests.support.killed_purge STATEMENT`."""

import os
import signal
import sys
from typing import Any

from sqlalchemy import Engine, event

from consult.app import build_registry, connect
from consult.config import read_settings
from consult.journey.stops import purge_drafts

if __name__ == "__main__":

    def die(_connection: Any, _cursor: Any, statement: str, *_ignored: object) -> None:
        """Die without a word where the statement was carried out."""
        if sys.argv[1] in statement:
            os.kill(os.getpid(), signal.SIGKILL)

    settings = read_settings()
    event.listen(Engine, "after_cursor_execute", die)
    with connect(settings, build_registry(settings.plugins)).unit_of_work() as session:
        purge_drafts(session)
