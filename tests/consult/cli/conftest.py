"""A deployment of one test, and a way to run commands on it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from consult.cli import main
from consult.config import read_settings
from tests.conftest import CHOSEN
from tests.support import databases

Run = Callable[..., Result]


@pytest.fixture
def environment(tmp_path: Path, new_databases: databases.Maker) -> Iterator[dict[str, str]]:
    """The environment of a deployment whose database has no tables yet; without plugins unless a test names some."""
    with new_databases(tmp_path) as url:
        data = str(tmp_path / "data")
        found = {**CHOSEN, "CONSULT_DATA": data, "CONSULT_DATABASE_URL": url, "CONSULT_PLUGINS": ","}
        # As a service has it that was begun before: with its keys.
        read_settings(found)
        yield found


@pytest.fixture
def run(environment: dict[str, str]) -> Run:
    """`run("db", "upgrade", CONSULT_X="y")` runs a command and gives `exit_code`, `stdout`, `stderr`."""

    def invoke(*arguments: str, typed: str | None = None, **changes: str) -> Result:
        return CliRunner().invoke(main, arguments, input=typed, env={**environment, **changes})

    return invoke
