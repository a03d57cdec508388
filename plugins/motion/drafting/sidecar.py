"""The process beside the pages that keeps connections open for those who draft together."""

import asyncio
import http
import logging
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Concatenate
from urllib.parse import parse_qs, urlsplit
from weakref import WeakKeyDictionary

from websockets.asyncio.server import ServerConnection, serve
from websockets.http11 import Request, Response
from websockets.typing import Origin

from consult.sdk.access import Actor, secret_of_connection
from consult.sdk.database import Database, deployment_of
from consult.sdk.errors import DomainError
from consult.sdk.jobs import Process
from consult.sdk.pages import row_number
from plugins.motion.drafting.groups import newest_entries, open_draft, read_entries
from plugins.motion.drafting.messages import LARGEST_MESSAGE
from plugins.motion.drafting.rooms import Connection, Given, Result, Room

log = logging.getLogger("consult.drafting")
LOOK_EVERY = 0.3
"""Seconds between two looks for what web processes wrote."""
LOOKS_BEFORE_CHECK = 5
MOST_CONNECTIONS = 400
MOST_OF_ONE_PERSON = 10
THREADS = 2


@dataclass(frozen=True)
class _Admitted:
    """Somebody who asked for a connection and may have it."""

    motion_id: int
    actor: Actor
    secret: str
    since: int
    newest: int


class Sidecar:
    """All drafts that are open over a connection of this process."""

    def __init__(self, database: Database, threads: ThreadPoolExecutor) -> None:
        self._database, self._threads = database, threads
        self._rooms: dict[int, Room] = {}
        self._admitted: WeakKeyDictionary[ServerConnection, _Admitted] = WeakKeyDictionary()
        self._of_people: Counter[int | None] = Counter()

    async def serve(self, wait: Callable[[], object]) -> None:
        """Take connections, from pages of our own alone, until `wait` returns."""
        settings = deployment_of(self._database).settings
        base = urlsplit(settings.base_url)
        watching = asyncio.create_task(self._watch())
        async with serve(
            self._converse,
            settings.drafting.host,
            settings.drafting.port,
            origins=[Origin(f"{base.scheme}://{base.netloc}")],
            process_request=self._admit,
            compression=None,
            max_size=LARGEST_MESSAGE,
            max_queue=2,
            # Whoever is cut off while more of theirs waits to be read does not answer that they heard it.
            close_timeout=1,
            server_header=None,
        ):
            await asyncio.to_thread(wait)
        watching.cancel()

    async def _run(
        self, work: Callable[Concatenate[Database, Given], Result], *args: Given.args, **options: Given.kwargs
    ) -> Result:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, partial(work, self._database, *args, **options))

    async def _watch(self) -> None:
        looks = 0
        while True:
            await asyncio.sleep(LOOK_EVERY)
            looks += 1
            try:
                await self._look()
                if looks % LOOKS_BEFORE_CHECK == 0:
                    for room in list(self._rooms.values()):
                        await room.look_after()
                        if not room.connections:
                            self._rooms.pop(room.motion_id, None)
            except Exception:
                # The database may be away for a while; pages that write meanwhile are told so.
                log.exception("nobody could look for news of the drafts")

    async def _look(self) -> None:
        """Look for what web processes wrote."""
        if not self._rooms:
            return
        for motion_id, newest in (await self._run(newest_entries, list(self._rooms))).items():
            room = self._rooms.get(motion_id)
            if room is not None and newest > room.seq:
                room.follow(await self._run(read_entries, motion_id, room.seq))

    async def _admit(self, socket: ServerConnection, request: Request) -> Response | None:
        """Answer a request for a connection as a page would: only whoever may write the draft gets one."""
        address = urlsplit(request.path)
        secret = secret_of_connection(self._database, "; ".join(request.headers.get_all("Cookie")))
        motion_id = row_number(address.path.rpartition("/")[2])
        try:
            actor, newest = await self._run(open_draft, motion_id, secret)
        except DomainError as refused:
            return socket.respond(refused.status, "")
        if self._of_people.total() >= MOST_CONNECTIONS or self._of_people[actor.person_id] >= MOST_OF_ONE_PERSON:
            return socket.respond(http.HTTPStatus.SERVICE_UNAVAILABLE, "")
        since = row_number(parse_qs(address.query).get("since", ["0"])[0])
        self._admitted[socket] = _Admitted(motion_id, actor, secret, since, newest)
        return None

    async def _converse(self, socket: ServerConnection) -> None:
        who = self._admitted.pop(socket)
        room = self._rooms.setdefault(who.motion_id, Room(self._run, who.motion_id, who.newest))
        connection = Connection(socket, room, who.actor, who.secret, min(who.since, room.seq))
        room.connections.add(connection)
        self._of_people[who.actor.person_id] += 1
        try:
            await connection.run()
        finally:
            room.connections.discard(connection)
            self._of_people[who.actor.person_id] -= 1


async def _serve(database: Database, wait: Callable[[], object]) -> None:
    with ThreadPoolExecutor(THREADS, "consult-drafting") as threads:
        await Sidecar(database, threads).serve(wait)


def run_drafting(database: Database, wait: Callable[[], object]) -> None:
    """Keep connections open for councillors who draft together; without it their pages ask once a second."""
    # What does not come to a connection, such as a probe of the port, is no fault of ours.
    logging.getLogger("websockets").setLevel(logging.CRITICAL)
    asyncio.run(_serve(database, wait))


DRAFTING = Process(name="drafting", run=run_drafting)
