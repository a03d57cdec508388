"""Files that the shell writes: none stands at its place before it is whole."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

FOR_WHOEVER_RUNS_THIS = 0o600
"""Nobody else on the machine reads the file."""
AS_USUAL = 0o666
"""Who reads the file follows from the settings of whoever runs this."""


@contextmanager
def written_whole(output: Path, mode: int) -> Iterator[IO[bytes]]:
    """Yield a file to write, which takes its place once all is in it; of one that was not finished nothing stays.

    A device or a pipe is written to as it is. Raises `OSError` where it cannot be written.
    """
    if output.exists() and not output.is_file():  # it must not make way for a file
        with output.open("wb") as file:
            yield file
        return
    unfinished = output.with_name(f".{output.name}.unfinished")
    try:
        with os.fdopen(os.open(unfinished, os.O_RDWR | os.O_CREAT | os.O_TRUNC, mode), "w+b") as file:
            yield file
        unfinished.replace(output)
    finally:
        unfinished.unlink(missing_ok=True)
