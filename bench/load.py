"""A closed loop of requests from threads of this process: so many at once, so many in all, for so long at most."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPConnection
from urllib.parse import urlencode

from bench.servers import HOST, Server

WARM_UP = 64
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class Refused(Exception):
    """The server answered otherwise than it should."""


class Browser:
    """One connection that is kept open, with its cookie."""

    def __init__(self, port: int, cookie: str = "") -> None:
        self._connection = HTTPConnection(HOST, port, timeout=60)
        self.cookie = cookie

    def get(self, path: str) -> bytes:
        """Fetch a page; anything but 200 is refused."""
        return self._send("GET", path, None, 200)[0]

    def post(self, path: str, fields: dict[str, str]) -> str:
        """Send a form and return where it leads; anything but 303 is refused."""
        return self._send("POST", path, urlencode(fields), 303)[1]

    def _send(self, method: str, path: str, body: str | None, expected: int) -> tuple[bytes, str]:
        headers = dict(FORM) if body is not None else {}
        if self.cookie:
            headers["Cookie"] = self.cookie
        self._connection.request(method, path, body, headers)
        answer = self._connection.getresponse()
        content = answer.read()
        if answer.status != expected:
            raise Refused(f"{method} {path} answered {answer.status} instead of {expected}")
        if (given := answer.getheader("Set-Cookie")) is not None:
            self.cookie = given.split(";", 1)[0]
        return content, answer.getheader("Location") or ""


@dataclass(frozen=True)
class Measured:
    """What a run gave; times in milliseconds, CPU of the server's processes and of the database's beside them."""

    done: int
    per_second: float
    p50: float
    p99: float
    cpu_ms: float
    database_ms: float

    @property
    def all_ms(self) -> float:
        """The processor time of the server and the database together."""
        return self.cpu_ms + self.database_ms


class Stopwatch:
    """The time and processor time since it was made."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._began, self._cpu, self._database = time.monotonic(), server.cpu_seconds(), server.database_cpu_seconds()

    def measured(self, times: list[float]) -> Measured:
        """Return what was done since, from how long each took."""
        took, ordered, done = time.monotonic() - self._began, sorted(times), len(times)
        cpu = 1000 * (self._server.cpu_seconds() - self._cpu) / done
        database = 1000 * (self._server.database_cpu_seconds() - self._database) / done
        return Measured(done, done / took, _rank(ordered, 0.5), _rank(ordered, 0.99), cpu, database)


def closed_loop(
    server: Server, work: Callable[[int], object], *, count: int, at_once: int = 8, seconds: float = 20.0
) -> Measured:
    """Do `work(number)` for each number below `count` from `at_once` threads, for `seconds` at most."""
    times: list[float] = []
    faults: list[BaseException] = []
    numbers = iter(range(count))
    guard = threading.Lock()
    deadline = time.monotonic() + seconds

    def loop() -> None:
        while time.monotonic() < deadline and not faults:
            with guard:
                number = next(numbers, None)
            if number is None:
                return
            began = time.monotonic()
            try:
                work(number)
            except Exception as error:
                faults.append(error)
                return
            times.append(1000 * (time.monotonic() - began))

    watch = Stopwatch(server)
    threads = [threading.Thread(target=loop) for _ in range(at_once)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]
    return watch.measured(times)


def warm_up(server: Server, work: Callable[[int], object]) -> None:
    """Do `work` a few times in every thread of every worker, so that what is measured is not a start."""
    closed_loop(server, work, count=WARM_UP)


def _rank(ordered: list[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
