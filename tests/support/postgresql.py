"""A PostgreSQL for tests: the one named by CONSULT_TEST_PG, or a cluster of our own for this test run."""

import contextlib
import fcntl
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

RUN = "CONSULT_TEST_RUN"
# Nothing here has to outlive a power cut, and hundreds of small databases need no gardener.
SETTINGS = " ".join(
    f"-c {setting}"
    for setting in (
        "fsync=off",
        "full_page_writes=off",
        "synchronous_commit=off",
        "autovacuum=off",
        "max_wal_size=2GB",
        "shared_buffers=64MB",
    )
)
HOW_TO_GET_IT = (
    "NO POSTGRESQL WAS FOUND: install it (Debian: apt install postgresql) or set CONSULT_TEST_PG to its address."
)


def programs_folder() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    if found:
        return found[-1]
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


def _run_folder() -> Path:
    return Path(tempfile.gettempdir()) / f"consult-pg-{os.environ[RUN]}"


def _unprivileged() -> tuple[int, int] | None:
    """Return whom to run as: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            entry = pwd.getpwnam(name)
            return entry.pw_uid, entry.pw_gid
    raise RuntimeError("There is no user to run PostgreSQL as.")


def _run(folder: Path, *command: str) -> None:
    who = _unprivileged()
    # The output goes to a file: a server that inherits a pipe would keep whoever reads it waiting for ever.
    with (folder / "commands.log").open("a") as log:
        subprocess.run(
            command,
            cwd=folder,
            check=True,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            user=who and who[0],
            group=who and who[1],
            extra_groups=[] if who else None,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
            timeout=120,
        )


def start_cluster(folder: Path, programs: Path, settings: str) -> str:
    """Make a cluster in a new folder, start its server, and return the address of its first database."""
    folder.mkdir(mode=0o700)
    who = _unprivileged()
    if who:
        os.chown(folder, *who)
    data = str(folder / "data")
    _run(folder, str(programs / "initdb"), "-D", data, "-U", "consult", "-A", "trust", "-E", "UTF8", "--no-sync")
    options = f"-k {folder} -c listen_addresses='' -c max_connections=200 {settings}"
    _run(folder, str(programs / "pg_ctl"), "-D", data, "-w", "-l", str(folder / "server.log"), "-o", options, "start")
    return f"postgresql://consult@/postgres?host={folder}"


def stop_cluster(folder: Path, programs: Path) -> None:
    """End the server of a cluster and take its folder away."""
    with contextlib.suppress(subprocess.SubprocessError):
        _run(folder, str(programs / "pg_ctl"), "-D", str(folder / "data"), "-m", "immediate", "-w", "stop")
    shutil.rmtree(folder, ignore_errors=True)


def server_url() -> str | None:
    """Return the address of the server's first database, starting a cluster at first use; `None` without one."""
    given = os.environ.get("CONSULT_TEST_PG", "").strip()
    if given:
        return make_url(given).set(drivername="postgresql").render_as_string(hide_password=False)
    programs = programs_folder()
    if programs is None:
        return None
    folder = _run_folder()
    with Path(f"{folder}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            start_cluster(folder, programs, SETTINGS)
    return f"postgresql://consult@/postgres?host={folder}"


def require_server() -> str:
    """Return the server's address; skips the test without one, or fails it with CONSULT_REQUIRE_POSTGRESQL=1."""
    url = server_url()
    if url is not None:
        return url
    if os.environ.get("CONSULT_REQUIRE_POSTGRESQL") == "1":
        pytest.fail(HOW_TO_GET_IT)
    pytest.skip(HOW_TO_GET_IT)


def stop_server() -> None:
    """End the cluster of this test run, if one was started."""
    folder, programs = _run_folder(), programs_folder()
    if programs is not None and folder.exists():
        stop_cluster(folder, programs)
    Path(f"{folder}.lock").unlink(missing_ok=True)


@contextlib.contextmanager
def own_database(name: str, template: str | None = None) -> Iterator[str]:
    """Make a database (a copy of another one when it is named) and drop it afterwards; gives its address."""
    url = require_server()
    copied = f' TEMPLATE "{template}"' if template else ""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())
        connection.execute(f'CREATE DATABASE "{name}"{copied}'.encode())
    try:
        yield make_url(url).set(database=name).render_as_string(hide_password=False)
    finally:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())


@contextlib.contextmanager
def away(url: str) -> Iterator[None]:
    """Let one database of the server be out of reach while the block runs: open connections end, none are taken."""
    name = make_url(url).database
    server = require_server()
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'ALTER DATABASE "{name}" WITH ALLOW_CONNECTIONS false'.encode())
        cut_off(url)
        try:
            yield
        finally:
            connection.execute(f'ALTER DATABASE "{name}" WITH ALLOW_CONNECTIONS true'.encode())


def cut_off(url: str) -> None:
    """End every open connection to one database, as a restart of the server does."""
    name = make_url(url).database
    with psycopg.connect(require_server(), autocommit=True) as connection:
        connection.execute("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s", (name,))
