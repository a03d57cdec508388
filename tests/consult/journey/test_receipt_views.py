"""What a code is good for: going on, changing, withdrawing; and for nobody else's answers."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.citations.queries import reference_to
from consult.citations.services import cite
from consult.consultations.models import Activity, State
from consult.desk.exclusions import exclude
from consult.kernel import clock
from consult.kernel.authz import SYSTEM, Role
from consult.kernel.db import Database
from consult.mail.services import Letter
from consult.responses.questions import definition_of, set_questions
from consult.submissions.intake import about_you_of
from consult.submissions.models import AboutYou, Draft, Participation, Submission
from plugins.survey import services
from plugins.survey.document import read_definition
from plugins.survey.queries import find_draft
from tests.factories import canary, make_activity, make_actor, make_consultation
from tests.plugins.survey.conftest import item, page, survey
from tests.support.mail import written_mail
from tests.support.web import FormClient

Outbox = Callable[..., list[Letter]]
Queries = Callable[[], AbstractContextManager[list[str]]]


@pytest.fixture
def another(client: FormClient, session: Session) -> FormClient:
    """Another device."""
    made = client.application.test_client()
    assert isinstance(made, FormClient)
    made.shared = session
    return made


def answered(client: FormClient, activity: Activity, reasons: str) -> str:
    """Answer on this device without sending, and return the code."""
    base = f"/take-part/{activity.id}"
    client.post_form(f"{base}/start")
    client.post_form(f"{base}/question/position", {"position": "support"})
    client.post_form(f"{base}/question/reasons", {"reasons": reasons})
    client.post_form(f"{base}/question/where-you-live", {"ward": "Abbey"})
    client.post_form(f"{base}/question/about-you", {"sex": "female"})
    found = re.search(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){3}", client.get(f"{base}/save").text)
    assert found is not None
    return found[0]


def sent(client: FormClient, activity: Activity, reasons: str = "Safer.") -> str:
    """Answer and send on this device, and return the code."""
    code = answered(client, activity, reasons)
    assert client.post_form(f"/take-part/{activity.id}/check").status_code == 303
    return code


def test_the_code_is_mailed_to_the_address_given_and_nothing_else_of_it_is_kept(
    client: FormClient, session: Session, activity: Activity, outbox: Outbox
) -> None:
    code = answered(client, activity, "Unfinished.")
    assert client.post_form(f"/take-part/{activity.id}/save", {"email": "not an address"}).status_code == 422
    assert outbox() == []
    client.post_form(f"/take-part/{activity.id}/save", {"email": "ada@people.example"})
    (letter,) = outbox("ada@people.example")
    assert code in letter.body
    assert "Unfinished." not in letter.body
    assert session.scalars(select(Participation)).all() == []


def test_leaving_a_page_keeps_what_was_answered_beside_what_must_be_and_is_still_empty(
    client: FormClient, session: Session
) -> None:
    """Half of a page of several questions is kept, and the page is shown again to whoever comes back."""
    begun = clock.now() - timedelta(days=7)
    made = make_activity(session, make_consultation(session, state=State.DRAFT, opens_at=begun), "survey")
    officer = make_actor(session, Role.OFFICER)
    several = survey(
        page("p1", item("who", required=True), item("how", "radios", required=True), item("count", "number"))
    )
    services.change_draft(session, officer, made, lambda _draft: read_definition(several))
    services.publish(session, officer, made, seen=find_draft(session, made.id).as_seen)
    made.consultation.state = State.OPEN
    session.flush()
    client.post_form(f"/take-part/{made.id}/start")
    place = f"/take-part/{made.id}/question/p1"
    assert client.post_form(f"{place}/save", {"how": "b", "count": "some"}).status_code == 422
    paused = client.post_form(f"{place}/save", {"who": " ", "how": "b"})
    assert (paused.status_code, paused.location) == (303, f"/take-part/{made.id}/save")
    assert 'value="b" checked' in client.get(place).text
    assert client.get(f"/take-part/{made.id}").text.count(f'href="{place}"') == 1
    assert client.post_form(place, {"how": "b"}).status_code == 422
    assert client.post_form(f"/take-part/{made.id}/check").status_code == 422


def test_one_person_s_code_never_opens_another_s_answers(
    client: FormClient, another: FormClient, activity: Activity
) -> None:
    hers, his = canary("hers"), canary("his")
    code = sent(client, activity, hers)
    sent(another, activity, his)
    done = f"/take-part/{activity.id}/done"
    assert hers in client.get(done).text
    assert his in another.get(done).text
    assert his not in client.get(done).text
    another.post_form("/take-part/return", {"code": code})
    opened = another.get(done).text
    assert hers in opened
    assert his not in opened


def test_a_code_for_one_consultation_opens_nothing_of_another(
    client: FormClient, session: Session, activity: Activity
) -> None:
    secret = canary("first")
    sent(client, activity, secret)
    other = make_activity(session, make_consultation(session))
    for place in ("", "/done", "/check", "/save", "/withdraw"):
        assert secret not in client.get(f"/take-part/{other.id}{place}", follow_redirects=True).text
    assert client.post_form(f"/take-part/{other.id}/withdraw").status_code == 303
    assert session.scalars(select(Submission.status)).one() == "submitted"


@pytest.mark.parametrize("typed", ["", "0000", "0000-0000-0000-0000", "🚫", "'; DROP TABLE submission"])
def test_an_unknown_code_gets_a_sentence_and_no_answer(client: FormClient, activity: Activity, typed: str) -> None:
    sent(client, activity)
    refused = client.post_form("/take-part/return", {"code": typed})
    assert refused.status_code == 422
    assert ("Enter your code" if not typed else "We do not know this code") in refused.text


def test_whoever_changes_one_answer_is_led_back_to_check_at_once(
    client: FormClient, session: Session, activity: Activity
) -> None:
    sent(client, activity)
    base = f"/take-part/{activity.id}"
    assert client.post_form(f"{base}/change").location == f"{base}/check"
    changed = client.post_form(f"{base}/question/position?change=1", {"position": "oppose"})
    assert changed.location == f"{base}/check"
    client.post_form(f"{base}/check")
    one = session.scalars(select(Submission)).one()
    assert (one.answers, one.area) == ({"position": "oppose", "reasons": "Safer."}, "Abbey")


def test_a_change_keeps_the_equality_answers_given_before(
    client: FormClient, session: Session, activity: Activity
) -> None:
    sent(client, activity)
    before = {"sex": "female"}
    client.post_form(f"/take-part/{activity.id}/change")
    assert "Female" in client.get(f"/take-part/{activity.id}/check").text
    client.post_form(f"/take-part/{activity.id}/check")
    assert about_you_of(session, session.scalars(select(Submission.id)).one()) == before


def test_equality_answers_can_be_corrected_and_taken_away_until_closing(
    client: FormClient, session: Session, activity: Activity
) -> None:
    sent(client, activity)
    base = f"/take-part/{activity.id}"
    submission_id = session.scalars(select(Submission.id)).one()
    for given in ({"sex": "male"}, {}):
        client.post_form(f"{base}/change")
        client.post_form(f"{base}/question/about-you?change=1", given)
        client.post_form(f"{base}/check")
        assert about_you_of(session, submission_id) == given
    assert session.scalars(select(AboutYou)).all() == []


def test_a_change_begun_and_left_for_months_can_be_begun_again(
    client: FormClient, session: Session, activity: Activity
) -> None:
    activity.consultation.closes_at = clock.now() + timedelta(days=200)
    sent(client, activity)
    base = f"/take-part/{activity.id}"
    client.post_form(f"{base}/change")
    with clock.set_clock(clock.now() + timedelta(days=61)):
        assert client.post_form(f"{base}/change").location == f"{base}/check"
        client.post_form(f"{base}/question/position?change=1", {"position": "oppose"})
        client.post_form(f"{base}/check")
    assert session.scalars(select(Submission)).one().answers["position"] == "oppose"


def test_a_change_that_was_not_sent_changes_nothing(
    client: FormClient, another: FormClient, session: Session, activity: Activity
) -> None:
    code = sent(client, activity)
    client.post_form(f"/take-part/{activity.id}/change")
    client.post_form(f"/take-part/{activity.id}/question/reasons?change=1", {"reasons": "Second thoughts."})
    assert session.scalars(select(Submission)).one().answers["reasons"] == "Safer."
    assert another.post_form("/take-part/return", {"code": code}).location.endswith("/check")
    assert "Second thoughts." in another.get(f"/take-part/{activity.id}/check").text


def test_whoever_changes_what_is_excluded_meanwhile_is_led_to_what_became_of_it(
    client: FormClient, session: Session, activity: Activity
) -> None:
    sent(client, activity)
    base = f"/take-part/{activity.id}"
    client.post_form(f"{base}/change")
    client.post_form(f"{base}/question/reasons?change=1", {"reasons": "Second thoughts."})
    one = session.scalars(select(Submission)).one()
    exclude(session, make_actor(session, Role.OFFICER), activity, one, "duplicate", "")
    told = client.post_form(f"{base}/check")
    assert told.status_code == 409
    assert "This response was withdrawn or excluded, so it can no longer be changed." in told.text
    assert f'href="{base}/done"' in told.text
    shown = client.get(f"{base}/done").text
    assert "This response is not counted. Its page says why." in shown
    assert "You began changes that can no longer be sent" in shown
    assert "Second thoughts." in client.get(f"{base}/check").text


def test_withdrawing_asks_once_more_and_leaves_nothing_to_read(
    client: FormClient, session: Session, activity: Activity
) -> None:
    secret = canary("withdrawn")
    sent(client, activity, secret)
    base = f"/take-part/{activity.id}"
    assert client.get(f"{base}/withdraw").status_code == 200
    assert session.scalars(select(Submission.status)).one() == "submitted"
    client.post_form(f"{base}/withdraw")
    assert secret not in client.get(f"{base}/done").text
    assert client.post_form(f"{base}/change").status_code == 409
    assert session.scalars(select(AboutYou)).all() == []


def test_after_closing_the_code_still_reads_but_changes_nothing(
    client: FormClient, another: FormClient, session: Session, activity: Activity
) -> None:
    code = sent(client, activity)
    activity.consultation.state = State.CLOSED
    another.post_form("/take-part/return", {"code": code})
    base = f"/take-part/{activity.id}"
    page = another.get(f"{base}/done").text
    assert "Safer." in page
    assert "can no longer be changed" in page
    assert another.post_form(f"{base}/change").status_code == 409
    assert another.post_form(f"{base}/withdraw").status_code == 409
    assert session.scalars(select(Submission.status)).one() == "submitted"


def test_the_page_after_sending_mails_what_was_ticked_and_no_more(
    client: FormClient, session: Session, activity: Activity
) -> None:
    sent(client, activity)
    done = f"/take-part/{activity.id}/done"
    assert client.post_form(done, {"email": "ada@people.example"}).status_code == 422
    client.post_form(done, {"email": "ada@people.example", "wanted": "updates"})
    assert [letter.subject.partition(" of")[0] for letter in written_mail(session)] == ["Confirm that you want news"]
    assert len(session.scalars(select(Participation)).all()) == 1
    client.post_form(done, {"email": "ben@people.example", "wanted": "copy"})
    assert [letter.to for letter in written_mail(session)][1:] == ["ben@people.example"]
    assert len(session.scalars(select(Participation)).all()) == 1


def test_a_double_click_begins_one_change(live_app: Flask, live_database: Database) -> None:
    with live_database.unit_of_work() as session:
        activity_id = make_activity(session, make_consultation(session)).id
    devices = [live_app.test_client() for _ in range(4)]
    first, base = devices[0], f"/take-part/{activity_id}"
    assert isinstance(first, FormClient)
    first.post_form(f"{base}/start")
    first.post_form(f"{base}/question/position", {"position": "support"})
    first.post_form(f"{base}/check")
    code = re.search(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){3}", first.get(f"{base}/done").text)
    assert code is not None

    def click(device: FlaskClient) -> int:
        assert isinstance(device, FormClient)
        device.post_form("/take-part/return", {"code": code[0]})
        return device.post_form(f"{base}/change").status_code

    with ThreadPoolExecutor(len(devices)) as pool:
        assert list(pool.map(click, devices)) == [303] * len(devices)
    with live_database.reading() as session:
        assert len(session.scalars(select(Draft)).all()) == 1


def test_a_change_asks_what_is_asked_now(client: FormClient, session: Session, activity: Activity) -> None:
    sent(client, activity)
    more = {"key": "more", "kind": "long_text", "label": "What else?", "required": True}
    kept = definition_of(session, activity)
    set_questions(session, SYSTEM, activity, {**kept, "questions": [*kept["questions"], more]})
    session.flush()
    base = f"/take-part/{activity.id}"
    client.post_form(f"{base}/change")
    refused = client.post_form(f"{base}/check")
    assert refused.status_code == 422
    assert "Enter your answer to “What else?”" in refused.text
    client.post_form(f"{base}/question/more", {"more": "A bench."})
    assert client.post_form(f"{base}/check").status_code == 303
    one = session.scalars(select(Submission)).one()
    assert (one.questions_version, one.answers["more"]) == (2, "A bench.")


def test_behind_the_code_stands_what_became_of_the_response(
    client: FormClient, session: Session, activity: Activity, count_queries: Queries
) -> None:
    sent(client, activity)
    address = f"/take-part/{activity.id}/done"
    with count_queries() as statements:
        client.get(address)
    assert len([one for one in statements if one.startswith("SELECT")]) == 2, "most have nothing to ask more about"
    assert "Where your response was used" not in client.get(address).text
    citing, response = make_consultation(session), session.scalars(select(Submission)).one()
    cite(session, make_actor(session, Role.OFFICER), reference_to(citing), [reference_to(response)])
    shown = client.get(address).text
    assert "Where your response was used" in shown
    assert f'href="/consultations/{citing.slug}"' in shown
