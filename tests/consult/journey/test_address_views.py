"""Answering with an email address that was confirmed: once for each, and nobody else learns that it did."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.journey.address_views import open_link, seal_link
from consult.journey.models import Access, Admission
from consult.kernel import clock
from consult.submissions.models import Submission
from tests.consult.journey.test_admission_views import activity, another, answer, open_to
from tests.support.mail import link_in, written_mail
from tests.support.web import FormClient

__all__ = ["activity"]
ADA = "ada@people.example"


@pytest.fixture
def by_address(session: Session, activity: Activity) -> Activity:
    """An open activity that each address can answer once."""
    open_to(session, activity, Access.ADDRESS)
    return activity


def asked_for(client: FormClient, session: Session, by_address: Activity, email: str = ADA) -> str:
    """Ask for a link and return the newest one that was mailed to an address."""
    asked = client.post_form(f"/take-part/{by_address.id}/address", {"email": email})
    assert asked.location == f"/take-part/{by_address.id}/address/mailed"
    return link_in(written_mail(session, email.strip())[-1])


def test_whoever_confirms_an_address_answers_once(client: FormClient, session: Session, by_address: Activity) -> None:
    base = f"/take-part/{by_address.id}"
    assert "Confirm your email address" in client.get(base).text
    assert client.post_form(f"{base}/start").location.endswith(base)
    link = asked_for(client, session, by_address)
    assert ADA in client.get(link).text
    assert client.post_form(link).location == base
    assert answer(client, by_address).location.endswith("/done")
    second = another(client, session)
    again = asked_for(second, session, by_address, " ADA@people.example")
    second.post_form(again)
    assert "A response was sent with this email address already." in second.get(base).text
    assert second.post_form(f"{base}/start").location.endswith(base)
    assert session.scalars(select(func.count()).select_from(Submission)).one() == 1


def test_two_devices_with_one_address_send_one_response(
    client: FormClient, session: Session, by_address: Activity
) -> None:
    devices = [client, another(client, session)]
    base = f"/take-part/{by_address.id}"
    for device in devices:
        device.post_form(asked_for(device, session, by_address))
        device.post_form(f"{base}/start")
        device.post_form(f"{base}/question/position", {"position": "support"})
    sent = [device.post_form(f"{base}/check") for device in devices]
    assert [one.status_code for one in sent] == [303, 409]
    assert "A response was sent with this email address already." in sent[1].text


def test_nothing_of_the_address_is_kept_with_what_was_answered(
    client: FormClient, session: Session, by_address: Activity
) -> None:
    client.post_form(asked_for(client, session, by_address))
    answer(client, by_address)
    kept = session.execute(select(Admission.__table__)).mappings().one()
    assert kept["is_used"]
    sent = session.execute(select(Submission.__table__)).mappings().one()
    for said in ("ada@", "people"):  # "ada" alone can stand in a digest by chance
        assert said not in repr(kept).lower()
        assert said not in repr(sent).lower()


def test_an_address_that_answered_is_told_nothing_else_than_another(
    client: FormClient, session: Session, by_address: Activity
) -> None:
    client.post_form(asked_for(client, session, by_address))
    answer(client, by_address)
    stranger, page = another(client, session), f"/take-part/{by_address.id}/address"
    pages = []
    for email in (ADA, "ben@people.example"):
        asked = stranger.post_form(page, {"email": email})
        pages.append((asked.status_code, asked.location, stranger.get(asked.location or "").text.split("<main")[1]))
    assert pages[0] == pages[1]


def test_a_link_is_of_one_activity_for_a_day(session: Session, by_address: Activity) -> None:
    link = seal_link(session, by_address.id, ADA)
    assert open_link(session, by_address.id, link) == ADA
    assert open_link(session, by_address.id + 1, link) is None
    for wrong in ("", "x", link[:-5], f"{link}=="[::-1], "é"):
        assert open_link(session, by_address.id, wrong) is None
    with clock.set_clock(clock.now() + timedelta(hours=24, seconds=1)):
        assert open_link(session, by_address.id, link) is None


def test_a_link_that_ran_out_is_told_and_opens_nothing(
    client: FormClient, session: Session, by_address: Activity
) -> None:
    link = asked_for(client, session, by_address)
    page = client.get(f"{link}x")
    assert "This link no longer works" in page.text
    assert client.post_form(f"{link}x").status_code == 200
    assert "Confirm your email address" in client.get(f"/take-part/{by_address.id}").text


def test_mail_is_not_sent_without_end(client: FormClient, session: Session, by_address: Activity) -> None:
    for _number in range(5):
        asked_for(client, session, by_address)
    refused = client.post_form(f"/take-part/{by_address.id}/address", {"email": ADA})
    assert "too many emails" in refused.text
    assert len(written_mail(session, ADA)) == 5


def test_there_is_no_such_page_where_no_address_is_asked_for(client: FormClient, session: Session) -> None:
    assert client.get("/take-part/1/address").status_code == 404
