"""Definitions that others wrote: converted, published, answered along their paths, exported, and read back."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from consult.kernel.errors import Invalid
from plugins.survey.convert.outcome import Converted, NotConverted
from plugins.survey.convert.reading import convert
from plugins.survey.document import as_json, definition_from_json
from tests.support.rich_survey import rich_definition
from trials.asking import Service
from trials.descriptions import PublishedSchema
from trials.examples import examples_in
from trials.finishing import finished
from trials.reading_back import READERS, compare

ENOUGH = 40
PATHS = 20
EVERY_KIND = "every-kind"


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
    described: int = 0

    @property
    def is_well(self) -> bool:
        """Whether enough files came through, and nothing was read back otherwise than it is stored or published."""
        return len(self.exported) >= ENOUGH and self.described > len(self.exported) and not self.faults

    def __str__(self) -> str:
        """Return it in words."""
        return (
            f"{len(self.converted)} files converted, {len(self.refused)} refused in a sentence, {self.lines} lines "
            f"told. {len(self.exported)} published, {len(self.unready)} of them once they were finished. "
            f"{self.answered} responses sent along their paths, {self.cells:,} cells of {', '.join(READERS)} compared "
            f"with what is stored, {self.described} descriptions held against the published schema of DDI-Codebook, "
            f"{len(self.faults)} faults"
        )


def try_conversion(folder: Path, schema: PublishedSchema | None = None, seed: int = 1) -> Outcome:
    """Convert every example under a folder, answer each along random paths, and read its files back.

    With the published schema the description of each, and of a survey of every kind of question, is held against it.
    """
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
            description = _send_and_compare(service, name, path.name, converted, chance, outcome)
            if schema is not None:
                _hold(schema, path.name, description, outcome)
        if schema is not None:
            _describe_every_kind(service, schema, outcome)
    finally:
        service.close()
    return outcome


def _send_and_compare(
    service: Service, name: str, example: str, converted: Converted, chance: Random, outcome: Outcome
) -> bytes:
    """Take a converted definition all the way, and return the description of its responses."""
    made = converted.definition
    assert definition_from_json(as_json(made)) == made
    try:
        activity_id = service.publish(name, made)
    except Invalid as error:
        outcome.unready[example] = str(error)
        activity_id = service.publish(name, finished(made))
    service.answer(activity_id, chance, times=PATHS)
    files = service.files(name, READERS)
    compared = compare(files, service.kept(activity_id))
    outcome.answered += PATHS
    outcome.cells += compared.cells
    outcome.faults += [f"{example}: {fault}" for fault in compared.faults]
    outcome.exported.append(example)
    return files["ddi"].read_bytes()


def _describe_every_kind(service: Service, schema: PublishedSchema, outcome: Outcome) -> None:
    """Hold the description of a survey of every kind against the schema, and see that it finds what is wrong in one."""
    service.publish(EVERY_KIND, rich_definition("Every kind"))
    description = service.files(EVERY_KIND, ["ddi"])["ddi"].read_bytes()
    _hold(schema, EVERY_KIND, description, outcome)
    outcome.faults += [f"the published schema lets pass {mistake}" for mistake in schema.passed_over(description)]


def _hold(schema: PublishedSchema, name: str, description: bytes, outcome: Outcome) -> None:
    outcome.described += 1
    outcome.faults += [f"{name}: ddi, by the published schema, {fault}" for fault in schema.faults_in(description)]
