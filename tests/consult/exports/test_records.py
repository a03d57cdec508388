"""The summary as lines: each says one thing in its own place, exact for officers, and not about who people are."""

from collections import defaultdict
from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from consult.consultations.models import Activity, Consultation, State
from consult.exports.export_files import summaries_of
from consult.exports.making import publish_results
from consult.exports.models import PublishedTable
from consult.exports.records import COLUMNS, Record, officer_records, published_records
from consult.kernel.authz import Role
from consult.kernel.clock import from_london, london
from consult.submissions.intake import keep_about_you
from consult.submissions.models import Channel, Status
from tests.factories import make_activity, make_actor, make_consultation, make_submission


@pytest.fixture
def consultation(session: Session) -> Consultation:
    """A closed consultation."""
    return make_consultation(session, state=State.CLOSED, title="Cameras", notice="A notice.", attribution="CC BY 4.0")


@pytest.fixture
def activity(session: Session, consultation: Consultation) -> Activity:
    """Its written response, with 31 answers."""
    made = make_activity(session, consultation, title="Tell us")
    for number in range(31):
        position = "oppose" if number < 10 else "support"
        make_submission(
            session, made, answers={"position": position, "reasons": f"Reason {number}"}, channel=[*Channel][number % 6]
        )
    make_submission(session, made, status=Status.EXCLUDED)
    session.expire(consultation, ["activities"])
    return made


def records(session: Session, consultation: Consultation) -> list[Record]:
    return list(officer_records(session, consultation, summaries_of(session, consultation)))


def by_section(found: list[Record]) -> dict[str, list[Record]]:
    sections: dict[str, list[Record]] = defaultdict(list)
    for record in found:
        sections[record.section].append(record)
    return sections


def test_what_the_public_may_have_of_the_lines_is_named() -> None:
    officers_alone = [column.name for column in COLUMNS if not column.is_public]
    assert officers_alone == ["reference"]


def test_a_line_stands_under_the_headings_of_the_file() -> None:
    record = Record(
        "Tell us",
        "Questions",
        "How?",
        "Support",
        3,
        30.0,
        "words",
        "CN-1",
        "position",
        "version 1",
        "support",
        "answer",
        10,
    )
    assert dict(zip([column.name for column in COLUMNS], record.cells(), strict=True)) == {
        "activity": "Tell us",
        "section": "Questions",
        "item": "How?",
        "answer": "Support",
        "people": 3,
        "percent": 30.0,
        "text": "words",
        "reference": "CN-1",
        "key": "position",
        "asked_in": "version 1",
        "code": "support",
        "line": "answer",
        "base": 10,
    }


def test_the_lines_of_each_part_add_up_to_those_counted(
    session: Session, consultation: Consultation, activity: Activity
) -> None:
    found = by_section(records(session, consultation))
    taking_part = {record.item: record for record in found["Taking part"] if not record.answer}
    assert taking_part["Responses counted"].people == 31
    assert taking_part["Responses received"].people == 32
    channels = [record for record in found["Taking part"] if record.item == "How responses were received"]
    assert sum(channel.people or 0 for channel in channels) == 31
    position = [
        Question for Question in found["Questions"] if Question.answer != "Answered" and "support" in Question.item
    ]
    assert sum(record.people or 0 for record in position) == 31
    assert sum(record.percent or 0 for record in position) == pytest.approx(100, abs=0.5)
    assert sum(record.people or 0 for record in found["Excluded"]) == 1


def test_every_comment_stands_there_with_its_reference_and_no_other_comment(
    session: Session, consultation: Consultation, activity: Activity
) -> None:
    said = by_section(records(session, consultation))["Comments"]
    assert [record.text for record in said] == [f"Reason {number}" for number in range(31)]
    assert len({record.reference for record in said}) == 31


def test_what_was_asked_says_when_by_the_clocks_in_london_and_whom_to_name(
    session: Session, activity: Activity, consultation: Consultation
) -> None:
    asked = {record.item: record.text for record in by_section(records(session, consultation))["What was asked"]}
    assert (asked["Consultation"], asked["Notice"], asked["Attribution"]) == ("Cameras", "A notice.", "CC BY 4.0")
    assert consultation.opens_at is not None
    assert asked["Opened"].startswith(f"{london(consultation.opens_at):%Y-%m}")


def test_summer_time_is_told_as_people_saw_it(session: Session) -> None:
    opened, closed = from_london(datetime(2026, 6, 1, 9)), from_london(datetime(2026, 7, 1, 23, 59))
    summer = make_consultation(session, state=State.CLOSED, opens_at=opened, closes_at=closed)
    asked = {record.item: record.text for record in records(session, summer)}
    assert (asked["Opened"], asked["Closed"]) == (
        "2026-06-01 09:00 (time in London)",
        "2026-07-01 23:59 (time in London)",
    )


def test_what_is_still_to_come_is_not_told_as_past(session: Session) -> None:
    items = {record.item for record in records(session, make_consultation(session, state=State.OPEN))}
    assert {"Opened", "Closes"} <= items
    assert not {"Opens", "Closed"} & items
    assert {"Opens", "Closes"} <= {
        record.item for record in records(session, make_consultation(session, state=State.DRAFT))
    }


def test_a_draft_without_dates_can_be_told_too(session: Session) -> None:
    draft = make_consultation(session, state=State.DRAFT)
    draft.opens_at = draft.closes_at = None
    assert "Opened" not in {record.item for record in records(session, draft)}


def test_nobody_is_a_percentage_of_nobody(session: Session, consultation: Consultation) -> None:
    make_activity(session, consultation)
    assert {record.percent for record in records(session, consultation)} == {None}


def test_two_ways_of_taking_part_are_told_apart(
    session: Session, consultation: Consultation, activity: Activity
) -> None:
    other = make_activity(session, consultation, title="At the meeting", position=1)
    make_submission(session, other)
    counted = {
        record.activity: record.people
        for record in records(session, consultation)
        if record.item == "Responses counted"
    }
    assert counted == {"Tell us": 31, "At the meeting": 1}


def test_what_people_are_is_told_to_officers_too_only_as_it_was_published(
    session: Session, consultation: Consultation, activity: Activity
) -> None:
    for religion, people in {"sikh": 3, "hindu": 4, "christian": 43, "none": 50}.items():
        for _ in range(people):
            keep_about_you(session, activity.id, make_submission(session, activity).id, {"religion": religion})
    before = [record for record in records(session, consultation) if record.section == "About you"]
    assert [(record.item, record.people) for record in before] == [("Not shown", None)]
    made = publish_results(session, make_actor(session, Role.OFFICER), activity)
    found = [
        record
        for record in records(session, consultation)
        if record.section == "About you" and "religion" in record.item
    ]
    published = next(table for table in made.tables if table["key"] == "religion")
    assert [(record.answer, record.people) for record in found] == [
        (line["label"], line["people"]) for line in published["lines"]
    ]
    assert {record.people for record in found if record.answer == "Sikh"} <= {0, 5}


def test_a_published_number_has_no_mark_and_a_hidden_one_nothing_but_its_mark() -> None:
    line = {"code": "a", "label": "A", "kind": "answer", "people": 5, "percent": None, "text": "5"}
    hidden = {**line, "code": "b", "people": None, "text": "fewer than 5"}
    table: PublishedTable = {"key": "q", "title": "Q", "lines": [line, hidden], "notes": []}  # type: ignore[list-item]  # as JSON holds them
    assert [(record.people, record.text) for record in published_records("Tell us", "Questions", table)] == [
        (5, ""),
        (None, "fewer than 5"),
    ]
