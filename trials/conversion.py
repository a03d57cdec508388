"""Definitions that others wrote: converted, published, answered along their paths, exported, and read back."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from consult.kernel.errors import Invalid
from plugins.survey.convert.outcome import Converted, NotConverted
from plugins.survey.convert.reading import convert
from plugins.survey.document import as_json, definition_from_json
from trials.asking import Service
from trials.examples import examples_in
from trials.finishing import finished
from trials.reading_back import READERS, compare

ENOUGH = 40
PATHS = 20


@dataclass
class Outcome:
    """What came of all the files."""

    converted: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    unready: dict[str, str] = field(default_factory=dict)
    exported: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    lines: int = 0
    answered: int = 0
    cells: int = 0

    @property
    def is_well(self) -> bool:
        """Whether enough files came through, and nothing was read back otherwise than it is stored."""
        return len(self.exported) >= ENOUGH and not self.faults

    def __str__(self) -> str:
        """Return it in words."""
        return (
            f"{len(self.converted)} files converted, {len(self.refused)} refused in a sentence, {self.lines} lines "
            f"told. {len(self.exported)} published, {len(self.unready)} of them once they were finished. "
            f"{self.answered} responses sent along their paths, {self.cells:,} cells of {', '.join(READERS)} compared "
            f"with what is stored, {len(self.faults)} faults"
        )


def try_conversion(folder: Path, seed: int = 1) -> Outcome:
    """Convert every example under a folder, answer each along random paths, and read its files back."""
    outcome, chance = Outcome(), Random(seed)
    service = Service(folder / "service")
    try:
        for number, path in enumerate(examples_in(folder), 1):
            try:
                converted = convert(path.read_bytes())
            except NotConverted as error:
                outcome.refused[path.name] = str(error)
                continue
            outcome.converted.append(path.name)
            outcome.lines += len(converted.lines)
            name = f"{number}-{re.sub('[^a-z0-9]+', '-', path.stem.lower()).strip('-')}"
            _send_and_compare(service, name, path.name, converted, chance, outcome)
    finally:
        service.close()
    return outcome


def _send_and_compare(
    service: Service, name: str, example: str, converted: Converted, chance: Random, outcome: Outcome
) -> None:
    made = converted.definition
    assert definition_from_json(as_json(made)) == made
    try:
        activity_id = service.publish(name, made)
    except Invalid as error:
        outcome.unready[example] = str(error)
        activity_id = service.publish(name, finished(made))
    service.answer(activity_id, chance, times=PATHS)
    compared = compare(service.files(name, READERS), service.kept(activity_id))
    outcome.answered += PATHS
    outcome.cells += compared.cells
    outcome.faults += [f"{example}: {fault}" for fault in compared.faults]
    outcome.exported.append(example)
