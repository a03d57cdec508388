"""One person's way through the questions: what comes next, what is passed by, and where to go on."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity, State
from consult.kernel.authz import SYSTEM
from consult.responses.questions import set_questions
from consult.submissions.models import Submission
from tests.factories import QUESTIONS, canary, make_activity, make_consultation
from tests.plugins.survey.conftest import PublishSurvey, draft_survey, item, open_survey, page, publish, survey
from tests.support.web import FormClient

__all__ = ["draft_survey", "open_survey", "publish"]
ROUTED = survey(
    page("p1", item("choice", "radios")),
    page("p2", item("why", "long_text"), show_if={"q": "choice", "op": "eq", "value": "b"}),
    page("p3", item("line")),
    settings={"asks_area": False, "asks_about_you": False},
)


@pytest.fixture
def routed(session: Session, publish: PublishSurvey) -> str:
    """The address of an open survey whose second page is only for those who answered b."""
    made = make_activity(session, make_consultation(session, state=State.DRAFT), "survey")
    publish(made, ROUTED)
    made.consultation.state, made.consultation.opens_at = State.OPEN, made.consultation.created_at
    session.flush()
    return f"/take-part/{made.id}"


def answer(client: FormClient, base: str, page_id: str, *, change: bool = False, **given: str) -> str:
    """Answer a page and return the page that follows."""
    response = client.post_form(f"{base}/question/{page_id}{'?change=1' if change else ''}", given)
    assert response.status_code == 303, response.text
    return str(response.location).rsplit("/", 1)[-1]


def back_of(client: FormClient, base: str, page_id: str) -> str:
    """Return where the back link of a page leads."""
    found = re.search(r'href="([^"]+)" class="govuk-back-link"', client.get(f"{base}/question/{page_id}").text)
    assert found is not None
    return found[1].rsplit("/", 1)[-1]


def test_the_way_follows_the_answers_forwards_and_back(client: FormClient, routed: str) -> None:
    client.post_form(f"{routed}/start")
    assert "(page 1)" in client.get(f"{routed}/question/p1").text
    assert answer(client, routed, "p1", choice="a") == "p3"
    assert back_of(client, routed, "p3") == "p1"
    assert "page 2 of 2" in client.get(f"{routed}/question/p3").text
    assert answer(client, routed, "p1", choice="b") == "p2"
    assert back_of(client, routed, "p3") == "p2"
    assert "page 3 of 3" in client.get(f"{routed}/question/p3").text


def test_a_page_that_the_way_passes_by_says_so_and_leads_on(client: FormClient, routed: str) -> None:
    client.post_form(f"{routed}/start")
    answer(client, routed, "p1", choice="a")
    for unknown in ("p9", "check-all", "%3Cscript%3E"):
        assert client.get(f"{routed}/question/{unknown}").status_code == 404
    passed_by = client.get(f"{routed}/question/p2")
    assert passed_by.status_code == 200
    assert "This question is no longer asked" in passed_by.text
    assert f'href="{routed}/question/p3"' in passed_by.text
    typed = client.post_form(f"{routed}/question/p2", {"why": "Sneaked in"})
    assert typed.status_code == 409
    assert "Sneaked in" in typed.text
    assert "Sneaked in" not in client.get(f"{routed}/check").text


def test_an_answer_that_the_way_passes_by_in_the_end_is_not_sent(
    client: FormClient, session: Session, routed: str
) -> None:
    secret = canary("passed-by")
    client.post_form(f"{routed}/start")
    answer(client, routed, "p1", choice="b")
    answer(client, routed, "p2", why=secret)
    answer(client, routed, "p3", line="Last")
    assert answer(client, routed, "p1", change=True, choice="a") == "check"
    assert secret not in client.get(f"{routed}/check").text
    client.post_form(f"{routed}/check")
    assert session.scalars(select(Submission)).one().answers == {"choice": "a", "line": "Last"}


def test_who_changes_an_answer_that_opens_a_new_page_is_led_to_it(client: FormClient, routed: str) -> None:
    client.post_form(f"{routed}/start")
    answer(client, routed, "p1", choice="a")
    assert answer(client, routed, "p3", line="Last") == "check"
    assert answer(client, routed, "p1", change=True, choice="b") == "p2"
    assert answer(client, routed, "p2", change=True, why="Since you ask.") == "check"


def test_who_comes_back_goes_on_at_the_first_page_not_seen(client: FormClient, activity: Activity) -> None:
    base = f"/take-part/{activity.id}"
    client.post_form(f"{base}/start")
    answer(client, base, "position")
    answer(client, base, "reasons", reasons="Safer.")
    found = re.search(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){3}", client.get(f"{base}/save").text)
    assert found is not None
    assert client.post_form("/take-part/return", {"code": found[0]}).location.endswith("/where-you-live")
    assert f"{base}/question/where-you-live" in client.get(base).text


def test_who_began_before_the_questions_changed_finishes_what_they_began(
    client: FormClient, session: Session, activity: Activity
) -> None:
    base = f"/take-part/{activity.id}"
    client.post_form(f"{base}/start")
    answer(client, base, "position", position="support")
    new = {"key": "other", "kind": "long_text", "label": "Something else?"}
    set_questions(session, SYSTEM, activity, {**QUESTIONS, "questions": [new]})
    assert answer(client, base, "reasons", reasons="Safer.") == "where-you-live"
    assert client.get(f"{base}/question/other").status_code == 404
    client.post_form(f"{base}/check")
    sent = session.scalars(select(Submission)).one()
    assert (sent.answers, sent.questions_version) == ({"position": "support", "reasons": "Safer."}, 1)
    assert "Tell us why." in client.get(f"{base}/done").text


@pytest.mark.parametrize("page_id", ["question/position", "check", "save", "done", "withdraw"])
def test_a_device_without_answers_is_led_to_the_start(client: FormClient, activity: Activity, page_id: str) -> None:
    assert client.get(f"/take-part/{activity.id}/{page_id}").location == f"/take-part/{activity.id}"


def test_a_device_answers_two_consultations_side_by_side(
    client: FormClient, session: Session, activity: Activity
) -> None:
    other = make_activity(session, make_consultation(session))
    for one, position in ((activity, "support"), (other, "oppose")):
        client.post_form(f"/take-part/{one.id}/start")
        answer(client, f"/take-part/{one.id}", "position", position=position)
    for one in (activity, other):
        client.post_form(f"/take-part/{one.id}/check")
    sent = {
        submission.activity_id: submission.answers["position"] for submission in session.scalars(select(Submission))
    }
    assert sent == {activity.id: "support", other.id: "oppose"}


@pytest.mark.parametrize("state", [State.SCHEDULED, State.CLOSED, State.DECIDED, State.ARCHIVED])
def test_nothing_is_asked_before_opening_or_after_closing(client: FormClient, session: Session, state: State) -> None:
    activity = make_activity(session, make_consultation(session, state=state))
    base = f"/take-part/{activity.id}"
    assert client.get(base).location == f"/consultations/{activity.consultation.slug}"
    assert client.post_form(f"{base}/start").status_code == 409
    assert client.get(f"{base}/question/position").status_code == 409


SHOWN_ANEW = re.compile(r'nonce="[^"]+"|name="(csrf_token|stamp)" value="[^"]+"')


def test_a_page_from_memory_is_the_page_that_would_be_rendered(
    client: FormClient, session: Session, routed: str
) -> None:
    """Whatever a page shows must be part of what it is remembered by."""
    activity = session.get_one(Activity, int(routed.rpartition("/")[2]))

    def shown(choice: str, address: str) -> str:
        visitor = client.application.test_client()
        assert isinstance(visitor, FormClient)
        visitor.shared = session
        if choice:
            visitor.post_form(f"{routed}/start")
            answer(visitor, routed, "p1", choice=choice)
        page = visitor.get(f"{routed}{address}")
        assert page.status_code == 200
        return SHOWN_ANEW.sub("", page.text)

    kept, extensions = client.application.extensions["remembered"], client.application.extensions
    kept.clear()
    consultation = activity.consultation
    assert consultation.closes_at is not None
    for name, value in (
        ("slug", consultation.slug),
        ("title", "Another title"),
        ("notice", "All of this is made up."),
        ("closes_at", consultation.closes_at + timedelta(days=3)),
    ):
        setattr(consultation, name, value)
        activity.title = f"Your say, now with another {name}"
        session.flush()
        for choice, address in (
            ("a", "/question/p3"),
            ("b", "/question/p3"),
            ("b", "/question/p3?change=1"),
            ("", ""),
        ):
            extensions["remembered"] = {}
            anew = shown(choice, address)
            extensions["remembered"] = kept
            assert [shown(choice, address) for _ in range(2)] == [anew] * 2
    assert len(kept) >= 16
