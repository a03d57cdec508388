"""Starting and ending the servers under measurement, and reading what they cost."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
HOST = "127.0.0.1"


@dataclass(frozen=True)
class Server:
    """A running server: its port, its processes, and the first process of the database beside it, if there is one."""

    port: int
    process: subprocess.Popen[bytes]
    database_pid: int | None = None

    def cpu_seconds(self) -> float:
        """Return the processor time its processes have used so far, in seconds."""
        return sum(cpu_of(pid) for pid in family(self.process.pid))

    def database_cpu_seconds(self) -> float:
        """Return the processor time of the database's processes so far; nothing where it runs inside the server's."""
        return sum(cpu_of(pid) for pid in family(self.database_pid)) if self.database_pid else 0.0


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def granian(
    target: str, environment: dict[str, str], log: Path, *, database_pid: int | None = None, port: int | None = None
) -> Iterator[Server]:
    """Run an application under granian with two workers of 16 threads, and end it afterwards."""
    port = port or free_port()
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--factory"),
        *("--host", HOST, "--port", str(port), "--workers", "2", "--blocking-threads", "16"),
        *("--workers-kill-timeout", "5", "--no-ws", "--log-level", "warning", target),
    ]
    with log.open("wb") as output:
        process = subprocess.Popen(command, env={**os.environ, **environment}, stdout=output, stderr=output)
        try:
            _wait_until_ready(process, port, log)
            yield Server(port, process, database_pid)
        except BaseException:
            print(f"The server said before the fault:\n{log.read_text()[-4000:]}", file=sys.stderr)
            raise
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait_until_ready(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"The server ended at once: {log.read_text()[-2000:]}")
        try:
            connection = HTTPConnection(HOST, port, timeout=5)
            connection.request("GET", "/")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.1)
        else:
            # A sibling worker may still be starting, and would then not hear the order to stop.
            time.sleep(2)
            return
        finally:
            connection.close()
    raise RuntimeError(f"The server did not answer within a minute: {log.read_text()[-2000:]}")


def family(pid: int) -> list[int]:
    """Return a process and all that it began."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(FileNotFoundError, ProcessLookupError):  # it may end while it is looked at
            for child in task.read_text().split():
                found.extend(family(int(child)))
    return found


def cpu_of(pid: int) -> float:
    """Return the processor time that a process has used so far, in seconds."""
    # With what its ended children used: a connection of PostgreSQL's that was closed must not take its time along.
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except FileNotFoundError:  # ended since it was found, and counted with its parent
        return 0.0
    return sum(int(field) for field in fields[11:15]) / TICKS
