"""Rows of a file as responses: each read by the questions' own reader, with every fault it has."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any, TypeVar

from consult.contract.options import Option
from consult.contract.question_kinds import Kind
from consult.contract.questions import Answers, Question, Questionnaire
from consult.imports.cell_values import NOTHING, CellReader, CellValue
from consult.imports.plan import ABOUT_YOU, CHANNEL, EXPORTED, ImportPlan
from consult.imports.received_days import read_day, read_moment
from consult.kernel import tokens
from consult.kernel.errors import Invalid
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.kernel.text import clean_line
from consult.submissions.about_you import QUESTIONS as ABOUT_YOU_QUESTIONS
from consult.submissions.entries import implied
from consult.submissions.kinds import SCALE
from consult.submissions.models import Channel
from consult.submissions.reader import Marks, ReadAnswers, naming, read_answers
from consult.tables.values import Row, Table

CHANNELS = Question(
    key=CHANNEL,
    kind=SCALE.name,
    label=_l("How it was received"),
    options=tuple(Option(code=channel, label=channel.label) for channel in Channel),
)
Value = TypeVar("Value")
ABOUT_YOU_BY_KEY = {question.key: question for question in ABOUT_YOU_QUESTIONS}


@dataclass(frozen=True)
class RowRead:
    """A row that can be taken as a response."""

    number: int
    cells: Sequence[str]
    answers: Answers
    version: int
    channel: Channel
    area: str = ""
    received_on: date | None = None
    received_at: datetime | None = None
    about_you: Mapping[str, str] = field(default_factory=dict)
    is_synthetic: bool = False
    marks: Marks = field(default_factory=dict)


@dataclass(frozen=True)
class Refused:
    """A row that cannot be taken, and why."""

    line: int
    sentence: str
    cells: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What rows are read against: every version of the questions, their kinds, and what holds for the whole file."""

    versions: Mapping[int, Questionnaire]
    current: int
    kinds: Mapping[str, Kind]
    channel: Channel
    today: date
    read_area: Callable[[str], str]
    is_synthetic: bool = False

    @cached_property
    def by_key(self) -> Mapping[str, Question]:
        """Every question that was ever asked, in its newest wording."""
        return {key: one for number in sorted(self.versions) for key, one in self.versions[number].by_key.items()}


