"""`consult serve` and `consult worker` as processes."""

import os
import signal
import subprocess
import sys
import urllib.request
from functools import partial
from pathlib import Path

from consult.jobs.models import JobState
from consult.jobs.services import enqueue
from consult.kernel.db import Database
from consult.mail.services import send_mail
from tests.conftest import CHOSEN
from tests.support import server, work


def start(arguments: list[str], environment: dict[str, str], log: Path) -> subprocess.Popen[bytes]:
    with log.open("wb") as output:
        return subprocess.Popen(
            [sys.executable, "-m", "consult", *arguments],
            cwd=server.ROOT,
            env=environment,
            stdout=output,
            stderr=output,
        )


def environment_of(database: Database, data: Path, port: int) -> dict[str, str]:
    url = database.engine.url.render_as_string(hide_password=False)
    return server.environment_for(data, url, port, {**CHOSEN, "CONSULT_PLUGINS": "survey,impact,motion"})


def test_the_pages_are_served_until_told_to_stop(live_database: Database, tmp_path: Path) -> None:
    port, log = server.free_port(), tmp_path / "serve.log"
    arguments = ["serve", "--port", str(port), "--workers", "1", "--threads", "2"]
    process = start(arguments, environment_of(live_database, tmp_path, port), log)
    try:
        server.wait_until_ready(f"http://127.0.0.1:{port}/", process, log)
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/sign-in") as response:
            assert response.status == 200
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def children_of(process: subprocess.Popen[bytes]) -> list[int]:
    found = subprocess.run(["ps", "--ppid", str(process.pid), "-o", "pid=,args="], capture_output=True, text=True)
    return [int(line.split()[0]) for line in found.stdout.splitlines() if "resource_tracker" not in line]


def has_new_child(process: subprocess.Popen[bytes], before: set[int]) -> bool:
    return len(set(children_of(process)) - before) == 1


def test_a_worker_that_is_killed_twice_does_not_end_the_server(live_database: Database, tmp_path: Path) -> None:
    port, log = server.free_port(), tmp_path / "serve.log"
    arguments = ["serve", "--port", str(port), "--workers", "2", "--threads", "2"]
    process = start(arguments, environment_of(live_database, tmp_path, port), log)
    try:
        server.wait_until_ready(f"http://127.0.0.1:{port}/", process, log)
        work.wait_for(lambda: len(children_of(process)) == 2, seconds=30)
        for _ in range(2):
            before = set(children_of(process))
            os.kill(max(before), signal.SIGKILL)
            work.wait_for(partial(has_new_child, process, before), seconds=30)
        assert process.poll() is None, log.read_text()
        server.wait_until_ready(f"http://127.0.0.1:{port}/", process, log)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def test_the_worker_sends_mail_and_stops_when_told(live_database: Database, tmp_path: Path) -> None:
    log = tmp_path / "worker.log"
    process = start(["worker"], environment_of(live_database, tmp_path, 8000), log)
    try:
        with live_database.unit_of_work() as session:
            mail = send_mail(session, to="rita@people.example", subject="Your code", body="It is 7F3K.")
            job_id = enqueue(session, "mail.deliver", key=f"mail:{mail.id}").id
        work.wait_for(lambda: work.state_of(live_database, job_id) == JobState.DONE, seconds=60)
    finally:
        os.kill(process.pid, signal.SIGTERM)
        assert process.wait(30) == 0
    assert "mail to rita@people.example: Your code" in log.read_text()
    assert "Consult’s worker is running" in log.read_text().replace("'", "’")


ORDERS_AT_EVERY_MOMENT = """
import os, signal, sys, threading, time
from consult.cli.processes import order_to_stop

for moment in range(1, 40):
    lines, told = 0, False

    def tell():
        global told
        if not told:
            told = True
            os.kill(os.getpid(), signal.SIGTERM)

    def trace(frame, event, argument):
        global lines
        lines += event == "line"
        if lines == moment:
            tell()
        return trace

    wait = order_to_stop()
    late = threading.Timer(0.05, tell)
    late.start()
    sys.settrace(trace)
    wait()
    sys.settrace(None)
    late.join()
"""


def test_an_order_to_stop_is_heard_at_whatever_moment_it_comes() -> None:
    command = [sys.executable, "-c", ORDERS_AT_EVERY_MOMENT]
    subprocess.run(command, check=True, timeout=60, env={**os.environ, "PYTHONPATH": str(server.ROOT)})
