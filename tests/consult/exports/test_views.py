"""Published results as everybody reads them: the same on the page and in the file, and no more than was published."""

import csv
import io
import json
from typing import Any

import orjson
import pytest
from sqlalchemy.orm import Session

from consult.consultations.models import Activity, State
from consult.exports.models import PublishedResults
from consult.exports.services import WITHHELD, publish_results
from consult.kernel.authz import Role
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


def publish(session: Session, activity: Activity) -> PublishedResults:
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
    assert 'href="/consultations/cameras/results"' in client.get("/consultations/cameras").text


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
    words = words_of(page.text[page.text.index("<main") : page.text.index("</main>") + 7])
    for item in from_json:
        assert item["line"] == "total" or item["answer"] in words or (item["key"], item["people"]) == ("channel", 0)
        assert item["mark"] in words


def test_a_small_number_is_in_no_published_file(client: FormClient, session: Session, activity: Activity) -> None:
    publish(session, activity)
    from_beckton = [line for line in lines(client) if line["answer"] == "Beckton"]
    assert all(item["people"] == "" and item["mark"] for item in from_beckton)
    assert "2" not in {line["people"] for line in lines(client)}


def test_a_withheld_table_is_not_silently_missing_from_the_file(
    client: FormClient, session: Session, activity: Activity
) -> None:
    results = publish(session, activity)
    shown: dict[str, Any] = orjson.loads(orjson.dumps(results.shown))
    shown["tables"][0] |= {"lines": [], "notes": [WITHHELD]}
    results.shown = shown
    assert WITHHELD in client.get("/consultations/cameras/results").text
    (told,) = [line for line in lines(client) if line["question"] == "How responses were received"]
    assert (told["people"], told["mark"]) == ("", WITHHELD)


def test_whoever_must_be_named_for_the_data_is_named_in_the_file_and_on_the_pages(
    client: FormClient, session: Session, activity: Activity
) -> None:
    activity.consultation.attribution = "Data: Polis, CC BY 4.0"
    publish(session, activity)
    assert {line["attribution"] for line in lines(client)} == {"Data: Polis, CC BY 4.0"}
    assert "Data: Polis, CC BY 4.0" in client.get("/consultations/cameras/results").text


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
