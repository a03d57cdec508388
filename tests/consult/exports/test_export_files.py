"""What leaves in which format, and that its numbers agree with the page."""

import csv
import io
import json
from collections import Counter

import openpyxl
import pytest
from sqlalchemy.orm import Session

from consult.consultations.models import Activity, State
from consult.contract.deployment import deployment_of
from consult.exports.export_files import Wanted, chunks_of, columns_for, find_wanted, offered_exports
from consult.exports.running import StillOpen
from consult.exports.summary import summarise
from consult.kernel.errors import Invalid, NotFound
from consult.submissions.models import Channel, Status
from tests.factories import FORMULA, make_activity, make_consultation, make_submission

POSITIONS = ["support", "oppose", "support", None, "dont_know"]


@pytest.fixture
def activity(session: Session) -> Activity:
    """A closed written response with answers by three channels, one excluded and one withdrawn."""
    made = make_activity(session, make_consultation(session, state=State.CLOSED))
    for number, (position, channel) in enumerate(zip(POSITIONS, [*Channel][:5], strict=True)):
        answers = {"reasons": f"{FORMULA} number {number}, “quoted”\nand, long"}
        make_submission(session, made, channel=channel, answers=answers | ({"position": position} if position else {}))
    make_submission(session, made, status=Status.EXCLUDED)
    make_submission(session, made, status=Status.WITHDRAWN)
    return made


def wanted(session: Session, activity: Activity, what: str, file_format: str, audience: str = "officer") -> Wanted:
    """Return what is wanted of the activity's consultation."""
    registry = deployment_of(session).registry
    return find_wanted(
        session, registry.exports, activity.consultation, what=what, file_format=file_format, audience=audience
    )


def written(session: Session, activity: Activity, what: str, file_format: str, audience: str = "officer") -> bytes:
    """Return the whole file."""
    asked = wanted(session, activity, what, file_format, audience)
    return b"".join(chunks_of(session, asked))


def csv_rows(content: bytes) -> list[dict[str, str]]:
    """Return the rows of a CSV file."""
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_rows_exported_are_the_submissions_counted_and_the_sum_over_channels(
    session: Session, activity: Activity
) -> None:
    rows = csv_rows(written(session, activity, "responses", "csv"))
    summary = summarise(session, activity)
    assert len(rows) == summary.counted == 5
    by_channel = Counter(row["channel"] for row in rows)
    counted = dict(zip(summary.channels.rows.labels, summary.channels.counts, strict=True))
    assert {Channel(value).label: number for value, number in by_channel.items()} == {
        label: number for label, number in counted.items() if number
    }
    assert sum(counted.values()) == len(rows)
    assert summary.received == 7


def test_all_formats_hold_the_same_rows(session: Session, activity: Activity) -> None:
    from_csv = csv_rows(written(session, activity, "responses", "csv"))
    from_json = [json.loads(line) for line in written(session, activity, "responses", "json").splitlines()]
    book = openpyxl.load_workbook(io.BytesIO(written(session, activity, "responses", "xlsx")))
    assert book.sheetnames == ["Data", "Code book"]
    lines = list(book["Data"].iter_rows(values_only=True))
    assert [row["reference"] for row in from_csv] == [row["reference"] for row in from_json]
    assert [row["reference"] for row in from_csv] == [line[0] for line in lines[1:]]
    assert [row["position"] for row in from_json] == [position or -9 for position in POSITIONS]


def test_no_cell_of_a_spreadsheet_is_a_formula(session: Session, activity: Activity) -> None:
    rows = csv_rows(written(session, activity, "responses", "csv"))
    assert all(row["reasons"].startswith("'=") for row in rows)
    exact = [json.loads(line) for line in written(session, activity, "responses", "json").splitlines()]
    assert exact[0]["reasons"].startswith(FORMULA)


def test_nothing_public_leaves_while_people_can_take_part(session: Session) -> None:
    activity = make_activity(session, make_consultation(session))
    with pytest.raises(StillOpen):
        columns_for(session, wanted(session, activity, "responses", "csv", "public"))
    assert columns_for(session, wanted(session, activity, "responses", "csv"))


@pytest.mark.parametrize("file_format", ["csv", "json"])
def test_an_export_without_public_columns_is_refused(session: Session, activity: Activity, file_format: str) -> None:
    with pytest.raises(Invalid, match=r"Nothing of “About-you totals.*” is public"):
        columns_for(session, wanted(session, activity, "about_you", file_format, "public"))
    assert columns_for(session, wanted(session, activity, "code_book", file_format, "public"))


def test_there_is_no_public_file_of_single_responses(session: Session, activity: Activity) -> None:
    with pytest.raises(Invalid, match="no public file of single responses"):
        columns_for(session, wanted(session, activity, "responses", "csv", "public"))


def test_the_public_gets_no_workbook(session: Session, activity: Activity) -> None:
    with pytest.raises(Invalid):
        columns_for(session, wanted(session, activity, "responses", "xlsx", "public"))


