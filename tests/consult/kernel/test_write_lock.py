"""One writer at a time, across threads and processes, and nobody is locked out by the dead."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from consult.kernel.write_lock import Busy, WriteLock

HOLDER = """
import sys, time
from pathlib import Path
from consult.kernel.write_lock import WriteLock
gate = WriteLock(Path(sys.argv[1]))
gate.acquire()
print("held", flush=True)
released = Path(sys.argv[2])
while not released.exists():
    time.sleep(0.01)
gate.release()
time.sleep(60)
"""

COUNTER = """
import sys
from pathlib import Path
from consult.kernel.write_lock import WriteLock
gate, counter = WriteLock(Path(sys.argv[1])), Path(sys.argv[2])
for _ in range(int(sys.argv[3])):
    gate.acquire()
    try:
        counter.write_text(str(int(counter.read_text()) + 1))
    finally:
        gate.release()
"""


def start(source: str, *arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", source, *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def end(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate()


def test_threads_and_processes_take_turns(tmp_path: Path) -> None:
    gate, counter = WriteLock(tmp_path / "lock"), tmp_path / "counter"
    counter.write_text("0")
    others = [start(COUNTER, tmp_path / "lock", counter, 200) for _ in range(2)]

    def count() -> None:
        for _ in range(100):
            gate.acquire()
            try:
                counter.write_text(str(int(counter.read_text()) + 1))
            finally:
                gate.release()

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for process in others:
        process.communicate(timeout=60)
        assert process.returncode == 0
    assert counter.read_text() == "800", "an update was lost"


def test_a_process_waits_for_another(tmp_path: Path) -> None:
    process = start(HOLDER, tmp_path / "lock", tmp_path / "let-go")
    through = threading.Event()

    def pass_through() -> None:
        gate = WriteLock(tmp_path / "lock")
        gate.acquire()
        through.set()
        gate.release()

    waiting = threading.Thread(target=pass_through)
    try:
        assert process.stdout is not None
        process.stdout.readline()
        waiting.start()
        assert not through.wait(0.3)
        (tmp_path / "let-go").touch()
        assert through.wait(60)
        waiting.join()
    finally:
        end(process)


def test_the_dead_do_not_hold_the_gate(tmp_path: Path) -> None:
    process = start(HOLDER, tmp_path / "lock", tmp_path / "never")
    try:
        assert process.stdout is not None
        process.stdout.readline()
        os.kill(process.pid, signal.SIGKILL)
        gate = WriteLock(tmp_path / "lock")
        gate.acquire()
        gate.release()
    finally:
        end(process)


def test_whoever_waits_too_long_is_told_so(tmp_path: Path) -> None:
    gate = WriteLock(tmp_path / "lock", patience=0.05)
    gate.acquire()
    failures: list[Exception] = []

    def wait() -> None:
        try:
            gate.acquire()
        except Busy as error:
            failures.append(error)

    thread = threading.Thread(target=wait)
    thread.start()
    thread.join()
    gate.release()
    assert [str(error) for error in failures] == [Busy.default]
    gate.acquire()
    gate.release()


def test_a_thread_that_would_wait_for_itself_is_stopped(tmp_path: Path) -> None:
    gate = WriteLock(tmp_path / "lock")
    gate.acquire()
    with pytest.raises(RuntimeError, match="second write transaction"):
        gate.acquire()
    gate.release()


def test_the_gate_knows_who_holds_it(tmp_path: Path) -> None:
    gate = WriteLock(tmp_path / "lock")
    assert not gate.is_taken
    gate.acquire()
    elsewhere: list[bool] = []
    thread = threading.Thread(target=lambda: elsewhere.append(gate.is_held_here))
    thread.start()
    thread.join()
    assert (gate.is_taken, gate.is_held_here, elsewhere) == (True, True, [False])
    gate.release()
    assert (gate.is_taken, gate.is_held_here) == (False, False)


def test_a_gate_that_cannot_be_opened_is_not_left_half_taken(tmp_path: Path) -> None:
    gate = WriteLock(tmp_path / "missing" / "lock")
    with pytest.raises(FileNotFoundError):
        gate.acquire()
    assert not gate.is_taken


def test_nobody_waits_longer_for_a_process_that_stands_still(tmp_path: Path) -> None:
    process = start(HOLDER, tmp_path / "lock", tmp_path / "let-go")
    try:
        assert process.stdout is not None
        process.stdout.readline()
        os.kill(process.pid, signal.SIGSTOP)
        gate = WriteLock(tmp_path / "lock", patience=0.2)
        for _ in range(3):
            with pytest.raises(Busy):
                gate.acquire()
        assert not gate.is_taken
        (tmp_path / "let-go").touch()
        os.kill(process.pid, signal.SIGCONT)
        patient = WriteLock(tmp_path / "lock")
        patient.acquire()
        patient.release()
        while True:  # whoever had given up wants the turn no more
            try:
                gate.acquire()
            except Busy:
                continue
            break
        with pytest.raises(Busy):
            WriteLock(tmp_path / "lock", patience=0.05).acquire()
        gate.release()
        patient.acquire()
        patient.release()
    finally:
        os.kill(process.pid, signal.SIGCONT)
        end(process)
