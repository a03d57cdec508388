"""Keeping the engagement log in the browser, and what everybody reads of it."""

from collections.abc import Callable

import pytest

from consult.accounts.models import Person
from consult.kernel.authz import Role
from plugins.impact.engagement import services
from plugins.impact.engagement.coverage import coverage_of
from plugins.impact.engagement.log_views import coverage_tables
from tests.factories import make_person
from tests.plugins.impact.engagement.conftest import Log
from tests.support.mail import written_mail
from tests.support.web import FormClient

SignIn = Callable[[FormClient, Person], None]
PLACE = "/staff/impact/engagement"
MEETING = {
    "title": "Ward panel",
    "mode": "consulted",
    "held_on-day": "20",
    "held_on-month": "11",
    "held_on-year": "2026",
    "version": "0",
}
SAID = {"name": "Mosque", "kind": "faith", "view": "oppose", "present": "4", "residents": "2", "said": "We fear it."}


@pytest.fixture
def author(log: Log, client: FormClient, sign_in: SignIn) -> FormClient:
    """An author's browser."""
    sign_in(client, log.desk.author_person)
    return client


def test_an_author_enters_invites_and_notes(log: Log, author: FormClient) -> None:
    about = f"{PLACE}/about/{log.assessment.id}"
    assert "Nobody was engaged yet." in author.get(about).text
    assert author.post_form(f"{about}/new", {"version": "0"}).status_code == 422
    page = str(author.post_form(f"{about}/new", MEETING).location)
    contact = log.contact()
    assert "stratford@example.org" in author.get(f"{page}/invite").text
    assert "left to invite" in author.get(f"{page}/invite?kind=youth").text
    assert author.post_form(f"{page}/invite", {}).status_code == 422
    assert author.post_form(f"{page}/invite", {"contacts": [str(contact.id)]}).location == page
    again = author.post_form(f"{page}/invite", {"contacts": [str(contact.id)]})
    assert again.location == page
    assert len(written_mail(log.session, contact.email)) == 1
    shown = author.get(page).text
    assert "Invited, and nothing noted yet" in shown
    note = f"{page}/voices/new?contact={contact.id}"
    assert "Stratford Mosque" in author.get(note).text
    assert author.post_form(note, {**SAID, "residents": "9", "version": "0"}).status_code == 422
    assert author.post_form(note, {**SAID, "version": "0"}).location == page
    assert "We fear it." in author.get(page).text
    assert author.post_form(note, {**SAID, "said": "Else.", "version": "0"}).status_code == 409
    minutes = author.post_form(f"{page}/edit", {**MEETING, "minutes": "Seven came.", "version": "1"})
    assert minutes.status_code == 303
    assert "Seven came." in author.get(page).text
    assert "1</" in author.get(about).text


def test_a_voice_is_answered(log: Log, author: FormClient) -> None:
    voice = log.heard(log.held())
    address = f"{PLACE}/voices/{voice.id}"
    assert "Residents of the Broadway" in author.get(address).text
    typed = {**SAID, "answer": "We moved the cameras.", "version": str(voice.version)}
    assert author.post_form(address, typed).status_code == 303
    assert voice.answer == "We moved the cameras."


def test_what_was_done_about_who_is_missing_is_said(log: Log, author: FormClient) -> None:
    address = f"{PLACE}/about/{log.assessment.id}/coverage"
    assert "Protected characteristics: Age" in author.get(address).text
    assert author.post_form(address, {"gap": "0"}).status_code == 422
    assert author.post_form(address, {"gap": "0", "done": "We wrote to schools."}).location == address
    assert "We wrote to schools." in author.get(address).text


def test_everybody_reads_the_log_with_the_signed_assessment_and_unnamed_bodies_by_their_kind(
    log: Log, client: FormClient
) -> None:
    engagement = log.held()
    voice = log.heard(engagement, log.contact(), said="We fear it.", answer="We moved the cameras.")
    voice.is_named = False
    services.answer_gap(log.session, log.desk.author, log.assessment, "characteristic", "age", "We wrote to schools.")
    log.desk.sign_again(log.assessment)
    page = client.get(f"/impact/assessments/{log.assessment.number}").text
    for words in ("bodies consulted", "Faith group", "We fear it.", "We moved the cameras.", "We wrote to schools."):
        assert words in page
    assert "Stratford Mosque" not in page
    assert "stratford@example.org" not in page


def test_without_engagement_the_page_says_nothing_of_it(log: Log, client: FormClient) -> None:
    log.desk.sign_again(log.assessment)
    assert "bodies consulted" not in client.get(f"/impact/assessments/{log.assessment.number}").text


def test_an_auditor_reads_the_log_and_a_councillor_does_not(log: Log, client: FormClient, sign_in: SignIn) -> None:
    engagement = log.held()
    for role, status in ((Role.AUDITOR, 200), (Role.COUNCILLOR, 403)):
        sign_in(client, make_person(log.session, role))
        assert client.get(f"{PLACE}/{engagement.id}").status_code == status


def test_a_part_that_nobody_spoke_for_says_so(log: Log) -> None:
    tables = {table.title: table for table in coverage_tables(coverage_of(log.session, log.assessment))}
    assert tables["Protected characteristics"].rows[0][:4] == ("Age", 0, 0, "Nobody")
    assert not tables["Protected characteristics"].has_people
