"""The steps of UPGRADE.md, run as they stand there: from an earlier revision to this one, and back to the backup."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Select, func, select

from consult.accounts.models import Person
from consult.app import build_registry, connect
from consult.config import read_settings
from consult.consultations.models import Consultation
from consult.contract.registry import Registry
from consult.demo import SETTINGS
from consult.kernel.db import Database
from consult.migrate import downgrade, pending
from tests.factories import make_person
from tests.support import databases
from tests.support.server import free_port

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "UPGRADE.md").read_text()
EARLIER = {"motion": "0006", "core": "0027"}
SYSTEMCTL = """#!/bin/sh
case "$1" in
stop) test ! -e "$RUNNING" || { kill "$(cat "$RUNNING")"; rm "$RUNNING"; } ;;
start) consult serve --port "$PORT" --workers 1 --threads 4 > "$RUNNING.log" 2>&1 & echo $! > "$RUNNING" ;;
esac
"""

pytestmark = pytest.mark.skipif(databases.backend() != "sqlite", reason="the steps are those of a council with SQLite")


def blocks(mark: str) -> list[str]:
    """Return the commands of the guide's blocks of one kind, in their order."""
    return re.findall(rf"^```{mark}\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a council with the demonstration, made once."""
    folder = tmp_path_factory.mktemp("made") / "council"
    command = [sys.executable, "-m", "consult", "demo", "--data", str(folder), "--no-serve"]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=600)
    return folder


@pytest.fixture
def data(tmp_path: Path, made: Path) -> Path:
    """The data folder of a council that runs."""
    return Path(shutil.copytree(made, tmp_path / "council"))


@pytest.fixture
def machine(tmp_path: Path, data: Path) -> Iterator[dict[str, str]]:
    """An environment with the real `consult`; systemd starts the real server, and this checkout is every release."""
    tools, port = tmp_path / "bin", free_port()
    tools.mkdir()
    consult = f'#!/bin/sh\nexec "{sys.executable}" -m consult "$@"\n'
    for name, script in {"systemctl": SYSTEMCTL, "consult": consult, "make": "#!/bin/sh\n"}.items():
        (tools / name).write_text(script)
    (tools / "git").write_text('#!/bin/sh\ntest "$3" != rev-parse || echo v0.1.0\n')
    for tool in tools.iterdir():
        tool.chmod(0o755)
    running = tmp_path / "running"
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CONSULT_")}
    yield {
        **kept,
        **SETTINGS,
        "PATH": f"{tools}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "CONSULT_DATA": str(data),
        "CONSULT_BASE_URL": f"http://127.0.0.1:{port}",
        "DATA": str(data),
        "BACKUP": str(tmp_path / "backup"),
        "CODE": str(ROOT),
        "PAGES": f"http://127.0.0.1:{port}",
        "PORT": str(port),
        "RUNNING": str(running),
    }
    if running.exists():
        os.kill(int(running.read_text()), 15)


def run(commands: str, machine: dict[str, str]) -> str:
    """Run commands of the guide and return what they said."""
    done = subprocess.run(
        ["sh", "-c", commands],
        env=machine,
        cwd=Path(machine["BACKUP"]).parent,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@contextmanager
def opened(data: Path) -> Iterator[tuple[Database, Registry]]:
    """Open the database in a data folder, with the keys that are there."""
    settings = read_settings({**SETTINGS, "CONSULT_DATA": str(data), "CONSULT_BASE_URL": "http://127.0.0.1"})
    registry = build_registry(settings.plugins)
    database = connect(settings, registry)
    yield database, registry
    database.engine.dispose()


def counted(database: Database, query: Select[Any]) -> int:
    """Return how many rows a query finds."""
    return database.write(lambda session: session.scalar(select(func.count()).select_from(query.subquery())) or 0)


def test_a_council_comes_from_an_earlier_revision_to_this_one_and_is_served(
    data: Path, machine: dict[str, str]
) -> None:
    with opened(data) as (database, registry):
        before = counted(database, select(Consultation))
        for name, revision in EARLIER.items():
            downgrade(database, registry, name, revision)
        assert any(pending(database, registry).values())
    said = run("\n".join(blocks("sh")), machine)
    assert "core: 0028" in said
    assert "motion: 0007" in said
    assert "Consult can serve" in said
    assert "Models, migrations and database agree." in said
    assert said.rstrip().replace(" ", "").endswith('{"status":"ok"}')
    with opened(data) as (database, registry):
        assert not any(pending(database, registry).values())
        assert counted(database, select(Consultation)) == before > 0
    with opened(Path(machine["BACKUP"]) / "data") as (backup, registry):
        assert any(pending(backup, registry).values())


def test_the_way_back_is_the_backup(data: Path, machine: dict[str, str]) -> None:
    values, stop, back_up, *_, start = blocks("sh")
    run("\n".join((values, stop, back_up, start)), machine)
    after = select(Person).where(Person.name == "After the upgrade")
    with opened(data) as (database, _):
        database.write(lambda session: make_person(session, name="After the upgrade").id)
    said = run("\n".join((values, *blocks("sh roll back"))), machine)
    assert "Consult can serve" in said
    assert said.rstrip().replace(" ", "").endswith('{"status":"ok"}')
    for folder, found in ((data, 0), (Path(f"{data}.left"), 1)):
        with opened(folder) as (database, _):
            assert counted(database, after) == found
