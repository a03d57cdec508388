"""Sending, signing and withholding in the browser."""

from collections.abc import Callable

import pytest

from consult.accounts.models import Person
from plugins.impact.assessments.documents import revisions_at
from plugins.impact.assessments.levels import level_names
from tests.plugins.impact.assessments.conftest import Desk
from tests.support.web import FormClient

SignIn = Callable[[FormClient, Person], None]
LIST = "/staff/impact/assessments"


def test_an_author_sends_it_and_a_superintendent_signs_it(desk: Desk, client: FormClient, sign_in: SignIn) -> None:
    assessment = desk.written()
    place = f"{LIST}/{assessment.id}"
    sign_in(client, desk.author_person)
    assert "Send it for review" in client.get(place).text
    assert client.post_form(f"{place}/send", {}).location == place
    assert "somebody else must sign it" in client.get(place).text
    assert client.post_form(f"{place}/sign", {}).status_code == 409
    sign_in(client, desk.signer_person)
    assert "Supt Ada Ferris" in client.get(f"{place}/sign").text
    assert client.post_form(f"{place}/sign", {}).location == place
    assert "Signed by Supt Ada Ferris, Superintendent, North East BCU" in client.get(place).text
    assert client.post_form(f"{place}/renew", {}).status_code == 422
    assert client.post_form(f"{place}/renew", {"reason": "The hours changed."}).location == place
    assert "The hours changed." in client.get(place).text


def test_it_is_returned_with_a_reason_that_the_authors_read(desk: Desk, client: FormClient, sign_in: SignIn) -> None:
    assessment = desk.sent()
    place = f"{LIST}/{assessment.id}"
    sign_in(client, desk.signer_person)
    assert client.post_form(f"{place}/return", {}).status_code == 422
    assert client.post_form(f"{place}/return", {"reason": "Say more of the mosque."}).location == place
    assert "Say more of the mosque." in client.get(place).text


def test_who_is_not_in_office_is_told_what_to_do(desk: Desk, client: FormClient, sign_in: SignIn) -> None:
    assessment = desk.sent()
    sign_in(client, desk.author_person)
    assert "Ask an administrator to enter your rank" in client.get(f"{LIST}/{assessment.id}/sign").text


def test_words_are_withheld_and_published_again(desk: Desk, client: FormClient, sign_in: SignIn) -> None:
    assessment = desk.signed()
    entry = revisions_at(desk.session, assessment, 1)["impacts"][0].entry
    address, public = f"{LIST}/{assessment.id}/rows/{entry.id}/withhold", f"/impact/assessments/{assessment.number}"
    sign_in(client, desk.author_person)
    typed = {"field": "impact", "passage": "the fair", "exemption": "s31", "reason": "A plan."}
    wrong = client.post_form(address, typed)
    assert wrong.status_code == 422
    assert "exactly as they stand" in wrong.text
    assert client.post_form(address, {**typed, "passage": "the market"}).status_code == 303
    assert "the market" not in client.get(public).text
    assert "Section 31: law enforcement: A plan." in client.get(public).text
    page = client.get(address).text
    assert "the market" in page
    lift = page.partition("/staff/impact/assessments/withheld/")[2].partition('"')[0]
    assert client.post_form(f"{LIST}/withheld/{lift}", {}).status_code == 303
    assert "the market" in client.get(public).text


@pytest.mark.parametrize(("version", "status"), [("0", 303), ("7", 303)])
def test_the_levels_are_named(desk: Desk, client: FormClient, sign_in: SignIn, version: str, status: int) -> None:
    sign_in(client, desk.author_person)
    names = {f"level_{number}": f"Name {number}" for number in range(1, 7)}
    assert client.post_form(f"{LIST}/levels", {**names, "version": version}).status_code == status
    assert level_names(desk.session)["2"] == "2: Name 2"
    assert client.post_form(f"{LIST}/levels", {**names, "level_1": "Calm", "version": "0"}).status_code == 409


def test_a_version_is_dropped_and_everybody_reads_why(desk: Desk, client: FormClient, sign_in: SignIn) -> None:
    assessment = desk.signed()
    place = f"{LIST}/{assessment.id}"
    sign_in(client, desk.author_person)
    client.post_form(f"{place}/renew", {"reason": "The hours changed."})
    desk.write(assessment, "context", {"incidents": "Only in the draft."})
    assert f"{place}/drop" in client.get(place).text
    assert client.post_form(f"{place}/drop", {}).status_code == 422
    assert client.post_form(f"{place}/drop", {"reason": "Begun twice."}).location == place
    page = client.get(f"/impact/assessments/{assessment.number}").text
    assert "Version 2 was dropped before it was signed: Begun twice." in page
    assert client.post_form(f"{place}/drop", {"reason": "Begun twice."}).status_code == 409
    client.post_form(f"{place}/renew", {"reason": "Now for good."})
    empty = client.get(f"{place}/context").text
    assert "Only in the draft." not in empty
    version = empty.partition('name="version"')[2].partition('value="')[2].partition('"')[0]
    typed = {"incidents": "A robbery.", "version": version}
    assert client.post_form(f"{place}/context", typed).status_code == 303
