"""Exports of every response, each in a process of its own so that its memory can be read, beside the raw writer."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

from bench.fields import SCALES, TEXTS
from bench.site import Site
from bench.table import Ratio
from consult.contract.plugin import Audience
from consult.exports.responses import columns, rows

NAMES = ("reference", "received_hour", "channel", "area", "questions_version", "is_synthetic", *SCALES, *TEXTS)

CSV_TURNS = 5


def measure_exports(site: Site, folder: Path) -> list[Ratio]:
    """Return CPU seconds and memory of each export of all responses, beside a CSV writer over a raw cursor."""
    count = _copy_as_columns(site, folder / "raw.sqlite3")
    found = []
    for file_format, aim in (("csv", "<= 2"), ("json", "-"), ("xlsx", "-")):
        target = str(folder / f"responses.{file_format}")
        ours, raw = _in_turn(site, folder / "raw.sqlite3", site.slug, file_format, target, "officer")
        name = f"export of {count:,} as {file_format}"
        found.append(Ratio(name, ours["cpu"], raw["cpu"], "CPU s beside raw CSV", aim))
        found.append(Ratio(f"{name}, memory", ours["over_idle_mb"], raw["over_idle_mb"], "MB over idle", "<= 80 MB"))
    return found


def measure_files_of(site: Site, folder: Path, aims: Mapping[str, str]) -> list[Ratio]:
    """Return CPU seconds and memory of files of every column of a site's activity; `aims` are those of memory."""
    with site.database.reading() as session:
        names = tuple(column.name for column in columns(session, site.activity_id))
    count = _copy_as_columns(site, folder / "raw-survey.sqlite3", names)
    found = []
    for file_format, aim in aims.items():
        target = folder / f"survey.{file_format}"
        arguments = (site.slug, file_format, str(target), "officer", str(site.activity_id))
        ours, raw = _in_turn(site, folder / "raw-survey.sqlite3", *arguments)
        name = f"survey, {count:,} × {len(names)} columns as {file_format}"
        found.append(
            Ratio(name, ours["cpu"], raw["cpu"], "CPU s beside raw CSV", "<= 2" if file_format == "csv" else "-")
        )
        found.append(Ratio(f"{name}, memory", ours["over_idle_mb"], raw["over_idle_mb"], "MB over idle", aim))
        size = target.stat().st_size / 1e6
        found.append(Ratio(f"{name}, size", size, (folder / "raw-survey.csv").stat().st_size / 1e6, "MB", "-"))
        target.unlink()
    return found


def _copy_as_columns(site: Site, target: Path, names: Sequence[str] = NAMES) -> int:
    listed = ", ".join(names)
    plain = sqlite3.connect(target)
    plain.execute(f"CREATE TABLE answer (id INTEGER PRIMARY KEY, {listed})")
    with site.database.reading() as session:
        marks = ", ".join("?" * len(names))
        statement = f"INSERT INTO answer ({listed}) VALUES ({marks})"  # noqa: S608 (our own column names)
        plain.executemany(statement, rows(session, site.activity_id, names, Audience.OFFICER))
    plain.commit()
    found: int = plain.execute("SELECT count(*) FROM answer").fetchone()[0]
    plain.close()
    return found


def _in_turn(site: Site, raw: Path, *arguments: str) -> tuple[dict[str, float], dict[str, float]]:
    """Return what an export costs, and the raw writer: medians of as many turns as an aim that is near it needs."""
    turns = CSV_TURNS if "csv" in arguments else 1
    writing = (str(raw), str(raw.with_suffix(".csv")))
    pairs = [
        (_run("bench.taking", site, *arguments), _run("bench.reference.writer", site, *writing)) for _ in range(turns)
    ]
    ours, theirs = ({name: median(one[name] for one in side) for name in side[0]} for side in zip(*pairs, strict=True))
    return ours, theirs


def _run(module: str, site: Site, *arguments: str) -> dict[str, float]:
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, env={**os.environ, **site.environment}, capture_output=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{module} failed: {done.stderr.decode()[-2000:]}")
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found
