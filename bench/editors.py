"""Fifty editors who type into one draft over open connections, beside a server that only passes their words on."""

import asyncio
import json
import os
import random
import statistics
import subprocess
import sys
import time
from base64 import b64decode, b64encode
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from socket import AF_INET, SOCK_STREAM, socket
from typing import Any

from pycrdt import Doc, Map
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin

from bench.servers import HOST, cpu_of, free_port
from bench.site import Site
from bench.table import Ratio
from consult.kernel import clock
from consult.kernel.authz import Role
from plugins.motion.canonical import Section
from plugins.motion.drafting.document import CLAUSES
from plugins.motion.drafting.messages import news_message
from plugins.motion.drafting.queries import read_document
from plugins.motion.models import Drafter, Motion
from plugins.motion.services.clauses import add_clause
from plugins.motion.services.drafts import start_draft
from tests.factories import actor_for, make_person
from tests.plugins.motion.drafting.connected import cookie_of

EDITORS, SECONDS, PAUSE = 50, 20.0, 0.5
KEYS = [f"C-0002-{number:04}" for number in range(10)]
ORIGIN = "http://127.0.0.1:8000"
PATIENCE = 30.0


@dataclass
class Typed:
    """What became of twenty seconds of typing."""

    took: list[float] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    share: float = 0.0
    megabytes: float = 0.0

    @property
    def p95(self) -> float:
        """The milliseconds within which 95 of 100 letters were on another page."""
        return statistics.quantiles(self.took, n=20)[-1]

    @property
    def alike(self) -> int:
        """How many pages have the text that most have."""
        return max(self.texts.count(text) for text in set(self.texts))


def measure_editors(site: Site, folder: Path) -> list[Ratio]:
    """Return how fast letters of fifty editors reach the others, and what that takes, beside passing them on alone."""
    motion_id, cookies = _begin(site)
    begun = folder / "begun.json"
    begun.write_text(_whole(site, motion_id))
    with beside(site, folder) as (address, pid):
        ours = asyncio.run(type_together(f"{address}/{motion_id}", cookies, pid))
    kept = Doc[Any]()
    kept.apply_update(b64decode(json.loads(_whole(site, motion_id))["updates"][0]))
    ours.texts.append(_text_of(kept))
    port = free_port()
    command = [sys.executable, "-m", "bench.reference.broadcast", str(port), str(begun)]
    with _process(command, dict(os.environ), port, folder / "broadcast.log") as pid:
        bare = asyncio.run(type_together(f"ws://{HOST}:{port}", cookies, pid))
    name = f"{EDITORS} editors for {SECONDS:.0f} s, {site.database_name}"
    return [
        Ratio(f"{name}: letter on another page, p50", _p50(ours), _p50(bare), "ms beside no commit", "<= 150 ms"),
        Ratio(f"{name}: the same, p95", ours.p95, bare.p95, "ms beside no commit", "<= 150 ms"),
        Ratio(f"{name}: processor", ours.share, bare.share, "% of a core", "<= 40 %"),
        Ratio(f"{name}: memory", ours.megabytes, bare.megabytes, "MB", "<= 150 MB"),
        Ratio(f"{name}: pages and database alike", ours.alike, EDITORS + 1, "texts", f"{EDITORS + 1}"),
    ]


def _p50(typed: Typed) -> float:
    return statistics.median(typed.took)


def _begin(site: Site) -> tuple[int, list[str]]:
    """Write a draft of ten clauses for fifty councillors, and return it with the cookies of their browsers."""
    with site.database.unit_of_work() as session:
        people = [make_person(session, Role.COUNCILLOR) for _ in range(EDITORS)]
        actor = actor_for(session, people[0])
        motion = start_draft(session, actor, title="Fifty", meeting_on=None)
        for key in KEYS:
            add_clause(session, actor, motion, key=key, section=Section.NOTES, text="Lamps.")
        motion.drafters += [Drafter(person=person, invited_at=clock.now()) for person in people[1:]]
        motion_id = motion.id
    return motion_id, [cookie_of(site.app, site.database, person) for person in people]


def _whole(site: Site, motion_id: int) -> str:
    with site.database.reading() as session:
        document, seq = read_document(session, session.get_one(Motion, motion_id))
        return news_message([document.whole()], seq)


@contextmanager
def beside(site: Site, folder: Path, port: int | None = None, base_url: str = ORIGIN) -> Iterator[tuple[str, int]]:
    """Run the process for open connections beside a site; gives its address and its number."""
    port = port or free_port()
    environment = {**os.environ, **site.environment, "CONSULT_BASE_URL": base_url}
    environment["CONSULT_DRAFTING_LISTEN"] = f"{HOST}:{port}"
    command = [sys.executable, "-m", "consult", "drafting"]
    with _process(command, environment, port, folder / "drafting.log") as pid:
        yield f"ws://{HOST}:{port}", pid


