"""The people of an edition: who they are, and in which category of each table each of them is."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.contract.deployment import deployment_of
from consult.contract.question_kinds import Kind
from consult.contract.questions import NOT_ANSWERED, NOT_ASKED, Questionnaire
from consult.disclosure.permission import Members
from consult.disclosure.tables import Dimension, Line
from consult.exports.question_summary import QuestionSummary, as_published, band_of, bands_of
from consult.exports.summary import (
    AREA,
    about_you_dimensions,
    area_code,
    area_dimension,
    channel_dimension,
    summarise,
    was_asked,
)
from consult.kernel.db import database_of
from consult.submissions.intake import about_you_links
from consult.submissions.models import AboutYou, EarlierAnswers, Status, Submission
from consult.submissions.questionnaires import all_versions, known_kinds

NO_ANSWER, PASSED_BY = str(NOT_ANSWERED), str(NOT_ASKED)
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Person:
    """What is counted of one submission; `asked` are the questions on its author's path."""

    version: int
    channel: str
    area: str
    answers: Mapping[str, Any]
    asked: frozenset[str]
    about: Mapping[str, str]


@dataclass(frozen=True)
class Counted:
    """A table of an edition: its lines, the dimensions that are counted for it, and where each person stands in them.

    Its `name` is that of its first dimension, and unlike the key of a question no other table has it.
    A question with checkboxes has one dimension for whether it was answered, and one for each option.
    """

    name: str
    lines: Dimension
    note: str
    sizes: Mapping[str, int]
    places: Callable[[Person], Sequence[int]]
    is_question: bool = False
    is_number: bool = False
    is_crossed: bool = True
    notes: tuple[str, ...] = ()

    @property
    def crossed(self) -> list[str]:
        """The dimensions that are crossed with others: of checkboxes, whether each option was chosen."""
        if not self.is_crossed:
            return []
        return [key for key in self.sizes if not self.lines.overlapping or key != self.name]


def chosen_lines(lines: Dimension) -> list[str]:
    """Return the codes of the lines that say what was chosen, not why nothing was."""
    chosen = {Line.ANSWER, Line.PREFERRED_NOT_TO_SAY}
    return [code for code, kind in zip(lines.codes, lines.kinds, strict=True) if kind in chosen]


def option_name(table: str, code: str) -> str:
    """Return the name of the dimension that says whether an option was chosen."""
    return f"{table}={code}"


def revision_of_answers() -> ScalarSelect[int]:
    """Select the revision of a submission's answers: it grows with each change by its author, and each correction."""
    newest = select(func.coalesce(func.max(EarlierAnswers.revision), 0))
    return newest.where(EarlierAnswers.submission_id == Submission.id).correlate(Submission).scalar_subquery()


def members_now(session: Session, activity_id: int) -> Members:
    """Return who counts in an activity at this moment."""
    found = select(Submission.id, revision_of_answers()).where(
        Submission.activity_id == activity_id, Submission.status == Status.SUBMITTED
    )
    return {number: revision for number, revision in session.execute(found)}  # noqa: C416 (rows are no pairs to mypy)


def counted_tables(session: Session, activity: Activity) -> list[Counted]:
    """Return the tables that an edition of an activity has: none of a question asked for the council alone."""
    summary = summarise(session, activity)
    found = [_of_channels()]
    if was_asked(session, activity, lambda asked: asked.asks_area):
        found.append(_of_areas(session))
    kinds = known_kinds(session)
    versions = {number: asked for number, asked in all_versions(session, activity).items() if asked is not None}
    for question in summary.questions:
        if question.table is not None and question.question.is_public:
            kind = kinds[question.question.kind]
            of_question = _of_boxes if kind.is_multiple else _of_answer
            found.append(of_question(question, kind, versions))
    if was_asked(session, activity, lambda asked: asked.asks_about_you):
        found += [_of_about_you(lines) for lines in about_you_dimensions()]
    return found


