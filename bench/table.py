"""The lines of the result, as a table and as JSON."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.load import Measured


@dataclass(frozen=True)
class Line:
    """One measurement of a server."""

    name: str
    measured: Measured


@dataclass(frozen=True)
class Ratio:
    """A figure beside its reference, and what we aim at."""

    name: str
    ours: float
    reference: float
    unit: str
    aim: str

    @property
    def ratio(self) -> float:
        """Ours over the reference."""
        return self.ours / self.reference if self.reference else 0.0


def show(lines: list[Line], ratios: list[Ratio]) -> None:
    """Print everything as a table."""
    print(f"\n{'':58}{'done':>8}{'per s':>10}{'p50 ms':>10}{'p99 ms':>10}{'CPU ms':>10}{'DB ms':>10}")
    for line in lines:
        found = line.measured
        figures = (found.per_second, found.p50, found.p99, found.cpu_ms, found.database_ms)
        print(f"{line.name:58}{found.done:>8}" + "".join(f"{each:>10.2f}" for each in figures))
    print(f"\n{'':70}{'ours':>12}{'reference':>12}{'ratio':>8}  aim")
    for ratio in ratios:
        shown = f"{ratio.ours:>12.2f}{ratio.reference:>12.2f}{ratio.ratio:>8.2f}"
        print(f"{f'{ratio.name} ({ratio.unit})':70}{shown}  {ratio.aim}")


def write_json(path: Path, lines: list[Line], ratios: list[Ratio], machine: dict[str, Any]) -> None:
    """Keep everything as JSON, for comparing runs."""
    found = {
        "machine": machine,
        "lines": [{"name": line.name, **vars(line.measured)} for line in lines],
        "ratios": [{**vars(each), "ratio": each.ratio} for each in ratios],
    }
    path.write_text(json.dumps(found, indent=1))
