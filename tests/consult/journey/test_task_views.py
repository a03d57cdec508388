"""The list of tasks: opened, left, come back to, sent and changed, by a browser without JavaScript."""

import html
import re
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.consultations.models import Activity, State
from consult.submissions.models import Submission
from tests.factories import make_activity, make_consultation
from tests.plugins.survey.conftest import OpenSurvey, PublishSurvey, item, open_survey, opened, page, publish, text
from tests.support.pages import faults_of, parsed
from tests.support.web import FormClient

__all__ = ["open_survey", "opened", "publish"]
PARTS: dict[str, Any] = {
    "schema": "survey/1",
    "settings": {"journey": "task_list", "asks_about_you": False, "asks_consent": True},
    "sections": [
        {
            "id": "s1",
            "title": text("Your street"),
            "pages": [page("p1", item("choice", "radios", required=True)), page("p2", item("line"))],
        },
        {"id": "s2", "title": text("Buses"), "pages": [page("p3", item("buses", "long_text"))]},
        {
            "id": "s3",
            "title": text("Why"),
            "pages": [page("p4", item("why", required=True), show_if={"q": "choice", "op": "eq", "value": "b"})],
        },
    ],
}
ALL = ["Your street", "Buses", "Why", "May we publish what you wrote?", "Where do you live?"]
CHECK = "Check your answers and send them"


@pytest.fixture
def in_parts(opened: OpenSurvey) -> Activity:
    """An open survey that is answered from a task list."""
    return opened(PARTS)


def listed(shown: str) -> dict[str, tuple[str, str]]:
    """Return the tasks that a page shows, each with its status and the page to which it leads."""
    found = {}
    for row in re.findall(r'<li class="govuk-task-list__item.*?</li>', shown, re.DOTALL):
        words = [part for part in re.sub(r"<[^>]+>", "\n", row).split("\n") if part.strip()]
        link = re.search(r'href="([^"]+)"', row)
        found[html.unescape(words[0])] = (words[-1].strip(), link[1].rsplit("/", 1)[-1] if link else "")
    return found


def test_a_resident_answers_the_parts_in_her_own_order_and_sends(
    client: FormClient, session: Session, in_parts: Activity
) -> None:
    base = f"/take-part/{in_parts.id}"
    assert "you can choose with which you begin" in client.get(base).text
    begun = client.post_form(f"{base}/start").location
    assert begun == f"{base}/question/task-list"
    shown = client.get(begun).text
    assert not faults_of(parsed(shown, is_page=True))
    assert "You have completed 0 of 5 parts." in shown
    tasks = listed(shown)
    assert [*tasks] == [*ALL, CHECK]
    assert tasks["Your street"] == ("Incomplete", "p1")
    assert (tasks["Why"], tasks[CHECK]) == (("Cannot start yet", ""), ("Cannot start yet", ""))
    assert client.get(f"{base}/check").location == begun  # a required answer is missing
    assert client.post_form(f"{base}/question/p3", {"buses": "More of them"}).location == begun
    assert listed(client.get(begun).text)["Buses"] == ("Completed", "p3")
    assert client.post_form(f"{base}/question/p1", {"choice": "b"}).location == f"{base}/question/p2"
    tasks = listed(client.get(begun).text)
    assert (tasks["Your street"], tasks["Why"][0]) == (("Incomplete", "p2"), "Cannot start yet")
    assert client.post_form(f"{base}/question/p2", {"line": ""}).location == begun
    assert listed(client.get(begun).text)["Why"] == ("Incomplete", "p4")
    assert client.post_form(f"{base}/question/p4", {"why": "Because"}).location == begun
    shown = client.get(begun).text
    assert "You have completed 3 of 5 parts. You can send your answers now, and leave the other parts out." in shown
    assert listed(shown)[CHECK] == ("Not sent yet", "check")
    check = client.get(f"{base}/check").text
    assert f'href="{begun}" class="govuk-back-link"' in check
    assert client.post_form(f"{base}/check").location == f"{base}/done"
    assert session.scalars(select(Submission)).one().answers == {
        "choice": "b",
        "buses": "More of them",
        "why": "Because",
    }


def test_a_page_says_its_part_and_leads_back_within_it(client: FormClient, in_parts: Activity) -> None:
    base = f"/take-part/{in_parts.id}"
    client.post_form(f"{base}/start")
    first, second = (client.get(f"{base}/question/{page_id}").text for page_id in ("p1", "p2"))
    assert "– Your street</span>" in first
    assert "page 1" not in first
    assert f'href="{base}/question/task-list" class="govuk-back-link"' in first
    assert f'href="{base}/question/p1" class="govuk-back-link"' in second


