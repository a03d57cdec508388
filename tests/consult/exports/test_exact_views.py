"""Everybody reads exact counts on a page of their own and in files; the results beside them stay as they were."""

import csv
import io

import openpyxl
from sqlalchemy import update
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.exports.making import publish_results
from consult.exports.withdrawing import withdraw_results
from consult.kernel.authz import SYSTEM, Role
from consult.privacy.services import erase, find_subject
from consult.submissions.models import Submission
from tests.consult.exports.test_exact_publication import make
from tests.factories import make_actor, make_person
from tests.support.pages import faults_of, parsed, words_in
from tests.support.web import FormClient

RESULTS = "/consultations/bench/results"


def page(activity: Activity, ending: str = "") -> str:
    return f"{RESULTS}/{activity.id}/exact-counts{ending}"


def test_nothing_is_there_before_two_officers_signed(client: FormClient, session: Session, exact: Activity) -> None:
    publish_results(session, SYSTEM, exact)
    assert client.get(page(exact)).status_code == 404
    assert client.get(page(exact, ".csv")).status_code == 404
    assert "exact" not in client.get(RESULTS).text.casefold()


def test_the_page_and_each_file_say_the_same(client: FormClient, session: Session, exact: Activity) -> None:
    publish_results(session, SYSTEM, exact)
    numbers = client.get(f"{RESULTS}.csv").data
    make(session, exact)
    assert client.get(f"{RESULTS}.csv").data == numbers
    assert "They stay as they are." in client.get(RESULTS).text
    assert "until at least ten" not in client.get(RESULTS).text
    assert page(exact) in client.get(RESULTS).text
    for address in (RESULTS, page(exact)):
        answer = client.get(address)
        assert faults_of(parsed(answer.text, is_page=True)) == []
        assert "19 to 17 is what people want to know." in answer.text
        assert "signed on" in answer.text
    rows = list(csv.DictReader(io.StringIO(client.get(page(exact, ".csv")).data.decode("utf-8-sig"), newline="")))
    told = {row["answer"]: row["people"] for row in rows}
    assert (told["Support"], told["Oppose"], told["Total"]) == ("13", "6", "24")
    assert {row["question"] for row in rows} == {"A bench?"}
    assert '"people":13' in client.get(page(exact, ".jsonl")).text.replace(" ", "")
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(page(exact, ".xlsx")).data))["Exact counts"]
    assert [row[3].value for row in sheet.iter_rows(min_row=2) if row[2].value == "Support"] == [13]


def test_nothing_changes_them_but_a_withdrawal(client: FormClient, session: Session, exact: Activity) -> None:
    publish_results(session, SYSTEM, exact)
    make(session, exact)
    before = words_in(parsed(client.get(page(exact)).text, is_page=True))
    session.execute(update(Submission).values(answers={"bench": "oppose"}))
    assert words_in(parsed(client.get(page(exact)).text, is_page=True)) == before
    withdraw_results(session, make_actor(session, Role.OFFICER), exact, "Rows were doubled.", seen=1)
    assert client.get(page(exact)).status_code == 404
    assert "19 to 17" not in client.get(RESULTS).text


def test_another_consultation_has_no_such_page(client: FormClient, session: Session, exact: Activity) -> None:
    publish_results(session, SYSTEM, exact)
    make(session, exact)
    assert client.get(page(exact).replace("bench", "other")).status_code == 404


def test_an_officer_who_was_erased_is_an_officer(client: FormClient, session: Session, exact: Activity) -> None:
    publish_results(session, SYSTEM, exact)
    make(session, exact)
    person = make_person(session, Role.OFFICER, email="olive@people.example", name="Olive Officer")
    erase(session, make_actor(session, Role.ADMINISTRATOR), find_subject(session, person.email), "known")
    assert client.get(page(exact)).status_code == 200
    assert "Olive" not in client.get(page(exact)).text