class RowReader:
    """Reads rows as a plan says; `unknown` counts the values of each question that match nothing."""

    def __init__(self, table: Table, plan: ImportPlan, asked: Asked) -> None:
        self.plan, self.asked = plan, asked
        self.unknown: Counter[tuple[str, str]] = Counter()
        self._places = table.places
        self._readers: dict[int, list[tuple[Question, CellReader, Any]]] = {}
        self._beside = [(CHANNEL, CellReader(CHANNELS, SCALE, plan), plan.channel)] if plan.channel else []
        for key, column in plan.about_you.items():
            named = ABOUT_YOU + key
            self._beside.append((named, CellReader(ABOUT_YOU_BY_KEY[key], SCALE, plan, named=named), column))
        self._only = [(self._places[column], _condition(wanted)) for column, wanted in plan.only.items()]
        self._is_from_here = set(table.columns) >= EXPORTED
        self._received_on = read_day(plan.received_on or "", asked.today)

    def is_wanted(self, row: Row) -> bool:
        """Whether a row is one of those to take."""
        return all(holds(row.cells[place]) for place, holds in self._only)

    def read(self, row: Row) -> RowRead | Refused | None:
        """Return the response in a row, or why it cannot be taken; `None` for one that is to be left out."""
        if row.fault:
            return Refused(row.number, row.fault, row.cells)
        found = _Found()
        found.tried(lambda: self._require_no_trial(row), None)
        version = found.tried(lambda: self._version(row), self.asked.current)
        answers = self._read_answers(row, version, found)
        beside: dict[str, str] = {}
        for name, reader, column in self._beside:
            value = reader.read(self._cell(row, column))
            found.take(reader.question, name, value)
            if value.answer is not None:
                beside[name] = value.answer
        area = found.tried(lambda: self.asked.read_area(self._cell(row, self.plan.area)), "")
        received_on = found.tried(lambda: self._received(row), None)
        received_at = found.tried(lambda: self._moment(row), None) if received_on or self.plan.hour else None
        if found.leaves_out:
            return None
        self.unknown.update(found.unknown)
        if not answers.answers and not answers.marks and not found.faults:
            found.faults.append(_("It answers no question."))
        if found.faults:
            return Refused(row.number, " ".join(found.faults), row.cells)
        return RowRead(
            number=row.number,
            cells=row.cells,
            answers=answers.answers,
            version=version,
            channel=Channel(beside.pop(CHANNEL, self.asked.channel)),
            area=area,
            received_on=received_on,
            received_at=received_at,
            about_you={name.removeprefix(ABOUT_YOU): answer for name, answer in beside.items()},
            is_synthetic=self.asked.is_synthetic or self._cell(row, self.plan.synthetic).strip() == "1",
            marks=answers.marks,
        )

    def _read_answers(self, row: Row, version: int, found: "_Found") -> ReadAnswers:
        questionnaire = self.asked.versions[version]
        given: dict[str, Any] = {}
        wrong: dict[str, str] = {}
        for question, reader, places in self._readers_for(version):
            if isinstance(places, int):
                value = reader.read(row.cells[places])
            else:
                value = reader.read_boxes({words: row.cells[place] for words, place in places.items()})
            if value is NOTHING:
                continue
            if question.key not in questionnaire.by_key:
                found.faults.append(
                    _(
                        "Version %(version)s of the questions does not ask “%(label)s”.",
                        version=version,
                        label=question.label,
                    )
                )
            elif value.fault:
                wrong[question.key] = value.fault
                found.unknown += ((question.key, words) for words in value.unknown)
            else:
                given[question.key] = value.answer
            found.leaves_out = found.leaves_out or value.leaves_out
        is_original = self.plan.is_export
        read = read_answers(
            questionnaire.pages,
            self.asked.kinds,
            given,
            faults=wrong,
            is_original=is_original,
            implied=implied(questionnaire.pages, given, is_original=is_original),
        )
        found.faults += (f"{fault}." for fault in read.faults.values())
        return read

    def _readers_for(self, version: int) -> list[tuple[Question, CellReader, Any]]:
        if version not in self._readers:
            by_key = {**self.asked.by_key, **self.asked.versions[version].by_key}
            self._readers[version] = [
                (by_key[key], CellReader(by_key[key], self.asked.kinds[by_key[key].kind], self.plan), self._where(key))
                for key in by_key
                if key in self.plan.answered
            ]
        return self._readers[version]

    def _where(self, key: str) -> int | dict[str, int]:
        """Return the place of a question's column, or of its boxes by their words."""
        if key in self.plan.answers:
            return self._places[self.plan.answers[key]]
        return {words: self._places[column] for words, column in self.plan.boxes[key].items()}

    def _require_no_trial(self, row: Row) -> None:
        # A file of test answers has all columns of an export, whatever an officer says of it.
        if self._is_from_here and tokens.is_trial_reference(self._cell(row, "reference")):
            raise Invalid(_("This was sent as a test, so it is no response"))

    def _version(self, row: Row) -> int:
        typed = self._cell(row, self.plan.version).strip()
        if not typed:
            return self.asked.current
        if not typed.isascii() or not typed.isdigit() or int(typed[:9]) not in self.asked.versions:
            raise Invalid(_("There is no version “%(clean_line)s” of the questions", clean_line=clean_line(typed)))
        return int(typed[:9])

    def _received(self, row: Row) -> date | None:
        return read_day(self._cell(row, self.plan.received), self.asked.today) or self._received_on

    def _moment(self, row: Row) -> datetime | None:
        return read_moment(self._cell(row, self.plan.hour or self.plan.received), self.asked.today)

    def _cell(self, row: Row, column: str | None) -> str:
        return "" if column is None else row.cells[self._places[column]]


@dataclass
class _Found:
    """What is wrong with one row."""

    faults: list[str] = field(default_factory=list)
    unknown: list[tuple[str, str]] = field(default_factory=list)
    leaves_out: bool = False

    def take(self, question: Question, name: str, value: CellValue) -> None:
        """Note what is wrong with a value that stands beside the answers."""
        self.leaves_out = self.leaves_out or value.leaves_out
        if value.fault:
            self.faults.append(f"{naming(question, value.fault)}.")
            self.unknown += ((name, words) for words in value.unknown)

    def tried(self, read: Callable[[], Value], otherwise: Value) -> Value:
        """Return what is read, and note the sentence when it cannot be."""
        try:
            return read()
        except Invalid as error:
            self.faults.append(f"{str(error).removesuffix('.')}.")
            return otherwise


def _condition(wanted: str) -> Callable[[str], bool]:
    """Return whether a cell holds one of several values, or a number from..to."""
    minimum, dots, maximum = wanted.partition("..")
    if not dots:
        values = {clean_line(value) for value in wanted.split("|")}
        return lambda cell: clean_line(cell) in values

    def is_between(cell: str) -> bool:
        try:
            return float(minimum) <= float(cell) <= float(maximum)
        except ValueError:
            return False

    return is_between
