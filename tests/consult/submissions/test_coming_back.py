"""The pages of whoever holds a code: receipt, coming back, changing, withdrawing, a copy by email."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.kernel import tokens
from consult.mail.services import Letter
from consult.submissions.models import Submission
from tests.factories import make_activity, make_consultation
from tests.support.pages import faults_of, parsed, words_of
from tests.support.web import FormClient

CODE = re.compile(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}")
OPENS, CLOSES = "2026-11-02 09:00", "2026-11-30 17:00"


@pytest.fixture
def activity(session: Session, clock_at: Callable[[str], datetime]) -> Activity:
    """A written response of a consultation that is open until 30 November."""
    closes = clock_at(CLOSES)
    consultation = make_consultation(session, opens_at=clock_at(OPENS), closes_at=closes, slug="lfr")
    clock_at("2026-11-10 12:00")
    return make_activity(session, consultation, title="Tell us your view")


def answered(client: FormClient, activity: Activity) -> str:
    """Answer the first question and say where one lives; return the code."""
    base = f"/take-part/{activity.id}"
    client.post_form(f"{base}/start")
    client.post_form(f"{base}/question/position", {"position": "oppose"})
    client.post_form(f"{base}/question/where-you-live", {"ward": "Beckton"})
    found = CODE.search(client.get(f"{base}/save").text)
    assert found is not None
    return found[0]


def sent(client: FormClient, activity: Activity) -> str:
    """Answer and send; return the code."""
    code = answered(client, activity)
    client.post_form(f"/take-part/{activity.id}/check")
    return code


def another(client: FormClient) -> FormClient:
    """Another device."""
    made = client.application.test_client()
    assert isinstance(made, FormClient)
    made.shared = client.shared
    return made


def test_the_receipt_shows_all_that_was_sent_and_leads_on(client: FormClient, activity: Activity) -> None:
    sent(client, activity)
    page = client.get(f"/take-part/{activity.id}/done").text
    assert "Where you live Beckton" in words_of(page[page.index("<main") : page.index("</main>") + 7])
    assert 'href="/consultations/lfr"' in page
    assert faults_of(parsed(page, is_page=True)) == []


def test_the_mail_leads_to_the_answers_and_says_none_of_them(
    client: FormClient, activity: Activity, outbox: Callable[..., list[Letter]]
) -> None:
    code = sent(client, activity)
    client.post_form(f"/take-part/{activity.id}/done", {"email": "resident@people.example", "wanted": "copy"})
    (letter,) = outbox("resident@people.example")
    assert "Beckton" not in letter.body
    assert code in letter.body


def test_a_code_of_a_closed_consultation_still_opens_the_receipt(
    client: FormClient, activity: Activity, clock_at: Callable[[datetime], datetime]
) -> None:
    code = sent(client, activity)
    client.post_form(f"/take-part/{activity.id}/change")
    assert activity.consultation.closes_at is not None
    clock_at(activity.consultation.closes_at + timedelta(seconds=1))
    library = another(client)
    back = library.post_form("/take-part/return", {"code": code})
    assert back.status_code == 303
    receipt = library.get(back.location)
    assert receipt.status_code == 200
    assert "can no longer be changed" in receipt.text


def test_answers_that_were_never_sent_are_said_to_be_too_late(
    client: FormClient, activity: Activity, clock_at: Callable[[datetime], datetime]
) -> None:
    code = answered(client, activity)
    assert activity.consultation.closes_at is not None
    clock_at(activity.consultation.closes_at)
    device = another(client)
    page = device.get(device.post_form("/take-part/return", {"code": code}).location)
    assert page.status_code == 200
    assert "closed on 30 November 2026 at 5pm, before you sent these answers. They do not count" in page.text
    assert "Oppose" in page.text
    assert "mailto:consultations@" in page.text


def test_changing_one_answer_leads_straight_back_to_the_check(client: FormClient, activity: Activity) -> None:
    sent(client, activity)
    base = f"/take-part/{activity.id}"
    check = client.post_form(f"{base}/change").location
    page = client.get(check).text
    assert "You are changing a response that you have sent" in page
    assert f'action="{base}/drop-changes"' in page
    after = client.post_form(f"{base}/question/reasons?change=1", {"reasons": "Now I know why."})
    assert after.location == check


def test_a_withdrawn_response_leaves_the_way_open_for_another(
    client: FormClient, session: Session, activity: Activity
) -> None:
    code = sent(client, activity)
    base = f"/take-part/{activity.id}"
    client.post_form(f"{base}/withdraw")
    assert "Answer again" in client.get(f"{base}/done").text
    start = client.get(base).text
    assert "You have withdrawn the response" in start
    assert "See, change or withdraw it" not in start
    again = answered(client, activity)
    client.post_form(f"{base}/check")
    assert again != code
    first, second = session.scalars(select(Submission).order_by(Submission.id))
    assert (first.status, second.status) == ("withdrawn", "submitted")
    assert second.code_hash == tokens.digest(again)


def test_nobody_is_flooded_with_mail(
    client: FormClient, activity: Activity, outbox: Callable[..., list[Letter]], clock_at: Callable[[str], datetime]
) -> None:
    answered(client, activity)
    address = f"/take-part/{activity.id}/save"
    asked = [client.post_form(address, {"email": "victim@people.example"}) for _ in range(6)]
    assert [test_response.status_code for test_response in asked] == [303] * 5 + [422]
    assert "Wait an hour" in asked[-1].text
    assert 'href="#email"' in asked[-1].text
    assert client.post_form(address, {"email": "neighbour@people.example"}).status_code == 303
    clock_at("2026-11-10 13:01")
    assert client.post_form(address, {"email": "Victim@people.example"}).status_code == 303
    assert len(outbox("victim@people.example")) == 5


def test_one_network_cannot_write_to_everybody(client: FormClient, activity: Activity) -> None:
    sent(client, activity)
    done = f"/take-part/{activity.id}/done"
    statuses = {
        client.post_form(done, {"email": f"person{number}@people.example", "wanted": "copy"}).status_code
        for number in range(60)
    }
    assert statuses == {303}
    assert client.post_form(done, {"email": "one-more@people.example", "wanted": "copy"}).status_code == 422


@pytest.mark.parametrize("step", [answered, sent])
def test_the_start_page_shows_the_next_visitor_no_code(
    client: FormClient, activity: Activity, step: Callable[[FormClient, Activity], str]
) -> None:
    code = step(client, activity)
    start = client.get(f"/take-part/{activity.id}").text
    assert code not in start
    assert "start-again" in start


def test_leaving_a_page_keeps_what_was_typed_on_it(client: FormClient, activity: Activity) -> None:
    answered(client, activity)
    place = f"/take-part/{activity.id}/question/reasons"
    assert f'formaction="{place}/save"' in client.get(place).text
    paused = client.post_form(f"{place}/save", {"reasons": "Half a thought"})
    assert (paused.status_code, paused.location) == (303, f"/take-part/{activity.id}/save")
    assert "Half a thought" in client.get(place).text
    assert client.get(f"{place}/save").location == place


def test_leaving_a_page_that_must_be_answered_needs_no_answer_yet(client: FormClient, session: Session) -> None:
    questions = {"questions": [{"key": "why", "kind": "long_text", "label": "Why?", "required": True}]}
    made = make_activity(session, make_consultation(session), questions=questions)
    client.post_form(f"/take-part/{made.id}/start")
    assert client.post_form(f"/take-part/{made.id}/question/why/save", {"why": " "}).location.endswith("/save")
    assert client.post_form(f"/take-part/{made.id}/question/why", {"why": " "}).status_code == 422


def test_leaving_a_page_with_a_slip_on_it_loses_nothing(client: FormClient, activity: Activity) -> None:
    answered(client, activity)
    place = f"/take-part/{activity.id}/question/where-you-live"
    slip = client.post_form(f"{place}/save?change=1", {"district": "no district"})
    assert slip.status_code == 422
    assert "no district" in slip.text
    assert f'action="{place}?change=1"' in slip.text


def test_leaving_without_a_draft_shows_what_was_typed(client: FormClient, activity: Activity) -> None:
    nowhere = client.post_form(f"/take-part/{activity.id}/question/reasons/save", {"reasons": "Too late"})
    assert nowhere.status_code == 409
    assert "Too late" in nowhere.text
    assert f'href="/take-part/{activity.id}"' in nowhere.text


def test_back_from_a_change_leads_to_the_check(client: FormClient, activity: Activity) -> None:
    answered(client, activity)
    place = f"/take-part/{activity.id}/question/where-you-live"
    assert f'href="/take-part/{activity.id}/check" class="govuk-back-link"' in client.get(f"{place}?change=1").text
    assert f'href="/take-part/{activity.id}/question/reasons" class="govuk-back-link"' in client.get(place).text


def test_who_left_a_page_half_typed_comes_back_to_that_page(client: FormClient, activity: Activity) -> None:
    code = answered(client, activity)
    place = f"/take-part/{activity.id}/question/reasons"
    client.post_form(f"{place}/save", {"reasons": "Half a"})
    assert f'href="{place}"' in client.get(f"/take-part/{activity.id}/save").text
    assert client.post_form("/take-part/return", {"code": code}).location == place
