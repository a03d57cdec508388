"""What a file that somebody adds costs: the memory of the child that writes it anew, and the refusal of a bomb."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from PIL import Image, ImageCms

from bench.table import Ratio
from consult.files.cleaner import clean_file
from consult.files.kinds import kind_of, require_kind
from consult.kernel.errors import Invalid
from tests.support.documents import word_document
from tests.support.hostile_files import black_bomb, bursting_pdf, entities, word_with

LARGEST_MB = 300
LONGEST = 1.0
SIDES = (8_000, 6_200)
"""As many pixels as a picture may have."""


def measure_files(folder: Path) -> list[Ratio]:
    """Return the largest memory of the child for files of about 25 MB, and how long it takes to refuse a bomb."""
    found = []
    for name, source in _large_files(folder):
        size = source.stat().st_size / 1e6
        memory = _largest_of(source.suffix[1:], source)
        found.append(Ratio(f"{size:.0f} MB of {name} written anew: memory", memory, LARGEST_MB, "MB", "<= 1"))
    for name, ending, content in (
        ("picture of 900 million pixels", "png", black_bomb()),
        ("PDF that unpacks to 100 MB", "pdf", bursting_pdf()),
        ("Word of 40 MB in 80 kB", "docx", word_document("<w:p/>" * 7_000_000)),
        ("XML of a thousand million laughs", "docx", word_with("document.xml", entities())),
    ):
        bomb = folder / f"bomb.{ending}"
        bomb.write_bytes(content)
        found.append(Ratio(f"{name}: refused", _refused_in(bomb), LONGEST, "s", "<= 1"))
    return found


def _large_files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Write a photograph as it comes, one on its side with colours of its own, a PDF, and a Word file of pictures."""
    noise = Image.frombytes("RGB", SIDES, os.urandom(3 * SIDES[0] * SIDES[1]))
    on_its_side = Image.Exif()
    on_its_side[0x0112] = 6
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    plain, turned, pdf, word = (folder / name for name in ("noise.jpg", "turned.jpg", "noise.pdf", "noise.docx"))
    noise.save(plain, quality=65)
    noise.save(turned, quality=65, exif=on_its_side, icc_profile=profile)
    noise.save(pdf, "PDF", quality=65)
    word.write_bytes(word_with("media/noise.jpg", turned.read_bytes()))
    yield "jpg", plain
    yield "jpg on its side", turned
    yield "pdf", pdf
    yield "docx", word


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
        with bomb.open("rb") as file:
            require_kind(kind_of(bomb.name), file)
        clean_file(bomb.suffix[1:], bomb, bomb.with_suffix(".new"), "Bomb")
        raise RuntimeError("A bomb was taken for a file.")
    return time.perf_counter() - began
