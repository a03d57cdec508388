"""The list of what was erased or taken out, kept beside the database: after a restore it goes again."""

import base64
import os
from collections.abc import Iterator
from pathlib import Path

import orjson
from sqlalchemy import event
from sqlalchemy.orm import Session

from consult.contract.deployment import find_deployment
from consult.kernel import clock, tokens
from consult.kernel.crypto import KeyRing
from consult.kernel.db import database_of
from consult.kernel.private_files import make_private

NOTE = "erasures"
RESPONSE, ADDRESS = "response", "address"
_TABLE = "erasure"
_WAITING = "erasures"


def record_erasure(session: Session, kind: str, subject: str) -> str:
    """Put it on the list once it is done, sealed, and return the line's number."""
    number = tokens.new_secret()[:24]
    keys = database_of(session).keys
    sealed = keys.seal(orjson.dumps([kind, subject]), table=_TABLE, row=number, column="sealed")
    line = {"number": number, "at": clock.now().isoformat(), "sealed": base64.b64encode(sealed).decode()}
    waiting = session.info.get(_WAITING)
    if waiting is None:
        waiting = session.info[_WAITING] = []
        event.listen(session, "after_commit", _write)
        event.listen(session, "after_rollback", _forget)
    waiting.append(line)
    return number


def listed_erasures(keys: KeyRing, path: Path) -> Iterator[tuple[str, str, str]]:
    """Yield number, kind and subject of each line; raises `Unreadable` when a line's key is not in the ring."""
    for line in path.read_bytes().splitlines():
        if line.strip():
            read = orjson.loads(line)
            sealed = base64.b64decode(read["sealed"])
            kind, subject = orjson.loads(keys.open(sealed, table=_TABLE, row=read["number"], column="sealed"))
            yield read["number"], kind, subject


def _write(session: Session) -> None:
    # The end of a savepoint is told as a commit too.
    database = database_of(session)
    deployment = find_deployment(database)
    if session.in_nested_transaction() or deployment is None or database.bind is not None:
        return
    waiting: list[dict[str, str]] = session.info[_WAITING]
    lines, waiting[:] = b"".join(orjson.dumps(line) + b"\n" for line in waiting), []
    if not lines:
        return
    path = Path(deployment.settings.data) / NOTE
    make_private(path)
    with path.open("ab") as file:
        file.write(lines)
        file.flush()
        os.fsync(file.fileno())


def _forget(session: Session) -> None:
    if not session.in_nested_transaction():
        session.info[_WAITING].clear()
