"""Drafts that people have open over a connection: what one sends is stored first, and told to all the others then."""

import asyncio
import logging
import time
from collections import deque
from collections.abc import Callable, Sequence
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from websockets.asyncio.server import ServerConnection
from websockets.exceptions import ConnectionClosed

from consult.sdk.access import Actor
from consult.sdk.database import Database
from consult.sdk.errors import DomainError
from plugins.motion.drafting.groups import Batch, Copy, Entry, Writer, look_after, read_news, store_group
from plugins.motion.drafting.messages import news_message, people_message, read_message, saved_message
from plugins.motion.drafting.presence import Present

log = logging.getLogger("consult.drafting")


Given = ParamSpec("Given")
Result = TypeVar("Result")


class Run(Protocol):
    """Does something with the database on another thread."""

    async def __call__(
        self, work: Callable[Concatenate[Database, Given], Result], *args: Given.args, **options: Given.kwargs
    ) -> Result:
        """Return what the work returns."""


GROUP_SECONDS = 0.1
"""How long a group takes at least: a key pressed alone goes at once, and many people share a commit."""
NOTED_EVERY = 8.0
KEPT_BYTES = 1024 * 1024
"""How much of a log is kept for those who are a little behind; whoever is further behind gets it from the database."""
CLOSED, TRY_AGAIN = 1000, 1013


class Connection:
    """One page over which somebody writes; it is told what is new as fast as it reads, and holds nothing back."""

    def __init__(self, socket: ServerConnection, room: "Room", actor: Actor, secret: str, seq: int) -> None:
        self.socket, self.room, self.actor, self.secret, self.seq = socket, room, actor, secret, seq
        self.editing = ""
        self.people: Sequence[Present] = ()
        self.news = asyncio.Event()
        self._ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    async def run(self) -> None:
        """Listen and tell until the page goes, or may not write any more."""
        working = [asyncio.ensure_future(self._listen()), asyncio.ensure_future(self._tell()), self._ended]
        try:
            done, _others = await asyncio.wait(working, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in working:
                task.cancel()
        await self.socket.close(_code_for(done.pop().exception()))

    def end(self, refused: DomainError) -> None:
        """End the connection of somebody who may not write any more."""
        if not self._ended.done():
            self._ended.set_exception(refused)

    async def _listen(self) -> None:
        # Nothing more is read from a page until what it sent is stored, so nobody gets more than their turn.
        async for text in self.socket:
            message = read_message(text)
            self.editing = message.editing
            if message.updates:
                await self.room.store(Batch(self.secret, message.updates))
            await self.socket.send(saved_message(message.number))

    async def _tell(self) -> None:
        people: Sequence[Present] = ()
        while True:
            while self.seq < self.room.seq:
                text, self.seq = await self.room.news_after(self.seq)
                await self.socket.send(text)
            if self.people != people:
                people = self.people
                await self.socket.send(people_message(people))
            await self.news.wait()
            self.news.clear()


def _code_for(fault: BaseException | None) -> int:
    """Return the code with which a connection is closed; its page asks over HTTP then, and is told why."""
    if isinstance(fault, DomainError):
        return 4000 + fault.status
    if fault is None or isinstance(fault, ConnectionClosed):
        return CLOSED
    log.error("a connection was closed", exc_info=fault)
    return TRY_AGAIN


class Room:
    """A draft, and the connections over which people write it."""

    def __init__(self, run: Run, motion_id: int, seq: int) -> None:
        self.motion_id, self.seq = motion_id, seq
        self.connections: set[Connection] = set()
        self._run = run
        self._copy = Copy()
        self._recent: deque[Entry] = deque()
        self._waiting: list[tuple[Batch, asyncio.Future[None]]] = []
        self._writing: asyncio.Task[None] | None = None
        self._noted: dict[int | None, tuple[Actor, str, float]] = {}
        self._text: tuple[int, int, str] = (0, 0, "")

    async def store(self, sent: Batch) -> None:
        """Store what was sent, with what others send at the same moment; returns when it is on the disk."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((sent, done))
        if self._writing is None:
            self._writing = asyncio.create_task(self._write())
        await done

    def follow(self, entries: Sequence[Entry]) -> None:
        """Let all connections know what was added to the log, by whatever process."""
        for entry in entries:
            if entry.seq > self.seq:
                self._recent.append(entry)
                self.seq = entry.seq
        size = sum(len(entry.content) for entry in self._recent)
        while size > KEPT_BYTES:
            size -= len(self._recent.popleft().content)
        for connection in self.connections:
            connection.news.set()

    async def news_after(self, seq: int) -> tuple[str, int]:
        """Return the message to a page that has a log up to an entry, and the entry up to which it has it then."""
        if not self._recent or self._recent[0].seq > seq + 1:
            updates, newest = await self._run(read_news, self.motion_id, seq)
            return news_message(updates, newest), newest
        if self._text[:2] != (seq, self.seq):
            updates = [entry.content for entry in self._recent if entry.seq > seq]
            self._text = seq, self.seq, news_message(updates, self.seq)
        return self._text[2], self.seq

    async def look_after(self) -> None:
        """Close the connections of those who may not write any more, and tell the others who writes where."""
        connections = list(self.connections)
        writers, gone = [], self._gone()
        for one in connections:
            due = self._is_due(one)
            writers.append(Writer(one.secret, self._place_of(one) if due else None))
        found = await self._run(look_after, self.motion_id, writers, gone)
        for connection, people in zip(connections, found, strict=True):
            if isinstance(people, DomainError):
                connection.end(people)
            elif people != connection.people:
                connection.people = people
                connection.news.set()

    async def _write(self) -> None:
        while self._waiting:
            begun = time.monotonic()
            group, self._waiting = self._waiting, []
            await self._store(group)
            await asyncio.sleep(max(begun + GROUP_SECONDS - time.monotonic(), 0))
        self._writing = None

    async def _store(self, group: Sequence[tuple[Batch, "asyncio.Future[None]"]]) -> None:
        sent = [one for one, _done in group]
        fault: Exception | None = None
        try:
            self.follow(await self._run(store_group, self._copy, self.motion_id, sent, after=self.seq))
        except DomainError as refused:
            if len(group) > 1:
                # Whose it is shows when each stands alone, and the others' is stored.
                for one in group:
                    await self._store([one])
                return
            fault = refused
        except Exception as broken:
            log.exception("what %s pages sent could not be stored", len(group))
            fault = broken
        for _sent, done in group:
            if not done.done():
                done.set_result(None) if fault is None else done.set_exception(fault)

    def _place_of(self, connection: Connection) -> str:
        """Return where somebody writes: on whichever of their pages they do."""
        theirs = (one.editing for one in self.connections if one.actor.person_id == connection.actor.person_id)
        return connection.editing or next((editing for editing in theirs if editing), "")

    def _is_due(self, connection: Connection) -> bool:
        place, now = self._place_of(connection), time.monotonic()
        _actor, noted, at = self._noted.get(connection.actor.person_id, (connection.actor, "", 0.0))
        if place == noted and (not place or now - at < NOTED_EVERY):
            return False
        self._noted[connection.actor.person_id] = connection.actor, place, now
        return True

    def _gone(self) -> list[Actor]:
        """Return those who wrote somewhere and have no connection any more."""
        here = {one.actor.person_id for one in self.connections}
        gone = [actor for person_id, (actor, _place, _at) in self._noted.items() if person_id not in here]
        for actor in gone:
            del self._noted[actor.person_id]
        return gone
