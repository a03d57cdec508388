"""What was answered to each question, and how many were asked it: by the path of each person, and by version."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cached_property

from consult.contract.options import Option
from consult.contract.question_kinds import Kind
from consult.contract.questions import NOT_ANSWERED, NOT_ASKED, Question, Questionnaire
from consult.disclosure.tables import Dimension, Line, Table, one_way
from consult.exports.measures import Band, Measures, bands_between, measures_of
from consult.exports.standings import Standing, standings_of
from consult.exports.version_words import other_words, versions_in_words
from consult.kernel.messages import gettext as _
from consult.submissions.tallies import ANSWERED, MARKED, PASSED_BY, Counts


@dataclass(frozen=True)
class Base:
    """How many were asked a question and what became of it: every response that counts is in exactly one of these.

    `left_empty` and `several` are those of paper on which a question that must be answered is empty, or several
    answers are ticked where one was asked for. `said_unasked` are those of the not asked who answered all the same.
    """

    answered: int = 0
    preferred_not: int = 0
    no_answer: int = 0
    left_empty: int = 0
    several: int = 0
    not_asked: int = 0
    said_unasked: int = 0

    @property
    def counted(self) -> int:
        """How many responses count."""
        return self.asked + self.not_asked

    @property
    def asked(self) -> int:
        """How many were asked the question."""
        return self.answered + self.preferred_not + self.no_answer + self.left_empty + self.several

    def __add__(self, other: "Base") -> "Base":
        """Return both together."""
        return Base(**{part.name: getattr(self, part.name) + getattr(other, part.name) for part in fields(Base)})


@dataclass(frozen=True)
class QuestionSummary:
    """What was answered to one question, with exact counts.

    `bases` says by version who was asked; `table` counts the options, or the bands that numbers fall into; `measures`
    sums up numbers, or the values of a scale; `means` is what each option got of a sum that people shared out, and
    `standings` how each did in pairs. `last_version` is the newest version of all that were asked, and `other_words`
    say what others called the question and its answers.
    """

    question: Question
    bases: Mapping[int, Base]
    versions: tuple[int, ...]
    last_version: int
    is_free_text: bool
    is_number: bool = False
    is_place: bool = False
    has_namesake: bool = False
    counted_as: str = ""
    table: Table | None = None
    measures: Measures | None = None
    means: Mapping[str, float] = field(default_factory=dict)
    standings: Mapping[str, Standing] = field(default_factory=dict)
    other_words: tuple[str, ...] = ()

    @cached_property
    def base(self) -> Base:
        """Who was asked, over all versions."""
        return sum(self.bases.values(), Base())

    @property
    def answered(self) -> int:
        """How many gave an answer."""
        return self.base.answered

    @property
    def asked_in(self) -> str:
        """The versions that asked the question, in words."""
        return versions_in_words(self.versions)

    @property
    def note(self) -> str:
        """What is counted, and what tells this question from another with the same words, where that is needed."""
        return " ".join(filter(None, [str(self.counted_as), self._which]))

    @property
    def _which(self) -> str:
        if len(self.versions) == self.last_version:
            return _("Key %(key)s.", key=self.question.key) if self.has_namesake else ""
        return _(
            "Key %(key)s. Asked in %(asked_in)s, of %(last_version)s.",
            key=self.question.key,
            asked_in=self.asked_in,
            last_version=self.last_version,
        )

    @property
    def values(self) -> list[Option]:
        """The options of a scale that stand for a number, where `measures` are of them."""
        return [option for option in self.question.options if option.value is not None] if self.measures else []


def _newest_questions(versions: Mapping[int, Questionnaire]) -> dict[str, Question]:
    """Return every question that any version asked, in its newest words, those of the newest version first."""
    questions: dict[str, Question] = {}
    for number in sorted(versions, reverse=True):
        for question in versions[number].questions:
            questions.setdefault(question.key, question)
    return questions


def summarise_questions(
    versions: Mapping[int, Questionnaire], kinds: Mapping[str, Kind], counts: Counts
) -> Iterator[QuestionSummary]:
    """Yield what was answered to every question that any version asked, those of the newest version first."""
    questions = _newest_questions(versions)
    labels = [question.label for question in questions.values()]
    published = [number for number, asked in versions.items() if asked.pages]
    for question in questions.values():
        kind = kinds[question.kind]
        asked_in = tuple(number for number in published if question.key in versions[number].by_key)
        found = QuestionSummary(
            question=question,
            bases={number: _base(question, versions[number], counts) for number in published},
            versions=asked_in,
            last_version=max(published, default=1),
            is_free_text=kind.is_free_text,
            is_number=kind.is_number,
            is_place=kind.is_place,
            has_namesake=labels.count(question.label) > 1,
            counted_as=kind.counted_as,
            other_words=other_words(question, {number: versions[number] for number in asked_in}),
        )
        yield _with_tables(found, kind, [versions[number] for number in asked_in], counts)


def _base(question: Question, asked: Questionnaire, counts: Counts) -> Base:
    counted = counts.get("version", {}).get(str(asked.version), 0)
    if question.key not in asked.by_key:
        return Base(not_asked=counted)
    numbers = counts.get(f"q:{question.key}@{asked.version}", {})
    not_asked, given = numbers.get(PASSED_BY, 0), numbers.get(ANSWERED, 0)
    preferred_not = sum(numbers.get(code, 0) for code in asked.by_key[question.key].is_refusal)
    left_empty, several = (numbers.get(f"{MARKED}{mark}", 0) for mark in ("left_empty", "several"))
    return Base(
        answered=given - preferred_not,
        preferred_not=preferred_not,
        no_answer=counted - not_asked - given - left_empty - several,
        left_empty=left_empty,
        several=several,
        not_asked=not_asked,
        said_unasked=numbers.get(f"{MARKED}not_asked", 0),
    )


def _with_tables(found: QuestionSummary, kind: Kind, asked: list[Questionnaire], counts: Counts) -> QuestionSummary:
    question = found.question
    if kind.is_number:
        numbers = {float(value): number for value, number in _over_versions(found, "n", counts).items()}
        return replace(found, table=_table_of_bands(found, asked, numbers), measures=measures_of(numbers))
    if not question.options:
        return found
    by_code = _over_versions(found, "q", counts)
    values: dict[float, int] = {}
    for option in question.options:
        if option.value is not None:
            values[option.value] = values.get(option.value, 0) + by_code.get(option.code, 0)
    measures = None if kind.is_multiple else measures_of(values)
    means = _means(found, counts) if kind.is_shared else {}
    codes = [option.code for option in question.options]
    standings = standings_of(codes, _over_versions(found, "n", counts)) if kind.is_compared else {}
    table = _table_of_options(found, asked, by_code, kind)
    return replace(found, table=table, measures=measures, means=means, standings=standings)


def _means(found: QuestionSummary, counts: Counts) -> dict[str, float]:
    """Return what each option got on average, of everybody who answered: together that is the whole sum."""
    given = dict.fromkeys((option.code for option in found.question.options), 0)
    for value, many in _over_versions(found, "n", counts).items():
        code, _sign, number = value.partition("=")
        given[code] = given.get(code, 0) + int(number) * many
    return {code: number / found.answered for code, number in given.items()} if found.answered else {}


def _over_versions(found: QuestionSummary, letter: str, counts: Counts) -> dict[str, int]:
    summed: dict[str, int] = {}
    for number in found.versions:
        for value, many in counts.get(f"{letter}:{found.question.key}@{number}", {}).items():
            summed[value] = summed.get(value, 0) + many
    return summed


def _line_of(option: Option, *, is_offered: bool) -> tuple[str, str, Line]:
    label = option.label if is_offered else _("%(label)s (no longer offered)", label=option.label)
    return option.code, label, Line.PREFERRED_NOT_TO_SAY if option.is_refusal else Line.ANSWER


def _table_of_options(
    found: QuestionSummary, asked: list[Questionnaire], by_code: Mapping[str, int], kind: Kind
) -> Table:
    question = found.question
    # The newest words; what was offered once and is no longer comes last.
    options = {option.code: option for version in asked for option in version.by_key[question.key].options}
    current = {option.code: option for option in question.options}
    lines = [
        _line_of(option, is_offered=code in current and not option.is_retired)
        for code, option in {**current, **options, **current}.items()
    ]
    counts = {code: by_code.get(code, 0) for code, _ignored, _ignored in lines}
    return _table(found, asked, lines, counts, is_multiple=kind.is_multiple)


def _table_of_bands(found: QuestionSummary, asked: list[Questionnaire], numbers: Mapping[float, int]) -> Table:
    bands = bands_of([version.by_key[found.question.key] for version in asked] or [found.question])
    counts = {band.code: 0 for band in bands}
    for number, many in numbers.items():
        counts[band_of(bands, number).code] += many
    lines = [(band.code, band.label, Line.ANSWER) for band in bands]
    return _table(found, asked, lines, counts, is_multiple=False)


def bands_of(questions: Sequence[Question]) -> tuple[Band, ...]:
    """Return the bands for one question in all its versions, which may have had other limits."""
    minimums, maximums = [question.minimum for question in questions], [question.maximum for question in questions]
    return bands_between(
        None if None in minimums else min(minimum for minimum in minimums if minimum is not None),
        None if None in maximums else max(maximum for maximum in maximums if maximum is not None),
        is_whole=all(question.is_whole for question in questions),
    )


def band_of(bands: Sequence[Band], number: float) -> Band:
    """Return the band of a number; what lies outside all limits stands beside its nearest neighbours."""
    return next((band for band in bands if band.holds(number)), bands[0] if number < bands[0].minimum else bands[-1])


def _is_conditional(question: Question, asked: list[Questionnaire]) -> bool:
    return any(version.conditions.get(question.key) for version in asked)


def _rest_of(found: QuestionSummary, asked: list[Questionnaire]) -> list[tuple[str, str, Line, int]]:
    """Return the lines of everybody without an answer, by why there is none, with how many they are."""
    base = found.base
    may_be_passed_by = len(found.versions) < found.last_version or _is_conditional(found.question, asked)
    rest = [
        ("left_empty", _("Left empty on the form"), Line.NO_ANSWER, base.left_empty),
        ("several", _("Several answers where one was asked for"), Line.NO_ANSWER, base.several),
        (str(NOT_ANSWERED), _("No answer"), Line.NO_ANSWER, base.no_answer),
        (str(NOT_ASKED), _("Not asked"), Line.NOT_ASKED, base.not_asked),
    ]
    always = {str(NOT_ANSWERED), *([str(NOT_ASKED)] if may_be_passed_by else [])}
    return [line for line in rest if line[3] or line[0] in always]


def _table(
    found: QuestionSummary,
    asked: list[Questionnaire],
    lines: list[tuple[str, str, Line]],
    counts: Mapping[str, int],
    *,
    is_multiple: bool,
) -> Table:
    question, base = found.question, found.base
    rest = _rest_of(found, asked)
    lines = [*lines, *(item[:3] for item in rest)]
    dimension = Dimension(
        question.key,
        question.label,
        tuple(line[0] for line in lines),
        tuple(line[1] for line in lines),
        overlapping=is_multiple,
        kinds=tuple(line[2] for line in lines),
    )
    everything = {**counts, **{item[0]: item[3] for item in rest}}
    return one_way(question.label, dimension, everything, people=base.counted if is_multiple else None)


def as_published(table: Table) -> Table:
    """Return a table of answers as it may be published: what paper left unclear stands under “No answer”."""
    codes = [code for code in table.rows.codes if code not in {"left_empty", "several"}]
    if len(codes) == len(table.rows.codes):
        return table
    places = [table.rows.codes.index(code) for code in codes]
    rows = replace(
        table.rows,
        codes=tuple(codes),
        labels=tuple(table.rows.labels[place] for place in places),
        kinds=tuple(table.rows.kinds[place] for place in places),
    )
    unclear = sum(table.counts[table.rows.codes.index(code)] for code in table.rows.codes if code not in codes)
    counts = {code: table.counts[place] for code, place in zip(codes, places, strict=True)}
    counts[str(NOT_ANSWERED)] += unclear
    return one_way(table.name, rows, counts, people=table.people)
