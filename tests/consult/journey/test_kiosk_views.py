"""A shared device: the next person is shown nothing of the one before, and responses say where they came from."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.consultations.models import Activity, State
from consult.journey.admissions import set_access
from consult.journey.models import Access
from consult.kernel import clock
from consult.kernel.authz import Role
from consult.submissions.models import Channel, Draft, Submission
from tests.factories import canary, make_activity, make_actor, make_consultation, make_person
from tests.support.web import FormClient

SignIn = Callable[[FormClient, Person], None]


@pytest.fixture
def kiosk(client: FormClient, activity: Activity) -> FormClient:
    """A device that was set up for the activity."""
    assert client.post_form(f"/take-part/{activity.id}/shared-device").location == f"/take-part/{activity.id}"
    return client


def answer(device: FormClient, activity: Activity, reasons: str) -> None:
    """Answer on a device without sending."""
    base = f"/take-part/{activity.id}"
    assert device.post_form(f"{base}/start").location == f"{base}/question/position"
    device.post_form(f"{base}/question/position", {"position": "support"})
    device.post_form(f"{base}/question/reasons", {"reasons": reasons})
    device.post_form(f"{base}/question/where-you-live", {"ward": "Abbey"})
    device.post_form(f"{base}/question/about-you", {})


def test_responses_from_it_are_counted_apart(kiosk: FormClient, session: Session, activity: Activity) -> None:
    answer(kiosk, activity, "Safer.")
    assert kiosk.post_form(f"/take-part/{activity.id}/check").status_code == 303
    assert session.scalars(select(Submission.channel)).all() == [Channel.KIOSK]


def test_whoever_comes_next_begins_anew(kiosk: FormClient, session: Session, activity: Activity) -> None:
    base, said = f"/take-part/{activity.id}", canary("reasons")
    answer(kiosk, activity, said)
    start = kiosk.get(base).text
    assert "Start now" in start
    assert "There are answers on this device" not in start
    answer(kiosk, activity, "Something else.")
    assert said not in kiosk.get(f"{base}/check").text
    assert session.scalars(select(func.count()).select_from(Draft)).one() == 2


def test_whoever_has_finished_is_back_at_the_start_and_leaves_nothing(kiosk: FormClient, activity: Activity) -> None:
    base = f"/take-part/{activity.id}"
    answer(kiosk, activity, "Safer.")
    kiosk.post_form(f"{base}/check")
    assert "I have finished on this device" in kiosk.get(f"{base}/done").text
    assert kiosk.post_form(f"{base}/finish").location == base
    assert "You have already sent a response" not in kiosk.get(base).text
    assert kiosk.get(f"{base}/done").status_code == 303


def test_it_ends_where_it_was_set_up_and_holds_nothing_then(
    kiosk: FormClient, session: Session, activity: Activity
) -> None:
    base = f"/take-part/{activity.id}"
    answer(kiosk, activity, "Safer.")
    assert "End this" in kiosk.get(f"{base}/shared-device").text
    kiosk.post_form(f"{base}/shared-device")
    assert "This device remembers your answers" in kiosk.get(base).text
    answer(kiosk, activity, "At home.")
    kiosk.post_form(f"{base}/check")
    assert session.scalars(select(Submission.channel)).all() == [Channel.WEB]


def test_what_was_already_on_the_device_is_not_carried_over(client: FormClient, activity: Activity) -> None:
    base, said = f"/take-part/{activity.id}", canary("reasons")
    answer(client, activity, said)
    client.post_form(f"{base}/shared-device")
    assert client.get(f"{base}/question/reasons").status_code == 303


def test_another_activity_is_answered_as_on_any_device(kiosk: FormClient, session: Session, activity: Activity) -> None:
    other = make_activity(session, activity.consultation)
    answer(kiosk, other, "Safer.")
    assert "There are answers on this device that are not sent yet." in kiosk.get(f"/take-part/{other.id}").text


def test_officers_find_the_address_while_answers_are_taken(
    client: FormClient, session: Session, activity: Activity, sign_in: SignIn
) -> None:
    closed = make_activity(session, make_consultation(session, state=State.CLOSED, slug="closed"))
    sign_in(client, make_person(session, Role.OFFICER))
    way = "on a shared device"
    assert way in client.get(f"/staff/consultations/{activity.consultation.slug}").text
    assert way not in client.get(f"/staff/consultations/{closed.consultation.slug}").text


@pytest.mark.parametrize("access", Access)
def test_what_not_everybody_may_answer_is_not_shared(
    client: FormClient, session: Session, sign_in: SignIn, access: Access
) -> None:
    consultation = make_consultation(session, state=State.DRAFT, opens_at=clock.now() - timedelta(days=7))
    made = make_activity(session, consultation)
    set_access(session, make_actor(session, Role.OFFICER), made, access)
    consultation.state = State.OPEN
    session.flush()
    assert client.post_form(f"/take-part/{made.id}/shared-device").status_code == 409
    sign_in(client, make_person(session, Role.OFFICER))
    assert "on a shared device" not in client.get(f"/staff/consultations/{consultation.slug}").text
