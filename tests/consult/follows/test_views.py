"""Asking, confirming and stopping, each by a button that no scanner of mail presses."""

import re
from xml.etree.ElementTree import fromstring

import pytest
from sqlalchemy.orm import Session

from consult.citations.queries import reference_to
from consult.consultations.models import Consultation
from consult.consultations.records import CONSULTATION
from consult.contract.references import Reference
from consult.follows.services import keep_ward, tell_followers
from consult.kernel.atom import ATOM
from consult.kernel.authz import Role
from consult.records.places import place_named
from consult.records.redactions import redact
from consult.records.words import passages
from tests.consult.follows.conftest import following, link_in, mails
from tests.factories import make_actor
from tests.support.web import FormClient


def test_a_reader_asks_confirms_and_stops(client: FormClient, session: Session, reference: Reference) -> None:
    address = f"/follow/{reference.kind}/{reference.id}"
    assert "Cameras" in client.get(address).text
    answer = client.post_form(address, {"email": "anna@example.org"})
    assert (answer.status_code, answer.location) == (303, f"{address}/asked")
    assert "Now open the link in your email" in client.get(answer.location).text
    confirm = link_in(mails(session)[0][2])
    assert "Do you want to follow this by email?" in client.get(confirm).text
    assert "Do you want to follow this by email?" in client.get(confirm).text
    assert "You follow this by email" in client.post_form(confirm).text
    stop = confirm.replace("/confirm/", "/stop/")
    assert "Stop these emails?" in client.get(stop).text
    assert "You get no more of these emails" in client.post_form(stop).text
    assert "You get no more of these emails" in client.get(stop).text


@pytest.mark.parametrize("typed", ["", "nobody"])
def test_an_address_is_needed_and_must_be_one(client: FormClient, reference: Reference, typed: str) -> None:
    assert client.post_form(f"/follow/{reference.kind}/{reference.id}", {"email": typed}).status_code == 422


def test_nobody_is_flooded(client: FormClient, reference: Reference) -> None:
    address = f"/follow/{reference.kind}/{reference.id}"
    answers = [client.post_form(address, {"email": "anna@example.org"}) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [303] * 5 + [422]
    assert "This was asked too often." in answers[-1].text


def test_who_follows_already_is_not_told_to_a_stranger(
    client: FormClient, session: Session, reference: Reference
) -> None:
    following(session, reference, "anna@example.org")
    known, unknown = (
        client.post_form(f"/follow/{reference.kind}/{reference.id}", {"email": f"{name}@example.org"})
        for name in ("anna", "bert")
    )
    assert (known.status_code, known.location) == (unknown.status_code, unknown.location)


@pytest.mark.parametrize("page", ["confirm", "stop"])
def test_an_unknown_link_is_told_plainly(client: FormClient, page: str) -> None:
    answer = client.get(f"/follow/{page}/made-up")
    assert answer.status_code == 404
    assert "This link is not one of ours" in answer.text


def test_a_ward_is_found_followed_and_read_as_a_feed(
    client: FormClient, session: Session, reference: Reference
) -> None:
    assert 'href="/follow/wards/Canning%20Town"' in client.get("/follow").text
    page = "/follow/wards/Beckton"
    assert "Nothing that names this ward" in client.get(page).text
    answer = client.post_form(f"{page}/email", {"email": "anna@example.org"})
    assert answer.status_code == 303
    assert "What happens in Beckton" in client.get(answer.location).text
    tell_followers(
        session, reference, lambda: ("News", "It changed."), also=[reference_to(keep_ward(session, "Beckton"))]
    )
    assert "News</a>" in client.get(page).text
    for feed in (f"{page}/feed.atom", f"/follow/{reference.kind}/{reference.id}/feed.atom"):
        entries = fromstring(client.get(feed).data).findall("atom:entry", {"atom": ATOM})  # noqa: S314 (our own)
        assert [entry.findtext(f"{{{ATOM}}}title") for entry in entries] == ["News"]
    assert client.get("/follow/wards/Atlantis").status_code == 404


def test_words_that_were_taken_out_leave_the_feed(client: FormClient, session: Session, reference: Reference) -> None:
    tell_followers(session, reference, lambda: ("About Mary Smith", "It changed."))
    feed = f"/follow/{reference.kind}/{reference.id}/feed.atom"
    assert "Mary Smith" in client.get(feed).text
    row = session.get_one(Consultation, reference.id)
    row.title = "Mary Smith"
    session.flush()
    place = place_named(CONSULTATION, row, "title")
    hits = {place.key: passages(place.text, "Mary Smith")}
    redact(session, make_actor(session, Role.OFFICER), CONSULTATION, row, hits, code="third_party")
    assert "Mary Smith" not in client.get(feed).text


def test_a_ward_is_found_whatever_signs_its_name_has(client: FormClient, session: Session) -> None:
    keep_ward(session, "East/West <b>Ham</b>")
    (address,) = re.findall(r'href="(/follow/wards/East[^"]+)"', client.get("/follow").text)
    page = client.get(address)
    assert page.status_code == 200
    (feed,) = re.findall(r'href="([^"]+feed\.atom)"', page.text)
    assert client.get(feed).status_code == 200
