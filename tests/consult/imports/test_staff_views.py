"""Importing a file as an officer does: upload, columns, a look at what would happen, and the import itself."""

import io
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from consult.accounts.models import Person
from consult.audit.models import AuditEntry
from consult.consultations.models import Activity, State
from consult.contract.registry import Registry
from consult.files.models import StoredFile
from consult.imports.models import ResponseImport
from consult.jobs.models import Job
from consult.jobs.runner import run_waiting_jobs
from consult.kernel.authz import Role
from consult.kernel.db import Database
from consult.responses.questions import set_questions
from consult.submissions.intake import about_you_of
from consult.submissions.models import Submission
from tests.factories import FORMULA, QUESTIONS, actor_for, make_activity, make_consultation, make_person
from tests.support.files import content_path
from tests.support.pages import faults_of, parsed
from tests.support.web import FormClient

SignIn = Callable[[FormClient, Person], None]
TEXT = "id,position,why,ward\n1,Support,It helps,Beckton\n2,Oppose,,Abbey\n"
CHOSEN = {
    "answer_position": "1",
    "answer_reasons": "2",
    "key_column": "0",
    "area_column": "3",
    "channel": "paper",
    "layout_encoding": "utf-8",
    "layout_separator": "comma",
    "layout_heading": "1",
}


def uploaded(client: FormClient, activity: Activity, text: str | bytes = TEXT, name: str = "answers.csv") -> Any:
    """Upload a file."""
    content = text.encode() if isinstance(text, str) else text
    file = (io.BytesIO(content), name)
    return client.post_form(f"/staff/activities/{activity.id}/import", {"file": file})


def checked(client: FormClient, activity: Activity, text: str = TEXT, **more: str) -> str:
    """Upload a file, choose the columns, and return the address of what was found."""
    columns = uploaded(client, activity, text).location
    answer = client.post_form(columns, {**CHOSEN, **more})
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def number(session: Session, model: type[Any] = Submission) -> int:
    """Count the rows of a table."""
    return session.scalar(select(func.count()).select_from(model)) or 0


def begun(client: FormClient, page: str) -> TestResponse:
    """Press the button of a page that would import."""
    seen = re.search(r'name="seen" value="(\d+)"', client.get(page).text)
    assert seen is not None
    return client.post_form(f"{page}/begin", {"seen": seen[1]})


