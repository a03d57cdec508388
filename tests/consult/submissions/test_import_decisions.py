"""What only an officer can decide about a file: how it is read, what values mean, and what becomes of some rows."""

import re

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.audit.models import AuditEntry
from consult.consultations.models import Activity
from consult.contract.registry import Registry
from consult.exports.xlsx import Sheet, xlsx_chunks
from consult.imports.models import ImportClash, ResponseImport
from consult.jobs.runner import run_waiting_jobs
from consult.kernel.db import Database
from consult.submissions.models import Cause, Status, Submission
from consult.submissions.revision import revise
from tests.consult.imports.test_staff_views import CHOSEN, TEXT, begun, checked, number, uploaded, words
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
    assert "Read as UTF-8, separated by semicolons. It has 1 row. The heading is line 2." in page
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
    rows = "".join(f"{item},{('4', 'Dont know', 'N/A', 'agreed')[item % 4]},words,\n" for item in range(3, 15))
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
    answers = [submission.answers.get("position") for submission in session.scalars(select(Submission))]
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
    assert "1 row is not decided yet" in words(shown)
    assert ("It helps" in shown, "It does not help" in shown) == (True, True)
    assert faults_of(parsed(shown, is_page=True)) == []
    for button in ({"seen": "1"}, {"seen": "1", "rest": "1"}):
        assert "are not decided yet" in client.post_form(f"{page}/begin", button, follow_redirects=True).text
    client.post_form(f"{page}/clashes", {"for_all": "leave", "only_open": "1"})
    assert "There is nothing to import" in client.get(page).text
    client.post_form(f"{page}/clashes", {"for_all": "separate", "only_open": "0"})
    assert faults_of(parsed(client.get(page).text, is_page=True)) == []
    begun(client, page)
    run_waiting_jobs(database, registry)
    assert number(session) == 3


def answers_of(session: Session) -> list[str]:
    """Return the reasons of every response, in the order in which they were imported."""
    session.expire_all()
    return [
        submission.answers.get("reasons", "")
        for submission in session.scalars(select(Submission).order_by(Submission.id))
    ]


def chosen_on(page: str, choices: dict[int, str]) -> dict[str, str]:
    """Return what a page of clashes sends with these choices, as it is shown."""
    seen = dict(re.findall(r'name="(seen_\d+)"[^>]*value="([^"]+)"', page))
    return {**seen, **{f"choice_{number}": value for number, value in choices.items()}, "page": "1"}


def test_rows_that_say_something_else_are_decided_one_by_one_over_pages(
    client: FormClient, session: Session, database: Database, registry: Registry, activity: Activity, officer: Person
) -> None:
    head, rows = "id,position,why,ward\n", 25
    begun(client, checked(client, activity, head + "".join(f"{item},Support,old {item},\n" for item in range(rows))))
    run_waiting_jobs(database, registry)
    page = checked(client, activity, head + "".join(f"{item},Oppose,new {item},\n" for item in range(rows)))
    first = client.get(page).text
    assert ("Page 1 of 2" in words(first), "old 19" in first, "old 20" in first) == (True, True, False)
    assert "Keep what is here" in first
    sent = client.post_form(f"{page}/clashes", {**chosen_on(first, {2: "take", 3: "leave"}), "to": "2"})
    assert sent.location == f"{page}?page=2#clashes"
    second = client.get(f"{page}?page=2").text
    assert ("new 24" in second, "new 19" in second) == (True, False)
    assert re.search(r'name="choice_2"[^>]*value="take"[^>]*checked', client.get(page).text), "kept over pages"
    bad = client.post_form(f"{page}/clashes", chosen_on(first, {4: "perhaps"}))
    assert (bad.status_code, "Select from the options shown" in bad.text) == (422, True)
    assert client.post_form(f"{page}/clashes", {"only_open": "1", "for_all": ""}).status_code == 422
    client.post_form(f"{page}/clashes", {**chosen_on(second, {26: "separate"}), "page": "2"})
    assert "22 rows are not decided yet" in words(client.get(page).text)
    assert "not decided yet" in client.post_form(f"{page}/begin", {"seen": "1"}, follow_redirects=True).text
    client.post_form(f"{page}/clashes", {"only_open": "1", "for_all": "leave"})
    assert "Import 1 response and replace 1" in client.get(page).text
    begun(client, page)
    run_waiting_jobs(database, registry)
    assert answers_of(session) == ["new 0", *(f"old {item}" for item in range(1, rows)), "new 24"]
    done = words(client.get(page).text)
    assert "Kept as they were, where the file says something else 23" in done
    assert "Replaced with what the file says 1" in done
    assert number(session, ImportClash) == 0


def test_a_response_that_changed_meanwhile_is_to_be_decided_again(
    client: FormClient, session: Session, database: Database, registry: Registry, activity: Activity, officer: Person
) -> None:
    begun(client, checked(client, activity))
    run_waiting_jobs(database, registry)
    page = checked(client, activity, TEXT.replace("It helps", "It does not help"))
    shown = client.get(page).text
    first = session.scalars(select(Submission).order_by(Submission.id)).first()
    assert first is not None
    touch(session, activity, first)
    stale = client.post_form(f"{page}/clashes", chosen_on(shown, {2: "take"}))
    assert (stale.status_code, "changed while you chose" in stale.text) == (409, True)
    client.post_form(f"{page}/clashes", chosen_on(client.get(page).text, {2: "take"}))
    asked = begun(client, page)
    touch(session, activity, first)
    run_waiting_jobs(database, registry)
    assert ("/staff/jobs/" in asked.location, answers_of(session)) == (True, ["It helps", ""])
    shown = client.get(page).text
    assert ("imported nothing" in shown, "1 row is not decided yet" in words(shown)) == (True, True)
    assert "The response changed since you chose" in shown
    assert "Import 0" not in shown


def touch(session: Session, activity: Activity, submission: Submission) -> None:
    """Change a response as another officer does."""
    revise(session, activity, submission, Cause.STATUS, status=Status.SUBMITTED)
    session.commit()


def test_a_workbook_is_imported_whatever_it_is_called(
    client: FormClient, session: Session, activity: Activity, officer: Person
) -> None:
    sheet = Sheet("Answers", ["id", "position", "why", "ward"], [(1, "Support", "x", "Abbey")])
    sent = uploaded(client, activity, b"".join(xlsx_chunks([sheet])), "answers.csv")
    assert sent.status_code == 303, sent.text
    columns = sent.location
    assert "Read as a spreadsheet, sheet “Answers”. It has 1 row. The heading is row 1." in client.get(columns).text
    chosen = {name: value for name, value in CHOSEN.items() if name not in {"layout_encoding", "layout_separator"}}
    answer = client.post_form(columns, chosen)
    assert answer.status_code == 303, answer.text
    assert "Would be imported 1" in words(client.get(answer.location).text)
