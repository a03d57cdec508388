"""Who may answer, on the pages of officers and of those who are invited."""

import csv
import io
import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity, State
from consult.journey.admissions import make_invitations, set_access
from consult.journey.models import Access, AdmissionRule
from consult.kernel import clock
from consult.kernel.authz import Role
from consult.submissions.models import Submission
from tests.factories import make_activity, make_actor, make_consultation, make_person
from tests.support.web import FormClient


@pytest.fixture
def activity(session: Session) -> Activity:
    """An activity that can still be changed."""
    begun = clock.now() - timedelta(days=7)
    return make_activity(session, make_consultation(session, state=State.DRAFT, opens_at=begun))


def open_to(session: Session, activity: Activity, access: Access) -> None:
    """Open an activity to those with this access."""
    set_access(session, make_actor(session, Role.OFFICER), activity, access)
    activity.consultation.state = State.OPEN
    session.flush()


def another(client: FormClient, session: Session) -> FormClient:
    """Return another person’s browser."""
    fresh = client.application.test_client()
    assert isinstance(fresh, FormClient)
    fresh.shared = session
    return fresh


def answer(client: FormClient, activity: Activity) -> Any:
    """Answer one question and send."""
    base = f"/take-part/{activity.id}"
    client.post_form(f"{base}/start")
    client.post_form(f"{base}/question/position", {"position": "support"})
    return client.post_form(f"{base}/check")


def test_an_officer_invites_and_whoever_is_invited_answers_once(
    client: FormClient, session: Session, activity: Activity, sign_in: Any
) -> None:
    base, desk = f"/take-part/{activity.id}", f"/staff/activities/{activity.id}"
    officer = another(client, session)
    sign_in(officer, make_person(session, Role.OFFICER))
    assert officer.post_form(f"{desk}/access", {"access": "invited"}).status_code == 303
    assert "Make invitations" in officer.get(f"{desk}/access").text
    assert 'name="access"' in officer.get(f"{desk}/access").text
    given = officer.post_form(f"{desk}/invitations", {"count": "2", "seen": "0"})
    rows = list(csv.DictReader(io.StringIO(given.text.lstrip("\ufeff"))))
    assert [row["number"] for row in rows] == ["1", "2"]
    assert given.headers["Cache-Control"] == "no-store"
    twice = officer.post_form(f"{desk}/invitations", {"count": "2", "seen": "0"})
    assert "Invitations were made since" in twice.text
    activity.consultation.state = State.OPEN
    session.flush()

    assert 'name="access"' not in officer.get(f"{desk}/access").text
    start = client.get(base).text
    assert "You need an invitation" in start
    assert "You do not need an account" not in start
    assert "confidential" in start
    assert client.post_form(f"{base}/start").location.endswith(base)
    link = rows[0]["address"].split("/", 3)[-1]
    assert rows[0]["code"] in client.get(f"/{link}").text
    assert client.post_form(f"{base}/invitation", {"code": rows[0]["code"].lower()}).location.endswith(base)
    assert answer(client, activity).location.endswith("/done")
    assert "You have already sent a response from this device" in client.get(base).text
    assert "start another response" not in client.get(base).text
    assert client.post_form(f"{base}/change").status_code == 303
    assert client.post_form(f"{base}/check").location.endswith("/done")

    again = another(client, session).post_form(f"{base}/invitation", {"code": rows[0]["code"]})
    assert again.status_code == 422
    assert "A response was sent with this invitation already." in again.text
    gone = officer.post_form(f"{desk}/invitations/withdraw", {"code": rows[1]["code"]})
    assert gone.status_code == 303
    late = another(client, session).post_form(f"{base}/invitation", {"code": rows[1]["code"]})
    assert "Ask the council for another one" in late.text
    counted = re.findall(r"summary-list__value\">([^<]*)<", officer.get(f"{desk}/access").text)
    assert counted == ["One response for each invitation", "2", "1", "1"]


def test_an_invitation_that_was_used_meanwhile_loses_nothing(
    client: FormClient, session: Session, activity: Activity
) -> None:
    open_to(session, activity, Access.INVITED)
    (code,) = make_invitations(session, make_actor(session, Role.OFFICER), activity, 1, seen=0)
    base, other = f"/take-part/{activity.id}", another(client, session)
    for browser in (client, other):
        browser.post_form(f"{base}/invitation", {"code": code})
        browser.post_form(f"{base}/start")
        browser.post_form(f"{base}/question/position", {"position": "support"})
    assert client.post_form(f"{base}/check").location.endswith("/done")
    refused = other.post_form(f"{base}/check")
    assert refused.status_code == 409
    assert "A response was sent with this invitation already." in refused.text
    assert "Support" in refused.text
    assert len(session.scalars(select(Submission)).all()) == 1


def test_whoever_has_an_account_answers_once_from_any_device(
    client: FormClient, session: Session, activity: Activity, sign_in: Any
) -> None:
    open_to(session, activity, Access.ACCOUNT)
    base = f"/take-part/{activity.id}"
    start = client.get(base).text
    assert "You need an account to answer" in start
    assert "/sign-in?next=" in start
    person = make_person(session)
    sign_in(client, person)
    assert answer(client, activity).location.endswith("/done")
    phone = another(client, session)
    sign_in(phone, person)
    assert "A response was sent from your account already." in phone.get(base).text
    assert phone.post_form(f"{base}/start").location.endswith(base)
    client.post_form(f"{base}/withdraw")
    assert "You can answer again" not in client.get(base).text


def test_a_code_that_is_none_and_a_count_that_is_none_get_a_sentence(
    client: FormClient, session: Session, activity: Activity, sign_in: Any
) -> None:
    desk = f"/staff/activities/{activity.id}"
    sign_in(client, make_person(session, Role.OFFICER))
    client.post_form(f"{desk}/access", {"access": "invited"})
    wrong = client.post_form(f"{desk}/invitations", {"count": "many", "seen": "x"})
    assert wrong.status_code == 422
    assert 'href="#count"' in wrong.text
    assert client.post_form(f"{desk}/invitations", {"count": "1", "seen": "²"}).status_code == 200
    assert "Invitations were made since" in client.post_form(f"{desk}/invitations", {"count": "1", "seen": "²"}).text
    unknown = client.post_form(f"{desk}/invitations/withdraw", {"code": "7F3K-92QX-B41T-0ZMC"})
    assert "We do not know this invitation" in unknown.text
    client.post_form(f"{desk}/invitations", {"count": "1", "seen": "0"})
    kept = client.post_form(f"{desk}/access", {"access": "open"})
    assert "Invitations were made already" in kept.text
    assert session.scalars(select(AdmissionRule.access)).one() == Access.INVITED


def test_an_invitation_to_what_everybody_may_answer_leads_to_its_start(client: FormClient, session: Session) -> None:
    activity = make_activity(session, make_consultation(session))
    assert client.get(f"/take-part/{activity.id}/invitation?code=x").location.endswith(f"/take-part/{activity.id}")
    assert "You do not need an account" in client.get(f"/take-part/{activity.id}").text
