"""The file with the settings of a service, read as systemd reads it: one NAME=value on each line, nothing is run."""

import re
from pathlib import Path

from consult.kernel.errors import Misconfigured

_LINE = re.compile(r"(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*)")


def read_env_file(path: Path) -> dict[str, str]:
    """Return the settings in a file; raises `Misconfigured` with the line that is none, or when it cannot be read.

    A value may stand in single or double quotes; without them it goes to the end of the line, spaces included, as in
    an `EnvironmentFile=` of systemd. Lines that begin with # or ; say nothing.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is no text"
        raise Misconfigured(f"The settings in {path} cannot be read ({why}).") from error
    found = {}
    for number, line in enumerate(lines, 1):
        written = line.strip()
        if not written or written.startswith(("#", ";")):
            continue
        setting = _LINE.fullmatch(written)
        if setting is None:
            raise Misconfigured(f"Line {number} of {path} is no setting: write NAME=value.")
        found[setting[1]] = _unquoted(setting[2].strip())
    return found


def _unquoted(value: str) -> str:
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "'\"":
        return value[1:-1]
    return value
