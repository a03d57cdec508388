"""Two tabs, two people, two devices: nothing typed is lost, and nothing lands among other answers."""

import re

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity, State
from consult.submissions.models import Draft, Submission
from tests.consult.desk.test_forms_of_versions import publish_with_a_second_officer
from tests.plugins.survey.conftest import OpenSurvey, item, opened, page, publish, survey
from tests.support.pages import faults_of, parsed
from tests.support.web import FormClient

__all__ = ["opened", "publish"]
CODE = re.compile(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}")
STAMP = re.compile(r'name="stamp" value="([^"]*)"')


class Tab:
    """One tab: a page as it was opened, to be sent later."""

    def __init__(self, client: FormClient, address: str) -> None:
        self.client, self.address = client, address
        found = STAMP.search(client.get(address).text)
        assert found is not None, "the page carries no stamp"
        self.stamp = found[1]

    def send(self, typed: dict[str, str] | None = None, to: str = "") -> tuple[int, str, str]:
        """Send the page's form; return status, where it leads, and the page."""
        answer = self.client.post_form(to or self.address, {"stamp": self.stamp, **(typed or {})})
        return answer.status_code, answer.location or "", answer.text


@pytest.fixture
def base(client: FormClient, activity: Activity) -> str:
    """The address of a journey that was begun on this device."""
    made = f"/take-part/{activity.id}"
    client.post_form(f"{made}/start")
    return made


def send(client: FormClient, base: str) -> None:
    """Send a response from this device."""
    client.post_form(f"{base}/question/position", {"position": "support"})
    assert Tab(client, f"{base}/check").send()[0] == 303


def start_again(client: FormClient, base: str) -> None:
    """Begin another person's answers on this device."""
    assert Tab(client, f"{base}/start-again").send()[0] == 303


@pytest.mark.parametrize("button", ["", "/save"])
def test_a_late_save_after_sending_comes_back_with_the_text(
    client: FormClient, session: Session, base: str, button: str
) -> None:
    late = Tab(client, f"{base}/question/reasons")
    send(client, base)
    status, _, page = late.send({"reasons": "Because of the noise"}, to=late.address + button)
    assert status == 409
    assert "Because of the noise" in page
    assert "Change your response" in page
    assert f'action="{base}/change"' in page
    assert faults_of(parsed(page, is_page=True)) == []
    assert session.scalars(select(Submission)).one().answers == {"position": "support"}


def test_a_late_save_after_the_draft_ran_out_comes_back_with_the_text(
    client: FormClient, session: Session, base: str
) -> None:
    late = Tab(client, f"{base}/question/reasons")
    session.delete(session.scalars(select(Draft)).one())
    status, _, page = late.send({"reasons": "Because of the noise"})
    assert (status, "Because of the noise" in page) == (409, True)
    assert "60 days" in page


def test_a_page_of_one_person_never_lands_among_another_s_answers(
    client: FormClient, session: Session, base: str
) -> None:
    first = Tab(client, f"{base}/question/reasons")
    start_again(client, base)
    client.post_form(f"{base}/question/position", {"position": "oppose"})
    for address in (first.address, f"{first.address}/save"):
        status, _, page = first.send({"reasons": "Mine alone"}, to=address)
        assert (status, "Mine alone" in page) == (409, True)
    assert "Mine alone" not in client.get(f"{base}/check").text


@pytest.mark.parametrize("page", ["check", "save", "withdraw", "done"])
def test_no_other_page_of_one_person_acts_on_another_s_answers(
    client: FormClient, session: Session, base: str, page: str
) -> None:
    if page in ("withdraw", "done"):
        send(client, base)
    first = Tab(client, f"{base}/{page}")
    start_again(client, base)
    if page in ("withdraw", "done"):
        send(client, base)
    before = session.scalars(select(Submission.status).order_by(Submission.id)).all()
    assert first.send({"email": "me@people.example", "wanted": "copy"})[0] == 409
    assert session.scalars(select(Submission.status).order_by(Submission.id)).all() == before


def test_the_later_of_two_tabs_on_one_question_sees_both_texts(client: FormClient, base: str) -> None:
    first, second = (Tab(client, f"{base}/question/reasons") for _ in range(2))
    assert first.send({"reasons": "Said in the first tab"})[0] == 303
    status, _, page = second.send({"reasons": "Said in the second tab"})
    assert status == 409
    assert "Said in the first tab" in page
    assert "Said in the second tab" in page
    assert faults_of(parsed(page, is_page=True)) == []
    assert "Said in the first tab" in client.get(f"{base}/check").text
    found = STAMP.search(page)
    assert found is not None
    second.stamp = found[1]
    assert second.send({"reasons": "Said in the second tab"})[0] == 303
    assert "Said in the second tab" in client.get(f"{base}/check").text


@pytest.mark.parametrize(
    ("page", "earlier", "later"),
    [
        ("position", {"position": "support"}, {"position": "oppose"}),
        ("where-you-live", {"ward": "Abbey"}, {"ward": "Beckton"}),
        ("about-you", {"sex": "female"}, {"sex": "male"}),
    ],
)
def test_the_same_holds_for_what_is_chosen(
    client: FormClient, base: str, page: str, earlier: dict[str, str], later: dict[str, str]
) -> None:
    first, second = (Tab(client, f"{base}/question/{page}") for _ in range(2))
    assert first.send(earlier)[0] == 303
    assert second.send(later)[0] == 409
    # The same answer again is no conflict, and neither is another page.
    assert second.send(earlier)[0] == 303