def test_the_summary_says_what_was_asked_counted_said_and_left_out(session: Session, activity: Activity) -> None:
    rows = csv_rows(written(session, activity, "summary", "csv"))
    sections = {row["section"] for row in rows}
    assert sections == {
        *("What was asked", "Taking part", "Areas", "Who was asked", "Who was asked, by version", "Questions"),
        *("Numbers", "About you", "Comments", "Excluded"),
    }
    support = [row for row in rows if row["answer"] == "Support" and row["section"] == "Questions"]
    assert [row["people"] for row in support] == ["2"]
    assert (support[0]["percent"], support[0]["base"], support[0]["code"]) == ("50.0", "4", "support")
    assert len([row for row in rows if row["section"] == "Comments"]) == 5
    assert [row["item"] for row in rows if row["section"] == "Excluded"] == [
        "The same person sent the same response more than once"
    ]


def test_the_code_book_explains_every_column_and_code(session: Session, activity: Activity) -> None:
    book = openpyxl.load_workbook(io.BytesIO(written(session, activity, "responses", "xlsx")))
    lines = list(book["Code book"].iter_rows(values_only=True))
    assert {line[0] for line in lines[1:]} == {cell.value for cell in book["Data"][1]}
    assert ("position", None, None, "dont_know", "Don’t know", 6) in lines
    alone = csv_rows(written(session, activity, "code_book", "csv"))
    assert [tuple(row.values()) for row in alone] == [
        tuple("" if cell is None else str(cell) for cell in line) for line in lines[1:]
    ]


def test_the_summary_says_in_words_what_became_of_the_responses(session: Session, activity: Activity) -> None:
    rows = csv_rows(written(session, activity, "summary", "csv"))
    became = {row["answer"]: row["people"] for row in rows if row["item"] == "What happened to the responses"}
    assert became == {"Counted": "5", "Withdrawn": "1", "Excluded": "1"}


def test_the_written_response_is_meant_where_several_activities_fit(session: Session, activity: Activity) -> None:
    survey = make_activity(session, activity.consultation, "survey", position=1)
    assert wanted(session, activity, "responses", "csv").subject_id == activity.id
    other = make_activity(session, activity.consultation, position=2)
    with pytest.raises(Invalid, match=r"Say which: --activity ") as refused:
        wanted(session, activity, "responses", "csv")
    assert all(f"{one.id} ({one.title})" in str(refused.value) for one in (activity, survey, other))


@pytest.mark.parametrize("file_format", ["parquet", "sav", "dta", "r", "ddi"])
def test_files_for_statistics_are_made_of_responses_for_officers_only(
    session: Session, activity: Activity, file_format: str
) -> None:
    assert columns_for(session, wanted(session, activity, "responses", file_format))
    with pytest.raises(Invalid, match="made of responses only"):
        columns_for(session, wanted(session, activity, "about_you", file_format))
    activity.consultation.state = State.CLOSED
    with pytest.raises(Invalid, match="no public file of single responses"):
        columns_for(session, wanted(session, activity, "responses", file_format, "public"))


def test_an_unknown_export_or_format_is_refused_in_words(session: Session, activity: Activity) -> None:
    with pytest.raises(NotFound, match="There is no export called"):
        wanted(session, activity, "nonsense", "csv")
    with pytest.raises(Invalid, match="Select one of the kinds of file"):
        wanted(session, activity, "responses", "pdf")


def test_what_is_offered_fits_the_consultation(session: Session, activity: Activity) -> None:
    offered = [
        (export.name, one.id if one else None) for export, one in offered_exports(session, activity.consultation)
    ]
    assert offered == [
        ("translations", None),
        ("summary", None),
        ("responses", activity.id),
        ("code_book", activity.id),
        ("about_you", activity.id),
        ("issues", None),
        ("points", None),
        ("themes", None),
        ("assignments", None),
        ("opinion_groups", activity.id),
    ]


def test_files_of_two_activities_are_told_apart_by_their_names_and_that_of_one_needs_none(
    session: Session, activity: Activity
) -> None:
    def name_of(one: Activity) -> str:
        exports = deployment_of(session).registry.exports
        wanted = find_wanted(
            session, exports, activity.consultation, what="responses", file_format="csv", activity_id=one.id
        )
        return wanted.file_name

    slug = activity.consultation.slug
    assert name_of(activity) == f"{slug}-responses-officer.csv"
    make_activity(session, activity.consultation, "impact")
    assert name_of(activity) == f"{slug}-responses-officer.csv"
    activity.title = 'Tell us: "/../..\\ what you\nthink of cameras in every street'
    survey, twin = (make_activity(session, activity.consultation, "survey", title="Enquête") for _ in range(2))
    assert name_of(activity) == f"{slug}-responses-tell-us-what-you-think-officer.csv"
    assert name_of(survey) == f"{slug}-responses-enquete-{survey.id}-officer.csv"
    assert name_of(twin) == f"{slug}-responses-enquete-{twin.id}-officer.csv"
