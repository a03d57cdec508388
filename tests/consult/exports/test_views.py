"""Published results as everybody reads them: the same on the page and in the file, and no more than was published."""

import csv
import io
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from consult.consultations.models import Activity, State
from consult.desk.exclusions import exclude, reinstate
from consult.exports.making import publish_results
from consult.exports.models import Edition
from consult.kernel.authz import Role
from consult.submissions.models import Cause, Status, Submission, Tally
from consult.submissions.revision import revise
from tests.factories import make_activity, make_actor, make_consultation, make_submission
from tests.support.pages import faults_of, parsed, words_of
from tests.support.web import FormClient

PAGES = ("/consultations/cameras/results", "/consultations/cameras/results.csv")


@pytest.fixture
def activity(session: Session) -> Activity:
    """A closed written response with 60 answers, two of them from Beckton."""
    consultation = make_consultation(session, state=State.CLOSED, slug="cameras", title="Cameras")
    made = make_activity(session, consultation, title="Tell us")
    for number in range(60):
        answers = {"position": "support" if number < 40 else "oppose", "reasons": f"Reason {number}."}
        make_submission(session, made, answers=answers, area="Beckton" if number < 2 else "Abbey")
    session.expire(consultation, ["activities"])
    return made


def publish(session: Session, activity: Activity) -> Edition:
    return publish_results(session, make_actor(session, Role.OFFICER), activity)


def lines(client: FormClient) -> list[dict[str, str]]:
    text = client.get("/consultations/cameras/results.csv").data.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_there_before_something_is_published(client: FormClient, activity: Activity, page: str) -> None:
    assert client.get(page).status_code == 404
    assert "See how many took part" not in client.get("/consultations/cameras").text


def test_the_page_of_the_consultation_leads_to_what_was_published(
    client: FormClient, session: Session, activity: Activity
) -> None:
    publish(session, activity)
    page = client.get("/consultations/cameras").text
    assert 'href="/consultations/cameras/results"' in page
    assert "We received 60 responses." in page


def test_page_csv_and_json_hold_the_same_numbers(client: FormClient, session: Session, activity: Activity) -> None:
    publish(session, activity)
    page = client.get("/consultations/cameras/results")
    assert faults_of(parsed(page.text, is_page=True)) == []
    from_csv = lines(client)
    from_json = [json.loads(line) for line in client.get("/consultations/cameras/results.jsonl").data.splitlines()]
    assert [(item["question"], item["answer"]) for item in from_csv] == [
        (item["question"], item["answer"]) for item in from_json
    ]
    assert [item["people"] for item in from_csv] == [
        "" if item["people"] is None else str(item["people"]) for item in from_json
    ]
    support = next(item for item in from_csv if item["answer"] == "Support")
    assert support["people"] == "40"
    assert {item["counted"] for item in from_csv} == {"60"}
    words = words_of(page.text[page.text.index("<main") : page.text.index("</main>") + 7])
    for item in from_json:
        assert item["line"] == "total" or item["answer"] in words or (item["key"], item["people"]) == ("channel", 0)
        assert item["mark"] in words


def test_the_workbook_holds_the_numbers_of_the_file_with_real_days_a_filter_and_what_columns_say(
    client: FormClient, session: Session, activity: Activity, tmp_path: Path
) -> None:
    publish(session, activity)
    sent = client.get("/consultations/cameras/results.xlsx")
    assert sent.mimetype == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    book = openpyxl.load_workbook(io.BytesIO(sent.data))
    page = book["Results"]
    head, *rows = page.iter_rows(values_only=True)
    from_csv = lines(client)
    assert list(head) == list(from_csv[0])
    for row, line in zip(rows, from_csv, strict=True):
        told = {str(name): cell for name, cell in zip(head, row, strict=True)}
        assert str(told["people"]) == line["people"]
        assert (told["answer"], str(told["code"] or "")) == (line["answer"], line["code"])
        assert isinstance(told["published_on"], datetime)
        assert told["published_on"].date().isoformat() == line["published_on"]
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref.startswith("A1:")
    assert page.column_dimensions["A"].width > 30
    assert [name for name, _says in book["Columns"].iter_rows(values_only=True)][1:] == list(head)
    opened = opened_by_libreoffice(sent.data, tmp_path)
    assert [row["people"] for row in opened] == [line["people"] for line in from_csv]
    assert [row["published_on"] for row in opened] == [line["published_on"] for line in from_csv]


