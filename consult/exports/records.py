"""The summary as records: one line for each thing it says, the same for every format and for the page."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, astuple, dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from consult.consultations.models import Activity, Consultation
from consult.contract.plugin import Column, Overview
from consult.disclosure.tables import Line, Table
from consult.exports.equality import NOT_YET, about_you_published
from consult.exports.measures import QUARTILES
from consult.exports.models import PublishedTable
from consult.exports.question_summary import QuestionSummary
from consult.exports.running import StillOpen, is_running
from consult.exports.summary import Summary, comments
from consult.exports.version_words import versions_in_words
from consult.kernel.clock import london
from consult.kernel.db import database_now
from consult.kernel.numbers import per_cent, typed
from consult.submissions.models import Status

ZONE = "time in London"
LINES: Mapping[str, str] = {
    Line.ANSWER: "An answer",
    Line.PREFERRED_NOT_TO_SAY: "Preferred not to say",
    Line.NO_ANSWER: "Asked, and gave no answer",
    Line.NOT_ASKED: "Not asked",
    Line.TOTAL: "Everybody counted",
}
BASE_WORDS = {
    "answered": "Answered",
    "preferred_not": "Preferred not to say",
    "no_answer": "Gave no answer",
    "left_empty": "Left empty on the form",
    "several": "Several answers where one was asked for",
    "not_asked": "Not asked",
    "said_unasked": "Not asked, and answered all the same",
}
MEASURE_WORDS = {
    "count": "How many numbers",
    "mean": "Mean",
    "minimum": "Smallest",
    "lower_quartile": "Lower quartile",
    "median": "Median",
    "upper_quartile": "Upper quartile",
    "maximum": "Largest",
}
COLUMNS: tuple[Column, ...] = (
    Column(name="activity", label="Activity", is_public=True),
    Column(name="section", label="Part of the summary", is_public=True),
    Column(name="item", label="Question or heading", is_public=True),
    Column(name="answer", label="Answer or category", is_public=True),
    Column(name="people", label="How many", kind="number", is_public=True),
    Column(name="percent", label="Per cent of the base", kind="number", is_public=True),
    Column(name="text", label="Text", is_public=True),
    Column(name="reference", label="Reference of the response"),
    Column(name="key", label="Key of the question", is_public=True),
    Column(name="asked_in", label="Versions that asked the question", is_public=True),
    Column(name="code", label="Code of the answer or category", is_public=True),
    Column(name="line", label="What the line is", kind="code", values=LINES, is_public=True),
    Column(name="base", label="How many people the percentage is of", kind="number", is_public=True),
)


STATUS_WORDS: Mapping[str, str] = {
    Status.SUBMITTED: "Counted",
    Status.WITHDRAWN: "Withdrawn",
    Status.EXCLUDED: "Excluded",
}


@dataclass(frozen=True)
class Record:
    """One line of a summary."""

    activity: str
    section: str
    item: str
    answer: str = ""
    people: int | None = None
    percent: float | None = None
    text: str = ""
    reference: str = ""
    key: str = ""
    asked_in: str = ""
    code: str | int = ""
    line: str = ""
    base: int | None = None

    def cells(self) -> tuple[object, ...]:
        """Return the record in the order of `COLUMNS`."""
        return astuple(self)


def officer_records(
    session: Session,
    consultation: Consultation,
    summaries: list[Summary],
    overviews: Sequence[tuple[Activity, Overview]] = (),
) -> Iterator[Record]:
    """Yield the whole summary with exact numbers, for officers; what people are stays under the small-number rules."""
    yield from _asked(consultation, database_now(session))
    for summary in summaries:
        title = summary.activity.title
        yield Record(title, "Taking part", "Responses counted", people=summary.counted)
        yield Record(title, "Taking part", "Responses received", people=summary.received)
        for status, number in summary.statuses.items():
            yield Record(title, "Taking part", "What happened to the responses", STATUS_WORDS[status], number)
        for part, table in (("Taking part", summary.channels), ("Areas", summary.areas)):
            yield from _exact(Record(title, part, table.name), table)
        for question in summary.questions:
            yield from _of_question(title, question)
        yield from _about_you(session, consultation, summary)
        yield from _comments(session, summary)
        for reason, number in summary.exclusions.items():
            yield Record(title, "Excluded", reason, people=number)
    for activity, overview in overviews:
        yield from _of_overview(activity, overview)


def _comments(session: Session, summary: Summary) -> Iterator[Record]:
    title = summary.activity.title
    for found in summary.questions:
        if found.is_free_text:
            key, label = found.question.key, found.question.label
            for reference, text in comments(session, summary.activity.id, key):
                yield Record(title, "Comments", label, text=text, reference=reference, key=key)


def _of_overview(activity: Activity, overview: Overview) -> Iterator[Record]:
    for label, number in overview.figures:
        yield Record(activity.title, "Taking part", label.capitalize(), people=number)
    for piece in overview.pieces:
        yield Record(activity.title, "Pieces that count", piece.title)


def _of_question(title: str, one: QuestionSummary) -> Iterator[Record]:
    """Yield how many were asked, in all and in each version, what they answered, and what sums numbers up."""
    head = Record(title, "Questions", one.question.label, key=one.question.key, asked_in=one.asked_in)
    for name, number in asdict(one.base).items():
        yield replace(head, section="Who was asked", answer=BASE_WORDS[name], people=number, code=name)
    for version, base in one.bases.items():
        for name, number in asdict(base).items():
            yield replace(
                head,
                section="Who was asked, by version",
                answer=BASE_WORDS[name],
                people=number,
                code=name,
                asked_in=versions_in_words([version]),
            )
    if one.table is not None:
        yield from _exact(head, one.table)
    for code, mean in one.means.items():
        label = one.question.option_label(code)
        yield replace(head, section="Shared out", answer=f"Mean: {label}", text=f"{mean:.12g}", code=code)
    for code, standing in one.standings.items():
        label = one.question.option_label(code)
        compared = replace(head, section="Compared in pairs", code=code)
        yield replace(compared, answer=f"Score: {label}", text=f"{standing.score:.12g}")
        for name, number in asdict(standing).items():
            yield replace(compared, answer=f"{name.capitalize()}: {label}", text=str(number))
    if one.measures is not None:
        for name, value in asdict(one.measures).items():
            yield replace(head, section="Numbers", answer=MEASURE_WORDS[name], text=f"{value:.12g}", code=name)
        yield replace(head, section="Numbers", answer="How quartiles are worked out", text=QUARTILES)


def _about_you(session: Session, consultation: Consultation, summary: Summary) -> Iterator[Record]:
    if is_running(session, consultation):
        yield Record(summary.activity.title, "About you", "Not shown", text=StillOpen.default)
        return
    tables = about_you_published(session, summary.activity.id)
    if not tables:
        yield Record(summary.activity.title, "About you", "Not shown", text=NOT_YET)
    for table in tables:
        yield from published_records(summary.activity.title, "About you", table)


def published_records(title: str, section: str, table: PublishedTable) -> Iterator[Record]:
    """Yield a table as it is published; where a number is not shown, its mark stands in the text."""
    for line in table["lines"]:
        yield Record(
            title,
            section,
            table["title"],
            line["label"],
            line["people"],
            line["percent"],
            "" if line["people"] is not None else line["text"],
            key=table["key"],
            code=typed(line["code"]),
            line=line["kind"],
            base=table.get("base") if line["percent"] is not None else None,
        )


def _asked(consultation: Consultation, now: datetime) -> Iterator[Record]:
    def said(item: str, text: str) -> Record:
        return Record("", "What was asked", item, text=text)

    yield said("Consultation", consultation.title)
    yield said("Summary", consultation.summary)
    for moment, to_come, past in (
        (consultation.opens_at, "Opens", "Opened"),
        (consultation.closes_at, "Closes", "Closed"),
    ):
        if moment is not None:
            yield said(past if moment <= now else to_come, f"{london(moment):%Y-%m-%d %H:%M} ({ZONE})")
    if consultation.decided_by:
        yield said("Who decides", consultation.decided_by)
    if consultation.notice:
        yield said("Notice", consultation.notice)
    if consultation.attribution:
        yield said("Attribution", consultation.attribution)


def _exact(head: Record, table: Table) -> Iterator[Record]:
    base = table.answered
    lines = zip(table.rows.codes, table.rows.labels, table.rows.kinds, table.counts, strict=True)
    for code, label, kind, number in lines:
        is_share = kind is Line.ANSWER and base > 0
        yield replace(
            head,
            answer=label,
            people=number,
            percent=per_cent(number, base) if is_share else None,
            code=typed(code),
            line=kind,
            base=base if is_share else None,
        )
