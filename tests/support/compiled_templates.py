"""Compiled templates that all applications of a test run share, as each would spend half a second on making its own."""

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from flask import Flask
from flask.templating import Environment
from jinja2 import FileSystemBytecodeCache

from tests.support.postgresql import RUN


def _folder() -> Path:
    return Path(tempfile.gettempdir()) / f"consult-templates-{os.environ[RUN]}"


def share_compiled_templates() -> None:
    """Let every application of this process keep what it compiles for the others."""
    _folder().mkdir(mode=0o700, exist_ok=True)
    cache = FileSystemBytecodeCache(str(_folder()))
    begin = Environment.__init__

    def begin_with_cache(self: Environment, app: Flask, **options: Any) -> None:
        begin(self, app, **{"bytecode_cache": cache, **options})

    Environment.__init__ = begin_with_cache  # type: ignore[assignment,method-assign]


def forget_compiled_templates() -> None:
    """Delete what the run compiled."""
    shutil.rmtree(_folder(), ignore_errors=True)