def test_a_part_that_has_to_wait_leads_to_the_list_and_loses_nothing_that_was_typed(
    client: FormClient, in_parts: Activity
) -> None:
    base = f"/take-part/{in_parts.id}"
    client.post_form(f"{base}/start")
    client.post_form(f"{base}/question/p1", {"choice": "b"})
    assert client.get(f"{base}/question/p4").location == f"{base}/question/task-list"
    assert client.post_form(f"{base}/question/p4", {"why": "Typed in another tab"}).status_code == 303
    client.post_form(f"{base}/question/p2", {"line": "x"})
    assert "Typed in another tab" in client.get(f"{base}/question/p4").text


def test_a_part_that_asks_nothing_is_not_listed(client: FormClient, in_parts: Activity) -> None:
    base = f"/take-part/{in_parts.id}"
    client.post_form(f"{base}/start")
    client.post_form(f"{base}/question/p1", {"choice": "a"})
    client.post_form(f"{base}/question/p2", {})
    shown = client.get(f"{base}/question/task-list").text
    assert "Why" not in listed(shown)
    assert "1 of 4 parts" in shown


def test_a_change_from_the_check_leads_back_there_or_to_what_it_opened(client: FormClient, in_parts: Activity) -> None:
    base = f"/take-part/{in_parts.id}"
    client.post_form(f"{base}/start")
    for page_id in ("p1", "p2", "p3", "may-we-publish", "where-you-live"):
        client.post_form(f"{base}/question/{page_id}", {"choice": "a"})
    assert client.post_form(f"{base}/question/p2?change=1", {"line": "x"}).location == f"{base}/check"
    opened = client.post_form(f"{base}/question/p1?change=1", {"choice": "b"}).location
    assert listed(client.get(opened).text)["Why"] == ("Incomplete", "p4")


def test_whoever_comes_back_goes_on_at_the_list_and_then_at_the_check(client: FormClient, in_parts: Activity) -> None:
    base = f"/take-part/{in_parts.id}"
    client.post_form(f"{base}/start")
    saved = client.post_form(f"{base}/question/p1/save", {"choice": "a"}).location
    code = re.search(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){3}", client.get(saved).text)
    assert code is not None
    other = FormClient(client.application)
    assert other.post_form("/take-part/return", {"code": code[0]}).location == f"{base}/question/task-list"
    assert listed(other.get(f"{base}/question/task-list").text)["Your street"] == ("Incomplete", "p1")
    for page_id in ("p1", "p2", "p3", "may-we-publish", "where-you-live"):
        other.post_form(f"{base}/question/{page_id}", {"choice": "a"})
    third = FormClient(client.application)
    assert third.post_form("/take-part/return", {"code": code[0]}).location == f"{base}/check"


def test_what_was_sent_is_changed_from_the_list_too(client: FormClient, session: Session, in_parts: Activity) -> None:
    base = f"/take-part/{in_parts.id}"
    client.post_form(f"{base}/start")
    client.post_form(f"{base}/question/p1", {"choice": "a"})
    client.post_form(f"{base}/question/p2", {})
    client.post_form(f"{base}/check")
    assert client.post_form(f"{base}/change").location == f"{base}/check"
    shown = client.get(f"{base}/question/task-list").text
    assert "You are changing a response" in shown
    assert listed(shown)["Buses"] == ("Completed", "p3")
    client.post_form(f"{base}/question/p3", {"buses": "Later"})
    client.post_form(f"{base}/check")
    assert session.scalars(select(Submission)).one().answers == {"choice": "a", "buses": "Later"}


def test_nobody_is_told_to_send_before_anything_was_answered(client: FormClient, opened: OpenSurvey) -> None:
    optional = {**PARTS, "sections": [PARTS["sections"][1]], "settings": {**PARTS["settings"], "asks_consent": False}}
    base = f"/take-part/{opened(optional).id}"
    begun = client.post_form(f"{base}/start").location
    assert listed(client.get(begun).text)[CHECK] == ("Cannot start yet", "")
    client.post_form(f"{base}/question/p3", {"buses": "More"})
    assert listed(client.get(begun).text)[CHECK] == ("Not sent yet", "check")
    client.post_form(f"{base}/question/p3", {"buses": ""})
    client.post_form(f"{base}/question/where-you-live", {})
    assert listed(client.get(begun).text)[CHECK] == ("Not sent yet", "check")
    assert "You have not answered any question" in client.post_form(f"{base}/check").text