def test_saving_another_page_meanwhile_is_no_conflict(client: FormClient, base: str) -> None:
    waiting = Tab(client, f"{base}/question/reasons")
    client.post_form(f"{base}/question/position", {"position": "support"})
    assert waiting.send({"reasons": "Safer."})[0] == 303


def test_a_slip_does_not_make_an_old_page_new(client: FormClient, base: str) -> None:
    first, second = (Tab(client, f"{base}/question/where-you-live") for _ in range(2))
    assert first.send({"ward": "Abbey"})[0] == 303
    status, _, page = second.send({"district": "no district"})
    assert status == 422
    found = STAMP.search(page)
    assert found is not None
    second.stamp = found[1]
    assert second.send({"district": "E13"})[0] == 409


def test_answers_that_changed_since_the_check_are_checked_again(
    client: FormClient, session: Session, base: str
) -> None:
    check = Tab(client, f"{base}/check")
    client.post_form(f"{base}/question/reasons", {"reasons": "Added in another tab"})
    status, _, page = check.send()
    assert (status, "Added in another tab" in page) == (409, True)
    assert session.scalar(select(func.count()).select_from(Submission)) == 0
    assert Tab(client, f"{base}/check").send()[0] == 303


def test_a_second_start_loses_nothing(client: FormClient, session: Session, base: str) -> None:
    assert client.post_form(f"{base}/start").location.endswith("/question/position")
    assert session.scalar(select(func.count()).select_from(Draft)) == 1
    client.post_form(f"{base}/question/position", {"position": "support"})
    assert client.post_form(f"{base}/start").location == base
    assert "answers on this device that are not sent" in client.get(base).text
    assert "Support" in client.get(f"{base}/check").text
    send(client, base)
    assert client.post_form(f"{base}/start").location == base
    assert client.get(f"{base}/done").status_code == 200


def test_a_page_sent_after_closing_shows_what_was_typed(client: FormClient, activity: Activity, base: str) -> None:
    page, check = Tab(client, f"{base}/question/reasons"), Tab(client, f"{base}/check")
    client.post_form(f"{base}/question/position", {"position": "oppose"})
    activity.consultation.state = State.CLOSED
    status, _, late = page.send({"reasons": "Late"})
    assert (status, "This consultation has closed" in late, ">\nLate</textarea>" in late) == (409, True, True)
    status, _, late = check.send()
    assert (status, "This consultation has closed" in late, "Oppose" in late) == (409, True, True)


def test_who_has_finished_leaves_nothing_to_the_next_visitor(client: FormClient, base: str) -> None:
    code = CODE.search(client.get(f"{base}/save").text)
    assert code is not None
    late = Tab(client, f"{base}/question/reasons")
    send(client, base)
    assert "I have finished on this device" in client.get(f"{base}/done").text
    with client.session_transaction() as cookie:
        assert code[0] not in str(dict(cookie))
    assert client.post_form(f"{base}/finish").status_code == 303
    assert client.get(f"{base}/done").location == base
    assert "already sent" not in client.get(base).text
    status, _, page = late.send({"reasons": "Still open in a tab"})
    assert (status, "Still open in a tab" in page) == (409, True)


@pytest.mark.parametrize(
    ("way", "told"),
    [
        ("change", "The council has changed its questions since you opened this page."),
        ("start-again", "so that two people’s answers are never mixed"),
    ],
)
def test_what_is_typed_for_a_question_that_a_new_version_takes_away_comes_back(
    client: FormClient, session: Session, opened: OpenSurvey, way: str, told: str
) -> None:
    asked = opened(survey(page("p1", item("line")), page("p2", item("why", "long_text"))))
    base = f"/take-part/{asked.id}"
    client.post_form(f"{base}/start")
    late = Tab(client, f"{base}/question/p2")
    client.post_form(f"{base}/question/p1", {"line": "A line"})
    assert Tab(client, f"{base}/check").send()[0] == 303
    publish_with_a_second_officer(session, asked, survey(page("p1", item("line"))))
    assert Tab(client, f"{base}/done").send(to=f"{base}/{way}")[0] == 303
    status, _, shown = late.send({"why": "Because of the noise"})
    assert status == 409
    assert "Because of the noise" in shown
    assert told in shown
    assert client.get(late.address).status_code == 404
    assert late.send(to=f"{base}/question/never")[0] == 404


def test_what_is_typed_beside_questions_that_stay_comes_back_too(
    client: FormClient, session: Session, opened: OpenSurvey
) -> None:
    asked = opened(survey(page("p1", item("line"), item("why", "long_text"), item("day", "date"))))
    base = f"/take-part/{asked.id}"
    client.post_form(f"{base}/start")
    client.post_form(f"{base}/question/p1", {"line": "A line"})
    late = Tab(client, f"{base}/question/p1")
    assert Tab(client, f"{base}/check").send()[0] == 303
    publish_with_a_second_officer(session, asked, survey(page("p1", item("line"), item("day", "date"))))
    assert Tab(client, f"{base}/done").send(to=f"{base}/change")[0] == 303
    status, _, shown = late.send({"line": "A line", "why": "Because of the noise", "day-day": "1"})
    assert status == 409
    assert "Because of the noise" in shown
    assert "The council has changed its questions since you opened this page." in shown
    assert late.send({"line": "A line", "day-day": "x"})[0] == 422
