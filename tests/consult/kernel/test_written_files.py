"""A file stands at its place when it is whole, and not before."""

import os
import threading
from pathlib import Path

import pytest

from consult.kernel.written_files import AS_USUAL, FOR_WHOEVER_RUNS_THIS, written_whole


def test_what_was_there_stays_until_the_new_file_is_whole(tmp_path: Path) -> None:
    output = tmp_path / "rows.csv"
    output.write_bytes(b"old")
    with written_whole(output, FOR_WHOEVER_RUNS_THIS) as file:
        file.write(b"new")
        file.flush()
        assert output.read_bytes() == b"old"
    assert output.read_bytes() == b"new"
    assert output.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [output]


def test_of_a_file_that_was_not_finished_nothing_stays(tmp_path: Path) -> None:
    output = tmp_path / "rows.csv"

    def stop_half_way() -> None:
        with written_whole(output, AS_USUAL) as file:
            file.write(b"half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        stop_half_way()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), written_whole(tmp_path / "none" / "rows.csv", AS_USUAL):
        pass


def test_a_pipe_is_written_to_and_stays_one(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    read: list[bytes] = []
    reading = threading.Thread(target=lambda: read.append((tmp_path / "pipe").read_bytes()))
    reading.start()
    with written_whole(tmp_path / "pipe", AS_USUAL) as file:
        file.write(b"rows")
    reading.join()
    assert read == [b"rows"]
    assert (tmp_path / "pipe").is_fifo()
