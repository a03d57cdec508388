"""The summary as records: one line for each thing it says, the same for every format and for the page."""

from collections.abc import Iterator
from dataclasses import astuple, dataclass

from sqlalchemy.orm import Session

from consult.consultations.models import Consultation
from consult.contract.plugin import Column
from consult.disclosure.release import StillOpen
from consult.disclosure.tables import ProtectedTable, Table
from consult.exports.equality import WITHHELD, is_running, protected_tables
from consult.exports.summary import Summary, comments
from consult.kernel.clock import london
from consult.submissions.models import Status

COLUMNS: tuple[Column, ...] = (
    Column(name="activity", label="Activity", is_public=True),
    Column(name="section", label="Part of the summary", is_public=True),
    Column(name="item", label="Question or heading", is_public=True),
    Column(name="answer", label="Answer or category", is_public=True),
    Column(name="people", label="How many", kind="number", is_public=True),
    Column(name="percent", label="Per cent of those counted", kind="number", is_public=True),
    Column(name="text", label="Text", is_public=True),
    Column(name="reference", label="Reference of the response"),
)


STATUS_WORDS = {
    Status.SUBMITTED.value: "Counted",
    Status.WITHDRAWN.value: "Withdrawn",
    Status.EXCLUDED.value: "Excluded",
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

    def cells(self) -> tuple[object, ...]:
        """Return the record in the order of `COLUMNS`."""
        return astuple(self)


def officer_records(session: Session, consultation: Consultation, summaries: list[Summary]) -> Iterator[Record]:
    """Yield the whole summary with exact numbers, for officers; what people are stays under the small-number rules."""
    yield from _asked(consultation)
    for summary in summaries:
        title = summary.activity.title
        yield Record(title, "Taking part", "Responses counted", people=summary.counted)
        yield Record(title, "Taking part", "Responses received", people=summary.received)
        for status, number in summary.statuses.items():
            yield Record(title, "Taking part", "What became of them", STATUS_WORDS[status], number)
        yield from _exact(title, "Taking part", summary.channels, summary.counted)
        yield from _exact(title, "Areas", summary.areas, summary.counted)
        for one in summary.questions:
            yield Record(title, "Questions", one.question.label, "Answered", one.answered)
            if one.table is not None:
                yield from _exact(title, "Questions", one.table, summary.counted)
        yield from _about_you(session, consultation, summary)
        for one in summary.questions:
            if one.is_free_text:
                for reference, text in comments(session, summary.activity.id, one.question.key):
                    yield Record(title, "Comments", one.question.label, text=text, reference=reference)
        for reason, number in summary.exclusions.items():
            yield Record(title, "Excluded", reason, people=number)


def _about_you(session: Session, consultation: Consultation, summary: Summary) -> Iterator[Record]:
    if is_running(session, consultation):
        yield Record(summary.activity.title, "About you", "Not shown", text=StillOpen.default)
        return
    for title, dated in protected_tables(session, summary.activity):
        if dated is None:
            yield Record(summary.activity.title, "About you", title, "Not shown", text=WITHHELD)
        else:
            yield from protected_records(summary.activity.title, "About you", dated.release.shown)
            yield Record(summary.activity.title, "About you", title, "Note", text=dated.note)


def protected_records(title: str, section: str, table: ProtectedTable) -> Iterator[Record]:
    """Yield a table as it may be published: a hidden number is empty, and its mark stands in the text."""
    for label, _column, value, percent, text in table.records():
        yield Record(title, section, table.name, label, value, percent, "" if value is not None else text)


def _asked(consultation: Consultation) -> Iterator[Record]:
    def said(item: str, text: str) -> Record:
        return Record("", "What was asked", item, text=text)

    yield said("Consultation", consultation.title)
    yield said("Summary", consultation.summary)
    if consultation.opens_at and consultation.closes_at:
        yield said("Opened", f"{london(consultation.opens_at):%Y-%m-%d %H:%M}")
        yield said("Closed", f"{london(consultation.closes_at):%Y-%m-%d %H:%M}")
    if consultation.decided_by:
        yield said("Who decides", consultation.decided_by)
    if consultation.notice:
        yield said("Notice", consultation.notice)
    if consultation.attribution:
        yield said("Attribution", consultation.attribution)


def _exact(title: str, section: str, table: Table, base: int) -> Iterator[Record]:
    for label, (number,) in zip(table.rows.labels, table.counts, strict=True):
        share = round(100 * number / base, 1) if base else None
        yield Record(title, section, table.name, label, number, share)
