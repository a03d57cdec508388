"""The dearest thing that a stranger can send: what one form costs a worker in processor time and memory."""

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


def measure_hostile(server: Server) -> list[Ratio]:
    """Send each form twenty times and return the dearest: CPU seconds of one, and growth of the workers in MB."""
    for form in FORMS.values():
        # What a worker takes once and keeps is no growth.
        _send(server, form)
    dearest, before = 0.0, _memory(server)
    for form in FORMS.values():
        cpu = server.cpu_seconds()
        for _ in range(20):
            _send(server, form)
        dearest = max(dearest, (server.cpu_seconds() - cpu) / 20)
    growth = _memory(server) - before
    return [
        Ratio("dearest hostile form: CPU", dearest, LONGEST_CPU, "s", "<= 1"),
        Ratio("after hostile forms: memory", growth, LARGEST_GROWTH_MB, "MB", "<= 1"),
    ]


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