def words(page: str) -> str:
    """Return the text of a page, as it is read."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_the_desk_leads_to_the_upload(client: FormClient, activity: Activity, officer: Person) -> None:
    assert f"/staff/activities/{activity.id}/import" in client.get(f"/staff/activities/{activity.id}/responses").text


def test_a_file_is_uploaded_checked_imported_and_deleted(
    client: FormClient, session: Session, database: Database, registry: Registry, activity: Activity, officer: Person
) -> None:
    page = checked(client, activity)
    shown = words(client.get(page).text)
    assert "Rows in the file 2" in shown
    assert "Would be imported 2" in shown
    assert "Import 2 responses" in shown
    assert number(session) == 0
    place = content_path(session, session.scalars(select(StoredFile)).one())
    assert place.is_file()

    answer = begun(client, page)
    job = session.scalars(select(Job).where(Job.name == "submissions.import")).one()
    assert answer.location == f"/staff/jobs/{job.id}"
    assert "Waiting to start" in client.get(page).text
    assert number(session) == 0

    run_waiting_jobs(database, registry)
    session.expire_all()
    first, second = session.scalars(select(Submission).order_by(Submission.id))
    assert (first.answers, first.area) == ({"position": "support", "reasons": "It helps"}, "Beckton")
    assert (second.answers, second.channel) == ({"position": "oppose"}, "paper")
    assert "2 responses are imported" in words(client.get(page).text)
    assert "Responses imported: 2." in client.get(f"/staff/jobs/{job.id}").text
    assert (number(session, StoredFile), place.exists()) == (0, False)
    entry = session.scalars(select(AuditEntry).where(AuditEntry.name == "submissions.responses_imported")).one()
    assert (entry.actor_id, entry.facts["rows"]) == (officer.id, 2)


def test_day_and_hour_channel_and_answers_about_the_person_are_those_of_each_row(
    client: FormClient, session: Session, database: Database, registry: Registry, activity: Activity, officer: Person
) -> None:
    head = "id,position,why,ward,when,how,age,sex\n"
    text = (
        head + "1,Support,a,,1/7/2016 14:35,Email,25 to 34,Female\n2,Oppose,b,,2016-07-02,Meeting,,\n3,Oppose,c,,,,,\n"
    )
    columns = uploaded(client, activity, text).location
    assert "There is no column for a name or an organisation" in client.get(columns).text
    more = {"received_column": "4", "channel_column": "5", "about_age_band": "6", "about_sex": "7"}
    page = client.post_form(columns, {**CHOSEN, **more}).location
    begun(client, page)
    run_waiting_jobs(database, registry)
    session.expire_all()
    first, second, third = session.scalars(select(Submission).order_by(Submission.id))
    assert [submission.channel for submission in (first, second, third)] == ["email", "meeting", "paper"]
    assert [submission.received_on for submission in (first, second, third)] == [
        date(2016, 7, 1),
        date(2016, 7, 2),
        None,
    ]
    assert first.submitted_at == datetime(2016, 7, 1, 13, tzinfo=UTC), "its own hour, without the minutes"
    assert second.submitted_at == third.submitted_at, "of these only the day is known, or nothing"
    assert about_you_of(session, first.id) == {"age_band": "25_34", "sex": "female"}
    assert about_you_of(session, second.id) == {}


def test_a_file_is_not_imported_twice(
    client: FormClient, session: Session, database: Database, registry: Registry, activity: Activity, officer: Person
) -> None:
    page = checked(client, activity)
    assert begun(client, page).location == client.post_form(f"{page}/begin", {"seen": "1"}).location
    assert len(session.scalars(select(Job).where(Job.name == "submissions.import")).all()) == 1
    run_waiting_jobs(database, registry)
    assert client.post_form(f"{page}/begin", {"seen": "1"}).location == page
    assert run_waiting_jobs(database, registry) == 0
    again = checked(client, activity)
    assert "Imported before 2" in words(client.get(again).text)
    assert "There is nothing to import" in client.get(again).text
    assert number(session) == 2


def test_columns_that_are_called_like_questions_are_chosen_already(
    client: FormClient, session: Session, activity: Activity, officer: Person
) -> None:
    text = "ID,Position,Tell us why.,Ward,\n1,Support,Because,Abbey,\n"
    page = client.get(uploaded(client, activity, text).location).text
    chosen = re.findall(r'<select[^>]*name="(\w+)".*?</select>', page, re.S)
    selected = {
        name: re.findall(r'<option value="(\d*)" selected>', block)
        for name, block in re.findall(r'<select[^>]*name="(\w+)"(.*?)</select>', page, re.S)
    }
    assert [name for name in chosen if name.startswith("answer_")] == ["answer_position", "answer_reasons"]
    assert selected["answer_position"] == ["1"]
    assert selected["answer_reasons"] == ["2"]
    assert selected["key_column"] == ["0"]
    assert selected["area_column"] == ["3"]
    assert "Because" in page, "the first rows are shown"


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"%PDF-1.7", "answers.pdf", "neither a text file (CSV, TSV) nor a spreadsheet (XLSX, ODS)"),
        (b"id,position\n1,a\0b\n", "answers.csv", "Line 2 holds a character that no text has"),
        ('id,position\n1,"a"b\n', "answers.csv", "Line 2 is not CSV"),
        (b"PK\x03\x04", "answers.xlsx", "not a spreadsheet that can be read"),
        ("id,position\n", "answers.csv", "no rows below its heading"),
        ("", "answers.csv", "The file is empty."),
    ],
)
def test_a_file_that_cannot_be_used_is_refused(
    client: FormClient,
    session: Session,
    activity: Activity,
    officer: Person,
    content: str | bytes,
    name: str,
    sentence: str,
) -> None:
    answer = uploaded(client, activity, content, name)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Error: " in answer.text
    assert (number(session, ResponseImport), number(session, StoredFile)) == (0, 0)


def test_no_file_at_all_is_told(client: FormClient, activity: Activity, officer: Person) -> None:
    answer = client.post_form(f"/staff/activities/{activity.id}/import")
    assert (answer.status_code, "Select a CSV or spreadsheet file" in answer.text) == (422, True)


def test_a_consultation_that_is_not_open_takes_no_file(client: FormClient, session: Session, officer: Person) -> None:
    draft = make_activity(session, make_consultation(session, state=State.DRAFT))
    answer = uploaded(client, draft)
    assert answer.status_code == 422
    assert "from the opening of a consultation until its decision" in answer.text


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        ({"answer_position": "", "answer_reasons": ""}, "Select a column for at least one question"),
        ({"answer_reasons": "1"}, "already chosen for “Do you support the proposal?”"),
        ({"answer_position": "17"}, "Select from the options shown"),
        ({"channel": "pigeon"}, "Select from the options shown"),
        ({"only_values": "Abbey"}, "Select the column that says which rows to take"),
        ({"only_column": "3"}, "Enter the values to take"),
        ({"only_column": "0", "only_minimum": "1"}, "Enter the largest number to take"),
        ({"only_column": "0", "only_maximum": "1"}, "Enter the smallest number to take"),
        ({"only_column": "0", "only_minimum": "1", "only_maximum": "2", "only_values": "x"}, "not both"),
        ({"only_column": "3", "only_values": "a|b"}, "must not contain |"),
    ],
)
def test_what_was_chosen_stays_when_something_is_wrong(
    client: FormClient, session: Session, activity: Activity, officer: Person, chosen: dict[str, str], sentence: str
) -> None:
    answer = client.post_form(uploaded(client, activity).location, {**CHOSEN, **chosen})
    assert answer.status_code == 422
    assert sentence in answer.text
    key = re.search(r'<select[^>]*name="key_column".*?</select>', answer.text, re.S)
    assert key is not None
    assert '<option value="0" selected>' in key[0]
    assert chosen.get("only_values", "") in answer.text
    assert session.scalars(select(ResponseImport.state)).one() == "uploaded"


def test_only_the_wanted_rows_are_taken(
    client: FormClient, session: Session, database: Database, registry: Registry, activity: Activity, officer: Person
) -> None:
    page = checked(client, activity, only_column="3", only_values="Abbey\nCanning Town")
    assert "Left out, as you asked 1" in words(client.get(page).text)
    assert "ward: Abbey, Canning Town" in client.get(page).text
    columns = client.get(f"{page}/columns").text
    assert "Abbey\nCanning Town" in columns, "what was chosen is there again"
    client.post_form(f"{page}/columns", {**CHOSEN, "only_column": "0", "only_minimum": "1", "only_maximum": "1.5"})
    assert 'value="1.5"' in client.get(f"{page}/columns").text
    begun(client, page)
    run_waiting_jobs(database, registry)
    assert session.scalars(select(Submission.area)).all() == ["Beckton"]


def test_faulty_rows_are_listed_by_line_and_keep_all_out(
    client: FormClient, session: Session, activity: Activity, officer: Person
) -> None:
    text = TEXT + "".join(f"{item},{FORMULA.replace(',', '')},,\n".replace('"', "") for item in range(3, 253))
    page = checked(client, activity, text)
    shown = client.get(page).text
    assert "Cannot be taken 250" in words(shown)
    assert shown.count("is not one of the answers") == 200
    assert "These are the first 200 of 250 rows." in words(shown)
    assert "Import 2 responses</button>" not in shown
    assert client.post_form(f"{page}/begin", {"seen": "1"}).location == page
    assert "Some rows cannot be taken" in client.get(page).text
    assert number(session, Job) == 0

    sent = client.post_form(f"{page}/faults")
    assert sent.headers["Content-Disposition"].startswith("attachment")
    lines = sent.get_data(as_text=True).removeprefix("\ufeff").splitlines()
    assert len(lines) == 251
    assert ",4,“Do you support the proposal?”:" in lines[1]
    entry = session.scalars(select(AuditEntry).where(AuditEntry.name == "submissions.import_faults_taken")).one()
    assert (entry.actor_id, entry.facts["rows"]) == (officer.id, 250)


def test_a_cell_is_never_markup(client: FormClient, activity: Activity, officer: Person) -> None:
    text = "id,position,<script>alert(1)</script>,ward\n1,<script>alert(2)</script>,,\n"
    columns = uploaded(client, activity, text).location
    assert "<script>alert" not in client.get(columns).text
    page = client.post_form(columns, {**CHOSEN, "key_column": "2"}).location
    assert "<script>alert" not in client.get(page).text


def test_pages_are_well_formed(
    client: FormClient, database: Database, registry: Registry, activity: Activity, officer: Person
) -> None:
    def render_options(address: str) -> None:
        assert faults_of(parsed(client.get(address).text, is_page=True)) == []

    render_options(f"/staff/activities/{activity.id}/import")
    page = checked(client, activity)
    render_options(f"{page}/columns")
    render_options(page)
    render_options(checked(client, activity, TEXT + "3,Perhaps,,\n"))
    begun(client, page)
    render_options(page)
    run_waiting_jobs(database, registry)
    render_options(page)


def test_looking_changes_nothing(client: FormClient, session: Session, activity: Activity, officer: Person) -> None:
    page = checked(client, activity)
    before = session.execute(select(ResponseImport.state, ResponseImport.revision, ResponseImport.report)).all()
    for address in (page, f"{page}/columns", f"/staff/activities/{activity.id}/import"):
        assert client.get(address).status_code == 200
    assert session.execute(select(ResponseImport.state, ResponseImport.revision, ResponseImport.report)).all() == before
    assert client.get(f"{page}/begin").status_code == 405


def test_what_was_not_seen_is_not_imported(
    client: FormClient, session: Session, activity: Activity, officer: Person
) -> None:
    page = checked(client, activity)
    client.post_form(f"{page}/columns", {**CHOSEN, "channel": "email"})
    assert client.post_form(f"{page}/begin", {"seen": "1"}).location == page
    assert "have changed since the file was checked" in client.get(page).text
    assert number(session, Job) == 0


def test_new_questions_ask_for_a_new_check(
    client: FormClient, session: Session, activity: Activity, officer: Person
) -> None:
    page = checked(client, activity)
    more = {**QUESTIONS, "questions": [*QUESTIONS["questions"], {"key": "more", "kind": "long_text", "label": "More?"}]}
    set_questions(session, actor_for(session, officer), activity, more)
    assert begun(client, page).location == page
    assert "have changed since the file was checked" in client.get(page).text
    client.post_form(f"{page}/columns", CHOSEN)
    assert "/staff/jobs/" in begun(client, page).location


@pytest.mark.parametrize("role", [Role.OFFICER, Role.ADMINISTRATOR])
def test_another_officers_file_is_not_found(
    client: FormClient, session: Session, activity: Activity, officer: Person, sign_in: SignIn, role: Role
) -> None:
    page = checked(client, activity)
    sign_in(client, make_person(session, role))
    assert client.get(page).status_code == 404
    assert client.get(f"{page}/columns").status_code == 404
    for verb in ("begin", "faults", "discard", "clashes", "values"):
        assert client.post_form(f"{page}/{verb}", {"seen": "1"}).status_code == 404
    assert "answers.csv" not in client.get(f"/staff/activities/{activity.id}/import").text


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.COUNCILLOR, Role.GROUP_MEMBER, Role.AUTHORISING_OFFICER])
def test_only_staff_import(
    client: FormClient, session: Session, activity: Activity, sign_in: SignIn, role: Role
) -> None:
    sign_in(client, make_person(session, role))
    assert uploaded(client, activity).status_code in {403, 404}
    assert client.get(f"/staff/activities/{activity.id}/import").status_code in {403, 404}
    assert number(session, ResponseImport) == 0


def test_the_uploaded_file_has_no_address(
    client: FormClient, session: Session, activity: Activity, officer: Person
) -> None:
    checked(client, activity)
    file = session.scalars(select(StoredFile)).one()
    assert client.get(f"/files/{file.key}/{file.name}").status_code == 404


@pytest.mark.parametrize("harm", ["removed", "changed"])
def test_a_file_that_was_lost_is_told_in_a_sentence(
    client: FormClient, session: Session, activity: Activity, officer: Person, harm: str
) -> None:
    columns = uploaded(client, activity).location
    place = content_path(session, session.scalars(select(StoredFile)).one())
    if harm == "removed":
        place.unlink()
    else:
        place.write_text(TEXT + "3,Support,,\n")
    answer = client.post_form(columns, CHOSEN)
    assert answer.status_code == 410
    assert "no longer here, or has changed. Upload it again." in answer.text


def test_a_file_can_be_deleted_instead(
    client: FormClient, session: Session, activity: Activity, officer: Person
) -> None:
    page = checked(client, activity)
    place = content_path(session, session.scalars(select(StoredFile)).one())
    assert "answers.csv" in client.get(f"/staff/activities/{activity.id}/import").text
    assert client.post_form(f"{page}/discard").location == f"/staff/activities/{activity.id}/import"
    assert (number(session, ResponseImport), number(session, StoredFile), place.exists()) == (0, 0, False)
    assert client.get(page).status_code == 404


def test_a_file_that_is_being_imported_is_neither_deleted_nor_read_in_another_way(
    client: FormClient, session: Session, activity: Activity, officer: Person
) -> None:
    page = checked(client, activity)
    begun(client, page)
    assert client.post_form(f"{page}/discard").location == page
    assert client.post_form(f"{page}/columns", {**CHOSEN, "channel": "email"}).location == page
    assert session.scalars(select(ResponseImport.channel)).one() == "paper"
    assert number(session, StoredFile) == 1
