"""A closed loop of requests from threads of this process: so many at once, so many in all, for so long at most."""

import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from bench.servers import HOST, Server

WARM_UP = 64
FORM = "Content-Type: application/x-www-form-urlencoded"
_local = threading.local()


class Refused(Exception):
    """The server answered otherwise than it should."""


class Browser:
    """One connection that is kept open, with its cookie.

    It reads no more of an answer than the bench needs: the load comes from the same cores as the answers, and
    `http.client` took a tenth of them.
    """

    def __init__(self, port: int, cookie: str = "") -> None:
        self._socket = socket.create_connection((HOST, port), timeout=60)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._host = f"{HOST}:{port}"
        self.cookie = cookie

    def get(self, path: str) -> bytes:
        """Fetch a page; anything but 200 is refused."""
        return self._send("GET", path, None, 200)[0]

    def post(self, path: str, fields: dict[str, str]) -> str:
        """Send a form and return where it leads; anything but 303 is refused."""
        return self._send("POST", path, urlencode(fields).encode(), 303)[1]

    def _send(self, method: str, path: str, body: bytes | None, expected: int) -> tuple[bytes, str]:
        lines = [f"{method} {path} HTTP/1.1", f"Host: {self._host}", "Accept-Encoding: identity"]
        if self.cookie:
            lines.append(f"Cookie: {self.cookie}")
        if body is not None:
            lines += [FORM, f"Content-Length: {len(body)}"]
        self._socket.sendall("\r\n".join([*lines, "", ""]).encode() + (body or b""))
        status, headers, content = self._answer(f"{method} {path}")
        if status != expected:
            raise Refused(f"{method} {path} answered {status} instead of {expected}")
        if "set-cookie" in headers:
            self.cookie = headers["set-cookie"].split(";", 1)[0]
        return content, headers.get("location", "")

    def _answer(self, asked: str) -> tuple[int, dict[str, str], bytes]:
        received = b""
        while b"\r\n\r\n" not in received:
            received += self._more(asked)
        head, content = received.split(b"\r\n\r\n", 1)
        first, *lines = head.decode("latin-1").split("\r\n")
        headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}
        length = int(headers.get("content-length", "0"))
        while len(content) < length:
            content += self._more(asked)
        return int(first.split(" ", 2)[1]), headers, content

    def _more(self, asked: str) -> bytes:
        part = self._socket.recv(65_536)
        if not part:
            raise Refused(f"The server closed the connection instead of answering {asked}")
        return part


def own_browser(port: int) -> Browser:
    """Return the connection that this thread keeps open to a server."""
    if getattr(_local, "port", None) != port:
        _local.port, _local.browser = port, Browser(port)
    browser: Browser = _local.browser
    return browser


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
