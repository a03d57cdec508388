"""The real application under its production server, in a process of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Server:
    """A running server: where it is, its process, and what it was started with."""

    url: str
    process: subprocess.Popen[bytes]
    log: Path
    environment: Mapping[str, str]

    def kill(self) -> None:
        """End it and its workers at once, as a power cut would."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)


def free_port() -> int:
    """Return a loopback port that nobody uses just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def is_listening(port: int) -> bool:
    """Whether somebody takes connections there."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def environment_for(data: Path, database_url: str, port: int, chosen: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of a deployment with this data folder and database, and these settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CONSULT_")}
    return {
        **kept,
        **chosen,
        "CONSULT_DATA": str(data),
        "CONSULT_DATABASE_URL": database_url,
        "CONSULT_BASE_URL": f"http://127.0.0.1:{port}",
        "PYTHONPATH": str(ROOT),
    }


def wait_until_ready(url: str, process: subprocess.Popen[bytes], log: Path, patience: float = 60) -> None:
    """Wait until the server answers anything at all."""
    until = time.monotonic() + patience
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(url, timeout=5):  # noqa: S310 (a loopback address made here)
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.05)
    raise AssertionError(f"The server did not start:\n{log.read_text()[-4000:]}")


@contextmanager
def running(environment: Mapping[str, str], port: int, folder: Path, *, workers: int = 1) -> Iterator[Server]:
    """Run the application under granian while the block runs."""
    log = folder / f"server-{port}.log"
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "wsgi:app"),
        *("--host", "127.0.0.1", "--port", str(port), "--workers", str(workers)),
        *("--blocking-threads", "8", "--workers-kill-timeout", "3", "--no-ws"),
    ]
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env=dict(environment), stdout=output, stderr=output, start_new_session=True
        )
    url = f"http://127.0.0.1:{port}"
    try:
        wait_until_ready(f"{url}/", process, log)
        yield Server(url, process, log, environment)
    finally:
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait(10)