def opened_by_libreoffice(workbook: bytes, folder: Path) -> list[dict[str, str]]:
    """Return the first sheet as LibreOffice reads it; skips without one."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice was not found.")
    (folder / "results.xlsx").write_bytes(workbook)
    subprocess.run(
        [
            *(program, f"-env:UserInstallation=file://{folder / 'profile'}", "--headless", "--convert-to"),
            "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false",
            *("--outdir", str(folder), str(folder / "results.xlsx")),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return list(csv.DictReader(io.StringIO((folder / "results.csv").read_text("utf-8"))))


def test_whoever_must_be_named_for_the_data_is_named_in_the_file_and_on_the_pages(
    client: FormClient, session: Session, activity: Activity
) -> None:
    activity.consultation.attribution = "Data: Polis, CC BY 4.0"
    publish(session, activity)
    assert {line["attribution"] for line in lines(client)} == {"Data: Polis, CC BY 4.0"}
    for page in ("results",):
        assert "Data: Polis, CC BY 4.0" in client.get(f"/consultations/cameras/{page}").text


def test_two_ways_of_taking_part_each_have_their_results(
    client: FormClient, session: Session, activity: Activity
) -> None:
    other = make_activity(session, activity.consultation, title="At the meeting", position=1)
    for _ in range(30):
        make_submission(session, other)
    session.expire(activity.consultation, ["activities"])
    publish(session, activity)
    assert {line["activity"] for line in lines(client)} == {"Tell us"}
    publish(session, other)
    assert {line["activity"] for line in lines(client)} == {"Tell us", "At the meeting"}


def told(client: FormClient, address: str) -> str:
    """Return what a page or a file of the consultation tells, without what is new in each answer.

    How far officers have got with the passages is public while they work, and says nothing of answers.
    """
    text = client.get(f"/consultations/cameras/{address}".rstrip("/")).text
    page = text[text.index("<main") : text.index("</main>")] if "<main" in text else text
    return re.sub(r'<section class="app-stack" aria-labelledby="coverage-title">.*?</section>', "", page, flags=re.S)


def _adds(session: Session, activity: Activity) -> None:
    make_submission(session, activity, answers={"position": "oppose", "reasons": "Late."}, area="Beckton")


def _excludes(session: Session, activity: Activity) -> None:
    exclude(session, make_actor(session, Role.OFFICER), activity, _some(session, activity), "abusive", "")


def _corrects(session: Session, activity: Activity) -> None:
    said = {"position": "dont_know"}
    revise(session, activity, _some(session, activity), Cause.CORRECTION, reason="Misread.", answers=said)


def _withdraws(session: Session, activity: Activity) -> None:
    revise(session, activity, _some(session, activity), Cause.WITHDRAWAL, status=Status.WITHDRAWN)


def _some(session: Session, activity: Activity) -> Submission:
    found = select(Submission).where(Submission.activity_id == activity.id, Submission.status == Status.SUBMITTED)
    return session.scalars(found.order_by(Submission.revision, Submission.id)).all()[0]


def _excludes_and_puts_back(session: Session, activity: Activity) -> None:
    officer, submission = make_actor(session, Role.OFFICER), _some(session, activity)
    exclude(session, officer, activity, submission, "abusive", "")
    reinstate(session, officer, activity, submission)


def _erases(session: Session, activity: Activity) -> None:
    revise(session, activity, _some(session, activity), Cause.ERASURE, status=Status.WITHDRAWN)


@pytest.mark.parametrize("change", [_adds, _excludes, _corrects, _withdraws, _erases, _excludes_and_puts_back])
def test_nothing_public_changes_while_fewer_than_ten_come_go_or_change(
    client: FormClient, session: Session, activity: Activity, change: Callable[[Session, Activity], None]
) -> None:
    publish(session, activity)
    addresses = ("results", "results.csv", "results.jsonl", "results.csv-metadata.json", "")

    def public() -> list[object]:
        session.expire_all()
        workbook = client.get("/consultations/cameras/results.xlsx").data
        return [workbook, *(told(client, address) for address in addresses)]

    before = public()
    for _ in range(9):
        change(session, activity)
    assert public() == before


def test_whatever_becomes_of_the_exact_counts_the_public_numbers_stay(
    client: FormClient, session: Session, activity: Activity
) -> None:
    publish(session, activity)
    addresses = ("", "results", "results.csv", "results.jsonl")
    before = [told(client, address) for address in addresses]
    session.execute(update(Tally).values(count=Tally.count + 1_000))
    for submission in session.scalars(select(Submission)):
        submission.answers = {"position": "oppose"}
    session.flush()
    assert [told(client, address) for address in addresses] == before