def test_a_page_that_asks_for_a_file_belongs_to_its_part_too(client: FormClient, opened: OpenSurvey) -> None:
    photo = page("photo", item("photo", "file"), show_if={"q": "choice", "op": "answered"})
    sections = [*PARTS["sections"][:2], {"id": "s4", "title": text("A photo"), "pages": [photo]}]
    base = f"/take-part/{opened({**PARTS, 'sections': sections}).id}"
    begun = client.post_form(f"{base}/start").location
    client.post_form(f"{base}/question/p1", {"choice": "a"})
    assert listed(client.get(begun).text)["A photo"] == ("Cannot start yet", "")
    assert client.get(f"{base}/file/photo").location == begun
    client.post_form(f"{base}/question/p2", {})
    place = client.get(f"{base}/question/photo").location
    assert place == f"{base}/file/photo"
    shown = client.get(place).text
    assert "– A photo</span>" in shown
    assert f'href="{begun}" class="govuk-back-link"' in shown


def test_only_a_survey_in_parts_has_a_list(client: FormClient, open_survey: Activity) -> None:
    client.post_form(f"/take-part/{open_survey.id}/start")
    assert client.get(f"/take-part/{open_survey.id}/question/task-list").status_code == 404
    assert client.get(f"/take-part/{open_survey.id}/check").status_code == 200


def test_a_full_quota_is_said_at_the_list(client: FormClient, opened: OpenSurvey) -> None:
    full = page("full", title=text("Full"), text=text("No more."), exit=True, quota=1)
    full["show_if"] = {"q": "choice", "op": "eq", "value": "b"}
    sections = [{**PARTS["sections"][0]}, *PARTS["sections"][1:]]
    sections[1] = {**sections[1], "pages": [full, *sections[1]["pages"]]}
    activity = opened({**PARTS, "sections": sections})
    base = f"/take-part/{activity.id}"
    for client_of_one in (client, FormClient(client.application)):
        client_of_one.post_form(f"{base}/start")
        client_of_one.post_form(f"{base}/question/p1", {"choice": "b"})
        client_of_one.post_form(f"{base}/question/p2", {})
        shown = client_of_one.get(f"{base}/question/task-list").text
        client_of_one.post_form(f"{base}/question/p4", {"why": "x"})
        client_of_one.post_form(f"{base}/check")
    assert "No more." in shown


def test_officers_go_through_the_parts_in_a_preview_and_in_a_test(
    client: FormClient, session: Session, publish: PublishSurvey, officer: Person
) -> None:
    activity = make_activity(session, make_consultation(session, state=State.DRAFT), "survey")
    publish(activity, PARTS)
    base = f"/staff/activities/{activity.id}/preview"
    assert f'href="{base}/task-list"' in client.get(base).text
    shown = client.get(f"{base}/task-list").text
    assert "A preview keeps nothing" in shown
    assert listed(shown)["Buses"] == ("Incomplete", "p3")
    assert client.post_form(f"{base}/p1", {"choice": "b"}).location == f"{base}/p2"
    assert client.post_form(f"{base}/p2", {}).location == f"{base}/task-list"
    assert listed(client.get(f"{base}/task-list").text)["Why"] == ("Cannot start yet", "p4")  # it can be looked at
    assert client.post_form(f"{base}/p4", {"why": "x"}).location == f"{base}/task-list"
    tests = f"/staff/activities/{activity.id}/test"
    assert client.post_form(tests).location == f"{base}/task-list"
    assert listed(client.get(f"{base}/task-list").text)["Why"] == ("Cannot start yet", "")
    client.post_form(f"{base}/p1", {"choice": "b"})
    assert client.post_form(f"{base}/p2", {}).location == f"{base}/task-list"
    assert client.post_form(f"{base}/p4", {"why": "x"}).location == f"{base}/task-list"
    tasks = listed(client.get(f"{base}/task-list").text)
    assert (tasks["Why"], tasks[CHECK]) == (("Completed", "p4"), ("Not sent yet", "check"))
    assert f'href="{base}/task-list" class="govuk-back-link"' in client.get(f"{tests}/check").text
    assert client.post_form(f"{base}/p2?change=1", {"line": "x"}).location == f"{base}/task-list"
    assert client.post_form(f"{tests}/check").status_code == 303
