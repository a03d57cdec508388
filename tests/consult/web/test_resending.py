"""A form that met a lost sign-in is sent again with everything in it, and only by the person who sent it."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from consult.accounts.models import Person
from consult.consultations.models import Consultation
from consult.kernel.authz import Role
from consult.web.resending import fields_sent
from tests.factories import make_person
from tests.support.pages import faults_of, parsed
from tests.support.web import FormClient

ORIGIN = "http://localhost"
OURS = {"Sec-Fetch-Site": "same-origin"}
ADDRESS = "/staff/consultations/new"
TYPED = {"title": "Cameras & <lamps>", "summary": "Two\r\nlines", "area": ["E16", "E13"]}


def again_from(page: str) -> tuple[str, MultiDict[str, str]]:
    """Return where the form of a page is sent to, and all of its fields."""
    tree = parsed(page, is_page=True)
    assert faults_of(tree) == []
    (form,) = [form for form in tree.iter("form") if "app-post" in (form.get("class") or "")]
    return form.get("action") or "", MultiDict((box.get("name"), box.get("value")) for box in form.iter("input"))


def test_whoever_lost_the_sign_in_signs_in_and_sends_the_same_again(
    client: FormClient, session: Session, sign_in: Callable[[FormClient, Person], None]
) -> None:
    client.get("/sign-in")
    refused = client.post_form(ADDRESS, TYPED, headers=OURS)
    assert refused.status_code == 401
    assert 'target="_blank"' in refused.text
    where, fields = again_from(refused.text)
    assert (where, fields.getlist("area")) == (ADDRESS, ["E16", "E13"])
    sign_in(client, make_person(session, Role.OFFICER))
    # Signing in gives a new token, so the page is asked once more.
    asked = client.post(where, data=fields, headers=OURS)
    assert asked.status_code == 400
    where, fields = again_from(asked.text)
    saved = client.post(where, data=fields, headers=OURS)
    assert saved.status_code == 303
    (made,) = session.scalars(select(Consultation)).all()
    assert (made.title, made.summary) == ("Cameras & <lamps>", "Two\nlines")


@pytest.mark.parametrize(
    ("headers", "form", "count"),
    [
        (OURS, {"title": "Cameras"}, 1),
        ({"Origin": ORIGIN}, {"title": "Cameras"}, 1),
        ({}, {"title": "Cameras"}, 0),
        ({"Origin": "https://elsewhere.example"}, {"title": "Cameras"}, 0),
        ({"Sec-Fetch-Site": "none", "Origin": ORIGIN}, {"title": "Cameras"}, 0),
        ({"Sec-Fetch-Site": "cross-site"}, {"title": "Cameras"}, 0),
        (OURS, {"title": "Cameras", "new_password": "seven lanterns"}, 0),
        (OURS, {"title": "Cameras", "code": "7F3K 92QX"}, 0),
        (OURS, {f"box{number}": "1" for number in range(2_001)}, 0),
    ],
)
def test_only_what_a_page_of_ours_sent_and_holds_no_secret_is_given_back(
    client: FormClient, headers: dict[str, str], form: dict[str, Any], count: int
) -> None:
    with client.application.test_request_context(ADDRESS, method="POST", data=form, headers=headers):
        assert len(fields_sent()) == count


def test_who_comes_without_any_cookie_can_send_it_again_too(
    client: FormClient, session: Session, sign_in: Callable[[FormClient, Person], None]
) -> None:
    asked = client.post(ADDRESS, data=TYPED, headers=OURS)
    assert (asked.status_code, "no cookie" in asked.text) == (400, True)
    where, fields = again_from(asked.text)
    # The cookie came with that page; what is missing now is the sign-in alone.
    asked = client.post(where, data=fields, headers=OURS)
    assert asked.status_code == 401
    sign_in(client, make_person(session, Role.OFFICER))
    where, fields = again_from(asked.text)
    where, fields = again_from(client.post(where, data=fields, headers=OURS).text)
    assert client.post(where, data=fields, headers=OURS).status_code == 303
