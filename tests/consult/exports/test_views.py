"""Published results as everybody reads them: the same on the page and in the file, and no more than was published."""

import csv
import io
import json
from typing import Any

import orjson
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity, State
from consult.desk.exclusions import exclude
from consult.desk.readings import record_reading
from consult.exports.models import PublishedResults
from consult.exports.services import WITHHELD, publish_results
from consult.kernel.authz import Role
from consult.submissions.models import Submission
from tests.factories import XSS, make_activity, make_actor, make_consultation, make_submission
from tests.support.pages import faults_of, parsed, words_of
from tests.support.redaction import redact
from tests.support.web import FormClient

PAGES = ("/consultations/cameras/results", "/consultations/cameras/results.csv", "/consultations/cameras/comments")


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


def publish(
    session: Session, activity: Activity, *, with_comments: bool = True, reads: bool = True
) -> PublishedResults:
    officer = make_actor(session, Role.OFFICER)
    for submission in session.scalars(select(Submission).where(Submission.activity_id == activity.id)):
        if reads:
            record_reading(session, officer, submission)
    return publish_results(session, officer, activity, with_comments=with_comments)


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
    publish(session, activity, with_comments=False)
    page = client.get("/consultations/cameras").text
    assert 'href="/consultations/cameras/results"' in page
    assert 'href="/consultations/cameras/comments"' not in page
    publish(session, activity)
    assert 'href="/consultations/cameras/comments"' in client.get("/consultations/cameras").text


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
    for page in ("results", "comments"):
        assert "Data: Polis, CC BY 4.0" in client.get(f"/consultations/cameras/{page}").text


def test_comments_are_read_page_by_page_each_once(client: FormClient, session: Session, activity: Activity) -> None:
    publish(session, activity)
    first, second = (client.get(f"/consultations/cameras/comments?page={number}") for number in (1, 2))
    assert [f"Reason {n}." in first.text for n in (0, 49, 50)] == [True, True, False]
    assert [f"Reason {n}." in second.text for n in (49, 50, 59)] == [False, True, True]
    assert "page=3" not in second.text


@pytest.mark.postgresql
@pytest.mark.parametrize("number", ["3", "99999999999999999999999999", "9223372036854775807"])
def test_a_page_of_comments_that_is_not_there_is_not_found(
    client: FormClient, session: Session, activity: Activity, number: str
) -> None:
    publish(session, activity)
    assert client.get(f"/consultations/cameras/comments?page={number}").status_code == 404


@pytest.mark.parametrize("number", ["0", "-5", "two", "²", ""])
def test_a_page_number_that_is_none_leads_to_the_first(
    client: FormClient, session: Session, activity: Activity, number: str
) -> None:
    publish(session, activity)
    assert "Reason 0." in client.get("/consultations/cameras/comments", query_string={"page": number}).text


def test_comments_stay_with_the_officers_unless_they_were_published(
    client: FormClient, session: Session, activity: Activity
) -> None:
    publish(session, activity, with_comments=False)
    assert client.get("/consultations/cameras/comments").status_code == 404
    assert "Reason 5." not in client.get("/consultations/cameras/results").text


def test_taking_the_comments_back_takes_them_off_the_page(
    client: FormClient, session: Session, activity: Activity, clock_at: Any
) -> None:
    publish(session, activity)
    clock_at("2027-01-02 09:00")
    publish(session, activity, with_comments=False)
    assert session.scalars(select(PublishedResults.with_comments)).all() == [True, False]
    assert client.get("/consultations/cameras/comments").status_code == 404


def test_what_is_excluded_or_redacted_later_leaves_the_public_page_at_once(
    client: FormClient, session: Session, activity: Activity
) -> None:
    officer = make_actor(session, Role.OFFICER)
    abusive = make_submission(session, activity, answers={"reasons": "An abusive canary."})
    naming = make_submission(session, activity, answers={"reasons": "Ask Mrs Kestrel about it."})
    publish(session, activity)
    pages = [client.get(f"/consultations/cameras/comments?page={number}").text for number in (1, 2)]
    assert any("abusive canary" in page for page in pages)
    exclude(session, officer, activity, abusive, "abusive", "")
    redact(session, officer, activity, naming, question="reasons", passage="Mrs Kestrel", code="personal")
    pages = [client.get(f"/consultations/cameras/comments?page={number}").text for number in (1, 2)]
    assert not any("abusive canary" in page or "Kestrel" in page for page in pages)
    assert any("about it." in page for page in pages)


def test_nobodys_reference_stands_beside_their_words(client: FormClient, session: Session, activity: Activity) -> None:
    made = make_submission(session, activity, answers={"reasons": "A canary."})
    publish(session, activity)
    page = client.get("/consultations/cameras/comments?page=2").text
    assert "A canary." in page
    assert made.reference not in page


def test_what_people_wrote_is_text_and_never_markup(client: FormClient, session: Session, activity: Activity) -> None:
    make_submission(session, activity, answers={"reasons": XSS})
    publish(session, activity)
    page = client.get("/consultations/cameras/comments?page=2").text
    assert "&lt;script&gt;alert" in page
    assert "<script>alert" not in page
    assert "{{7*7}}" in page


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


def test_a_comment_that_nobody_has_read_is_held_back_and_the_page_says_so(
    client: FormClient, session: Session, activity: Activity, clock_at: Any
) -> None:
    read = session.scalars(select(Submission).where(Submission.activity_id == activity.id).order_by(Submission.id))
    officer = make_actor(session, Role.OFFICER)
    for submission in read.all()[:7]:
        record_reading(session, officer, submission)
    publish(session, activity, reads=False)
    page = client.get("/consultations/cameras/comments").text
    assert [f"Reason {n}." in page for n in (0, 6, 7, 59)] == [True, True, False, False]
    assert "Held back: about 55 comments that no officer had read" in page
    clock_at("2027-01-02 09:00")
    later = session.scalars(select(Submission).where(Submission.activity_id == activity.id).order_by(Submission.id))
    record_reading(session, officer, later.all()[7])
    assert "Reason 7." not in client.get("/consultations/cameras/comments").text
    publish(session, activity)
    assert "Reason 59." in client.get("/consultations/cameras/comments?page=2").text
    assert "Held back" not in client.get("/consultations/cameras/comments").text
