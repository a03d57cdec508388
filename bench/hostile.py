"""The dearest thing that a stranger can send: what one form costs a worker in processor time and memory."""

from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path

from bench.servers import HOST, Server, family
from bench.table import Ratio

URLENCODED = "application/x-www-form-urlencoded"
FORMS = {
    "many parameters": b"a&" * 13_000_000,
    "one long value": b"a=" + b"x" * 26_000_000,
    "within the limit, many parameters": b"a&" * 499_000,
    "within the limit, escapes": b"a=" + b"%41" * 330_000,
    "within the limit, escapes between letters": b"a=" + b"%41x" * 250_000,
    "within the limit, letters cut in two": b"a=" + b"%c3" * 330_000,
}
LARGEST_GROWTH_MB = 20
LONGEST_CPU = 0.2
THREADS = 32
"""All threads of both workers."""


def measure_hostile(server: Server) -> list[Ratio]:
    """Return the dearest form's CPU seconds, what is kept once every thread had some, and what grows after."""
    _send_at_once(server, b"email=a&password=b", 400)
    fresh = _memory(server)
    for form in FORMS.values():
        _send_at_once(server, form, 2 * THREADS)
    kept = _memory(server)
    dearest = _send_many(server, 20)
    before = _memory(server)
    _send_many(server, 40)
    growth = _memory(server) - before
    return [
        Ratio("dearest hostile form: CPU", dearest, LONGEST_CPU, "s", "<= 1"),
        Ratio("after 32 hostile forms at once: memory", kept - fresh, LARGEST_GROWTH_MB, "MB", "<= 1"),
        Ratio("hostile forms, from 20 to 60 of each: growth", growth, LARGEST_GROWTH_MB, "MB", "<= 1"),
    ]


def _send_at_once(server: Server, form: bytes, times: int) -> None:
    with ThreadPoolExecutor(THREADS) as senders:
        list(senders.map(lambda _: _send(server, form), range(times)))


def _send_many(server: Server, times: int) -> float:
    return max(_cost(server, form, times) for form in FORMS.values())


def _cost(server: Server, form: bytes, times: int) -> float:
    cpu = server.cpu_seconds()
    for _ in range(times):
        _send(server, form)
    return (server.cpu_seconds() - cpu) / times


def _send(server: Server, form: bytes) -> None:
    connection = HTTPConnection(HOST, server.port, timeout=60)
    try:
        connection.request("POST", "/sign-in", form, {"Content-Type": URLENCODED})
        answer = connection.getresponse()
        answer.read()
        if answer.status not in {400, 401, 413}:
            raise RuntimeError(f"A hostile form was answered with {answer.status}.")
    except (BrokenPipeError, ConnectionResetError):
        pass  # it was refused before it was sent to its end
    finally:
        connection.close()


def _memory(server: Server) -> float:
    """Return the resident memory of the server's processes in MB."""
    return sum(_resident(pid) for pid in family(server.process.pid)) / 1024


def _resident(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmRSS:", 1)[1].split(None, 1)[0]) if "VmRSS:" in status else 0
