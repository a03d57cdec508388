"""What a file that somebody adds costs: the memory of the child that writes it anew, and the refusal of a bomb."""

import json
import os
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from PIL import Image

from bench.table import Ratio
from consult.files.cleaner import clean_file
from consult.kernel.errors import Invalid

LARGEST_MB = 300
LONGEST = 1.0
SIDES = (8_000, 6_200)
"""As many pixels as a picture may have."""
BOMB = (30_000, 30_000)


def measure_files(folder: Path) -> list[Ratio]:
    """Return the largest memory of the child for a picture and a PDF of about 25 MB, and how long a bomb takes."""
    picture, pdf, bomb = folder / "noise.jpg", folder / "noise.pdf", folder / "bomb.png"
    noise = Image.frombytes("RGB", SIDES, os.urandom(3 * SIDES[0] * SIDES[1]))
    noise.save(picture, quality=65)
    noise.save(pdf, "PDF", quality=65)
    Image.new("1", BOMB).save(bomb)
    found = [
        Ratio(
            f"{source.stat().st_size / 1e6:.0f} MB of {ending} written anew: memory",
            _largest_of(ending, source),
            LARGEST_MB,
            "MB",
            "<= 1",
        )
        for ending, source in (("jpg", picture), ("pdf", pdf))
    ]
    return [*found, Ratio("picture of 900 million pixels: refused", _refused_in(bomb), LONGEST, "s", "<= 1")]


def _largest_of(ending: str, source: Path) -> float:
    command = [sys.executable, "-m", "bench.cleaning", ending, str(source), str(source.with_suffix(".new")), "Noise"]
    done = subprocess.run(command, capture_output=True, check=True)
    told, memory = (json.loads(line) for line in done.stdout.splitlines())
    if "refused" in told:
        raise RuntimeError(f"{source.name} was refused: {told['refused']}")
    found: float = memory["largest_mb"]
    return found


def _refused_in(bomb: Path) -> float:
    began = time.perf_counter()
    with suppress(Invalid):
        clean_file("png", bomb, bomb.with_suffix(".new"), "Bomb")
        raise RuntimeError("A bomb was taken for a picture.")
    return time.perf_counter() - began
