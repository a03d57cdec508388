"""The Python that has themefinder, where `make themefinder` put it, and workers that answer something else."""

import os
import shlex
from pathlib import Path

import pytest

from consult.config import ModelEndpoint

_PLACE = Path(__file__).resolve().parents[2] / ".venv-themefinder" / "bin" / "python"


def with_themefinder(url: str) -> ModelEndpoint:
    """Return an endpoint that themefinder asks; skips without it, or fails with CONSULT_REQUIRE_THEMEFINDER=1."""
    python = Path(os.environ.get("CONSULT_TEST_THEMEFINDER", _PLACE))
    if not python.is_file():
        reason = "themefinder is not installed: make themefinder"
        if os.environ.get("CONSULT_REQUIRE_THEMEFINDER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    return ModelEndpoint(url=url, name="small-model", key="secret-key", python=python)


def saying(folder: Path, *lines: str, then: str = "") -> ModelEndpoint:
    """Return an endpoint whose worker says these lines, whatever it is asked; `then` is a command it ends with."""
    worker = folder / "worker"
    said = "\n".join(f"echo {shlex.quote(line)}" for line in lines)
    worker.write_text(f"#!/bin/sh\ncat > {shlex.quote(str(folder / 'asked'))}\n{said}\n{then}\n")
    worker.chmod(0o755)
    return ModelEndpoint(url="http://127.0.0.1:9/v1", name="small-model", key=None, python=worker)