def people_of(session: Session, activity: Activity, numbers: dict[int, int]) -> Iterator[Person]:
    """Yield everybody who counts, and note the revision of each in `numbers`."""
    versions = all_versions(session, activity)
    about = _about_you(session, activity.id)
    query = select(
        Submission.id,
        revision_of_answers(),
        Submission.questions_version,
        Submission.channel,
        Submission.area,
        Submission.answers,
    ).where(Submission.activity_id == activity.id, Submission.status == Status.SUBMITTED)
    found = session.connection().execute(query, execution_options={"yield_per": AT_ONCE})
    for number, revision, version, channel, area, answers in found:
        numbers[number] = revision
        said = _said(session, about, number) if about else {}
        yield Person(version, channel, area, answers, _asked(versions.get(version), answers), said)


def _said(session: Session, about: Mapping[str, Mapping[str, str]], number: int) -> Mapping[str, str]:
    return next((about[link] for link in about_you_links(session, number) if link in about), {})


def _asked(asked: Questionnaire | None, answers: Mapping[str, Any]) -> frozenset[str]:
    return frozenset() if asked is None else asked.asked_keys(answers)


def _about_you(session: Session, activity_id: int) -> dict[str, Mapping[str, str]]:
    keys = database_of(session).keys
    query = select(AboutYou.id, AboutYou.link, AboutYou.sealed).where(AboutYou.activity_id == activity_id)
    return {
        link: orjson.loads(keys.open(sealed, table="about_you", row=row_id, column="sealed"))
        for row_id, link, sealed in session.connection().execute(query, execution_options={"yield_per": AT_ONCE})
    }


def _single(name: str, lines: Dimension, code_of: Callable[[Person], str], note: str = "", **what: Any) -> Counted:
    places = {code: place for place, code in enumerate(lines.codes)}
    # What no line has, such as an answer that no version offered, is no answer.
    rest = places.get(NO_ANSWER, 0)
    return Counted(name, lines, note, {name: len(places)}, lambda person: (places.get(code_of(person), rest),), **what)


def _of_channels() -> Counted:
    return _single("channel", channel_dimension(), lambda person: person.channel, is_crossed=False)


def _of_areas(session: Session) -> Counted:
    wards = deployment_of(session).settings.council.areas
    return _single(AREA, area_dimension(wards), lambda person: area_code(wards, person.area))


def _of_about_you(lines: Dimension) -> Counted:
    return _single(f"about:{lines.key}", lines, lambda person: person.about.get(lines.key, NO_ANSWER))


def _lines_of(question: QuestionSummary) -> Dimension:
    if question.table is None:
        raise ValueError("A question of free text has no table.")
    return as_published(question.table).rows


def _of_answer(question: QuestionSummary, kind: Kind, versions: Mapping[int, Questionnaire]) -> Counted:
    key = question.question.key
    asked_as = {number: asked.by_key[key] for number, asked in versions.items() if key in asked.by_key}
    bands = bands_of([asked_as[number] for number in question.versions] or [question.question])

    def code_of(person: Person) -> str:
        if key not in person.asked:
            return PASSED_BY
        answer = person.answers.get(key)
        if answer is None:
            return NO_ANSWER
        if kind.is_number:
            return band_of(bands, float(answer)).code
        return next(iter(kind.counts(asked_as[person.version], answer)), NO_ANSWER)

    return _single(
        f"question:{key}",
        _lines_of(question),
        code_of,
        question.note,
        is_question=True,
        is_number=kind.is_number,
        notes=question.other_words,
    )


def _of_boxes(question: QuestionSummary, kind: Kind, versions: Mapping[int, Questionnaire]) -> Counted:
    key, lines = question.question.key, _lines_of(question)
    asked_as = {number: asked.by_key[key] for number, asked in versions.items() if key in asked.by_key}
    options = chosen_lines(lines)
    rest = {code: 1 + place for place, code in enumerate(code for code in lines.codes if code not in options)}

    def places(person: Person) -> Sequence[int]:
        answer = person.answers.get(key) if key in person.asked else None
        if answer is None:
            why = rest.get(PASSED_BY, 1) if key not in person.asked else rest[NO_ANSWER]
            return (why, *(1 for _option in options))
        chosen = set(kind.counts(asked_as[person.version], answer))
        return (0, *(0 if option in chosen else 1 for option in options))

    name = f"question:{key}"
    sizes = {name: 1 + len(rest), **{option_name(name, option): 2 for option in options}}
    return Counted(name, lines, question.note, sizes, places, is_question=True, notes=question.other_words)
