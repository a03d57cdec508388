"""A resident adds children from a task list, with what people read, rules and earlier answers on the page of each."""

import html
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.submissions.models import Submission
from tests.consult.journey.test_task_views import listed
from tests.plugins.survey.conftest import OpenSurvey, item, open_survey, opened, page, publish, text
from tests.plugins.survey.test_entries import repeated
from tests.support.web import FormClient

__all__ = ["open_survey", "opened", "publish"]
YOUNGER = {"op": "lt", "q": "age", "message": text("A child is younger than you.")}
SINCE = {"op": "le", "q": "child_age", "message": text("Not longer than the child is old.")}
CHILDREN: dict[str, Any] = {
    "schema": "survey/1",
    "settings": {"journey": "task_list", "asks_about_you": False, "asks_area": False},
    "sections": [
        {"id": "s1", "title": text("You"), "pages": [page("p1", item("age", "number", required=True, whole=True))]},
        {
            "id": "s2",
            "title": text("Children"),
            "pages": [
                repeated(
                    "p2",
                    item(
                        "child_age",
                        "number",
                        required=True,
                        label=text("How old, when you are ((age))?"),
                        rules=[YOUNGER],
                    ),
                    item("years", "number", rules=[SINCE]),
                    title=text("A child"),
                    blocks=[{"id": "b1", "block": "inset", "text": text("Only children who live with you.")}],
                )
            ],
        },
        {"id": "s3", "title": text("Last"), "pages": [page("p3", item("last"))]},
    ],
}


@pytest.fixture
def asked(opened: OpenSurvey) -> Activity:
    """An open survey that is answered from a task list, with one page for each child."""
    return opened(CHILDREN)


def test_children_are_added_from_a_task_list(client: FormClient, session: Session, asked: Activity) -> None:
    base = f"/take-part/{asked.id}"

    def saved(where: str, **given: str) -> str:
        answer = client.post_form(f"{base}/question/{where}", given)
        return answer.location.rpartition("/")[2] if answer.status_code == 303 else html.unescape(answer.text)

    client.post_form(f"{base}/start")
    assert listed(client.get(f"{base}/question/task-list").text)["Children"][1] == ""
    saved("p1", age="40")
    assert listed(client.get(f"{base}/question/task-list").text)["Children"][1] == "p2"
    for number, ages in enumerate((("9", "3"), ("12", "12")), 1):
        where, last = ("p2", "") if number == 1 else (f"p2-{number}", f"_{number}")
        shown = html.unescape(client.get(f"{base}/question/{where}").text)
        assert [words in shown for words in ("How old, when you are 40?", "Only children who live with you.")] == [
            True
        ] * 2
        assert "A child is younger than you" in saved(where, **{f"child_age{last}": "41"})
        wrong = saved(where, **{f"child_age{last}": ages[0], f"years{last}": "13"})
        assert "Not longer than the child is old" in wrong
        assert saved(where, **{f"child_age{last}": ages[0], f"years{last}": ages[1]}) == f"{where}-list"
        if number == 1:
            assert listed(client.get(f"{base}/question/task-list").text)["Children"][0] != "Completed"
            assert saved("p2-list", another="yes") == "p2-2"
    assert saved("p2-2-list", another_2="no") == "task-list"
    assert listed(client.get(f"{base}/question/task-list").text)["Children"][0] == "Completed"
    saved("p3", last="Bye")
    assert client.post_form(f"{base}/check").location.endswith("/done")
    (sent,) = session.scalars(select(Submission).where(Submission.activity_id == asked.id))
    children = {"child_age": 9, "years": 3, "another": "yes", "child_age_2": 12, "years_2": 12, "another_2": "no"}
    assert sent.answers == {"age": 40, **children, "last": "Bye"}


def test_a_changed_age_leads_to_the_child_that_no_longer_fits(client: FormClient, asked: Activity) -> None:
    base = f"/take-part/{asked.id}"
    client.post_form(f"{base}/start")
    for where, given in (
        ("p1", {"age": "40"}),
        ("p2", {"child_age": "9"}),
        ("p2-list", {"another": "yes"}),
        ("p2-2", {"child_age_2": "12"}),
        ("p2-2-list", {"another_2": "no"}),
        ("p1", {"age": "11"}),
    ):
        assert client.post_form(f"{base}/question/{where}", given).status_code == 303
    refused = client.post_form(f"{base}/check")
    assert refused.status_code in {303, 422}
    assert "p2-2" in (refused.location or refused.text)