@contextmanager
def _process(command: Sequence[str], environment: dict[str, str], port: int, log: Path) -> Iterator[int]:
    with log.open("wb") as output:
        process = subprocess.Popen(command, env=environment, stdout=output, stderr=output)
        try:
            until = time.monotonic() + PATIENCE
            while not _is_listening(port):
                if process.poll() is not None or time.monotonic() > until:
                    raise RuntimeError(f"Nobody takes connections: {log.read_text()[-2000:]}")
                time.sleep(0.1)
            yield process.pid
        finally:
            process.terminate()
            process.wait(15)


def _is_listening(port: int) -> bool:
    with closing(socket(AF_INET, SOCK_STREAM)) as probe:
        return probe.connect_ex((HOST, port)) == 0


class _Editor:
    """A page on which somebody types, and which takes in what the others type."""

    def __init__(self, socket: ClientConnection, sent_at: dict[tuple[int, int], float], took: list[float]) -> None:
        self.socket, self.sent_at, self.took = socket, sent_at, took
        self.doc = Doc[Any]()
        self.begun = asyncio.Event()
        self.number = self.saved = 0

    async def listen(self) -> None:
        """Take in what comes, and note how long it took."""
        async for message in self.socket:
            found = json.loads(message)
            at = time.perf_counter()
            self.saved = found.get("saved", self.saved)
            for text in found.get("updates", []):
                update = b64decode(text)
                first = _first_in(update)
                if first in self.sent_at and first[0] != self.doc.client_id:
                    self.took.append((at - self.sent_at[first]) * 1000)
                self.doc.apply_update(update)
                self.begun.set()

    async def type(self, chance: random.Random) -> None:
        """Type a letter twice a second, somewhere in a clause."""
        await asyncio.sleep(chance.random() * PAUSE)
        until = time.monotonic() + SECONDS
        while time.monotonic() < until:
            found: list[bytes] = []
            watching = self.doc.observe(lambda event, found=found: found.append(event.update))
            text = self.doc.get(CLAUSES, type=Map)[chance.choice(KEYS)]["text"]
            text.insert(chance.randrange(len(text) + 1), chance.choice("abcdefghij "))
            self.doc.unobserve(watching)
            self.number += 1
            self.sent_at[_first_in(found[0])] = time.perf_counter()
            sent = {"number": self.number, "updates": [b64encode(found[0]).decode()], "editing": ""}
            await self.socket.send(json.dumps(sent))
            await asyncio.sleep(PAUSE)


async def type_together(address: str, cookies: Sequence[str], pid: int) -> Typed:
    """Let an editor for each cookie type, and return how it went when all have all letters, or do not get them."""
    typed, sent_at = Typed(), dict[tuple[int, int], float]()
    async with AsyncExitStack() as opened:
        editors = []
        for cookie in cookies:
            headers, origin = {"Cookie": cookie}, Origin(ORIGIN)
            made = connect(address, origin=origin, additional_headers=headers, compression=None, max_size=None)
            editors.append(_Editor(await opened.enter_async_context(made), sent_at, typed.took))
        listening = [asyncio.create_task(editor.listen()) for editor in editors]
        await asyncio.gather(*(asyncio.wait_for(editor.begun.wait(), PATIENCE) for editor in editors))
        begun, before = time.monotonic(), cpu_of(pid)
        await asyncio.gather(*(editor.type(random.Random(number)) for number, editor in enumerate(editors)))
        typed.share = 100 * (cpu_of(pid) - before) / (time.monotonic() - begun)
        typed.megabytes = _megabytes(pid)
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and not _has_settled(editors):
            await asyncio.sleep(0.2)
        typed.texts = [_text_of(editor.doc) for editor in editors]
        for task in listening:
            task.cancel()
    return typed


def _has_settled(editors: Sequence[_Editor]) -> bool:
    return all(one.saved == one.number for one in editors) and len({_text_of(one.doc) for one in editors}) == 1


def _text_of(doc: Doc[Any]) -> str:
    return json.dumps(doc.get(CLAUSES, type=Map).to_py(), sort_keys=True)


def _first_in(update: bytes) -> tuple[int, int]:
    """Return whose change an update holds first, and its number: what marks a letter on its way."""
    numbers, value, shift = [], 0, 0
    for byte in update:
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            numbers.append(value)
            value = shift = 0
        if len(numbers) == 4:
            return numbers[2], numbers[3]
    return 0, 0


def _megabytes(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    kilobytes = next(line.split()[1] for line in lines if line.startswith("VmRSS"))
    return int(kilobytes) / 1024
