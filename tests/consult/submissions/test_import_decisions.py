"""What only an officer can decide about a file: how it is read, what values mean, and what becomes of some rows."""

import re

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.audit.models import AuditEntry
from consult.consultations.models import Activity
from consult.contract.registry import Registry
from consult.exports.xlsx import Sheet, xlsx_chunks
from consult.jobs.running import run_waiting_jobs
from consult.kernel.db import Database
from consult.submissions.models import ResponseImport, Submission
from tests.consult.submissions.test_import_views import CHOSEN, TEXT, begun, checked, number, uploaded, words
from tests.support.pages import faults_of, parsed
from tests.support.web import FormClient


def test_the_page_says_how_the_file_was_read_and_reads_it_again(
    client: FormClient, session: Session, activity: Activity, officer: Person
) -> None:
    text = "Results,,,\nid;position;why;ward\n1;Support;a,b;Abbey\n"
    columns = uploaded(client, activity, text).location
    wrong = {**CHOSEN, "layout_separator": "comma", "layout_heading": "1", "again": "1"}
    client.post_form(columns, wrong)
    assert "separated by commas" in client.get(columns).text
    again = client.post_form(columns, {**wrong, "layout_separator": "semicolon", "channel": "email"})
    assert again.location == columns
    page = client.get(columns).text
    assert "Read as: UTF-8, separated by semicolons, 1 row, heading in line 2." in page
    assert re.search(r'value="email" selected', page), "what was chosen stays"
    found = client.post_form(columns, {**CHOSEN, "layout_separator": "semicolon", "layout_heading": "2"}).location
    assert "Would be imported 1" in words(client.get(found).text)


def test_a_way_of_reading_that_gives_nothing_is_told(client: FormClient, activity: Activity, officer: Person) -> None:
    columns = uploaded(client, activity).location
    answer = client.post_form(columns, {**CHOSEN, "layout_heading": "3", "again": "1"})
    assert answer.status_code == 422
    assert "no rows below its heading" in answer.text


def test_what_values_mean_is_chosen_once_for_each(
    client: FormClient, session: Session, database: Database, registry: Registry, activity: Activity, officer: Person
) -> None:
    rows = "".join(f"{one},{('4', 'Dont know', 'N/A', 'agreed')[one % 4]},words,\n" for one in range(3, 15))
    page = checked(client, activity, TEXT + rows)
    shown = words(client.get(page).text)
    assert "4 values match no answer" in shown
    assert "Cannot be taken 12" in shown
    values = client.get(f"{page}/values")
    assert faults_of(parsed(values.text, is_page=True)) == []
    assert "4 values match no answer" in words(values.text)
    named = dict(re.findall(r'name="(value_\d)"[^>]*>|for="(value_\d)"', values.text))
    assert len(named) >= 4
    order = [words_ for _, words_, _ in session.scalars(select(ResponseImport)).one().report["unknown"]]
    meant = {"4": "support", "Dont know": "dont_know", "N/A": "-9", "agreed": "-out"}
    chosen = {f"value_{place}": meant[value] for place, value in enumerate(order)}
    assert client.post_form(f"{page}/values", {**chosen, "seen": "9"}).location == page
    assert "Cannot be taken 12" in words(client.get(page).text), "another state of the file was seen"
    assert client.post_form(f"{page}/values", {**chosen, "seen": "1"}).location == page
    shown = words(client.get(page).text)
    assert ("Would be imported 11" in shown, "Left out, as you asked 3" in shown) == (True, True)
    assert "“agreed” Leave the row out" in shown
    assert "chosen before" in client.get(f"{page}/values").text
    begun(client, page)
    run_waiting_jobs(database, registry)
    answers = [one.answers.get("position") for one in session.scalars(select(Submission))]
    assert (answers.count("dont_know"), answers.count(None), answers.count("support")) == (3, 3, 4)


def test_the_rest_is_given_back_with_reasons(
    client: FormClient, session: Session, database: Database, registry: Registry, activity: Activity, officer: Person
) -> None:
    page = checked(client, activity, TEXT + "3,Perhaps,=1+1,Abbey\n")
    shown = client.get(page).text
    assert "Import 2 responses and leave 1 row out" in shown
    seen = re.search(r'name="seen" value="(\d+)"', shown)
    assert seen is not None
    client.post_form(f"{page}/begin", {"seen": seen[1], "rest": "1"})
    run_waiting_jobs(database, registry)
    session.expire_all()
    shown = words(client.get(page).text)
    assert ("2 responses are imported" in shown, "Not taken 1" in shown) == (True, True)
    sent = client.post_form(f"{page}/faults").get_data(as_text=True).removeprefix("\ufeff").splitlines()
    assert sent == [
        "id,position,why,ward,Line,What is wrong",
        "3,Perhaps,'=1+1,Abbey,4,“Do you support the proposal?”: “Perhaps” is not one of the answers.",
    ]
    entry = session.scalars(select(AuditEntry).where(AuditEntry.name == "submissions.import_faults_taken")).one()
    assert (entry.actor_id, entry.facts["rows"]) == (officer.id, 1)
    assert "1 row that was not taken" in client.get(f"/staff/activities/{activity.id}/import").text
    mended = "\n".join(sent).replace("Perhaps", "Oppose")
    columns = uploaded(client, activity, mended).location
    assert re.search(r'value="guarded" checked', client.get(columns).text)
    again = client.post_form(columns, {**CHOSEN, "cells": "guarded"}).location
    begun(client, again)
    run_waiting_jobs(database, registry)
    session.expire_all()
    assert session.scalars(select(Submission).order_by(Submission.id.desc())).all()[0].answers["reasons"] == "=1+1"


def test_a_known_key_with_other_words_waits_for_the_officer(
    client: FormClient, session: Session, database: Database, registry: Registry, activity: Activity, officer: Person
) -> None:
    begun(client, checked(client, activity))
    run_waiting_jobs(database, registry)
    page = checked(client, activity, TEXT.replace("It helps", "It does not help"))
    shown = client.get(page).text
    assert "Known, but with other words 1" in words(shown)
    assert ("It helps" in shown, "It does not help" in shown) == (True, True)
    assert "Say what becomes of them" in client.post_form(f"{page}/begin", {"seen": "1"}, follow_redirects=True).text
    client.post_form(f"{page}/clashes", {"on_conflict": "leave"})
    assert "There is nothing to import" in client.get(page).text
    client.post_form(f"{page}/clashes", {"on_conflict": "separate"})
    assert faults_of(parsed(client.get(page).text, is_page=True)) == []
    begun(client, page)
    run_waiting_jobs(database, registry)
    assert number(session) == 3


def test_a_workbook_is_imported_whatever_it_is_called(
    client: FormClient, session: Session, activity: Activity, officer: Person
) -> None:
    sheet = Sheet("Answers", ["id", "position", "why", "ward"], [(1, "Support", "x", "Abbey")])
    sent = uploaded(client, activity, b"".join(xlsx_chunks([sheet])), "answers.csv")
    assert sent.status_code == 303, sent.text
    columns = sent.location
    assert "Read as: a spreadsheet, sheet “Answers”, 1 row, heading in row 1." in client.get(columns).text
    chosen = {name: value for name, value in CHOSEN.items() if name not in {"layout_encoding", "layout_separator"}}
    answer = client.post_form(columns, chosen)
    assert answer.status_code == 303, answer.text
    assert "Would be imported 1" in words(client.get(answer.location).text)
