"""Having a file cleaned by a child process, so that a hostile one can harm nothing but its own cleaning."""

import json
import logging
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from consult.files.cleaners.findings import TOO_COMPLICATED, Finding
from consult.kernel.errors import Invalid

LONGEST_WAIT = 60
_log = logging.getLogger(__name__)


def clean_file(ending: str, source: Path, target: Path, title: str) -> Sequence[Finding]:
    """Write `source` anew into `target` without what cannot be seen, and return what is still hidden in it.

    Raises `Invalid` with a sentence when it cannot be cleaned within 20 seconds of processor time and 300 MB of memory.
    """
    command = [sys.executable, "-m", "consult.files.cleaners", ending, str(source), str(target), title]
    try:
        done = subprocess.run(  # noqa: S603 (our own module; the file's name is ours too)
            command, capture_output=True, stdin=subprocess.DEVNULL, timeout=LONGEST_WAIT, check=True
        )
        told = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError) as error:
        _log.warning("A file of kind %s could not be cleaned: %s", ending, type(error).__name__)
        raise Invalid(str(TOO_COMPLICATED)) from error
    if "refused" in told:
        raise Invalid(told["refused"])
    return [Finding(code, detail) for code, detail in told["findings"]]
