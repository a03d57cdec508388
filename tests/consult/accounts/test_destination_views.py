"""After signing in nobody is sent anywhere but to a page of ours."""

from urllib.parse import urlsplit

import pytest
from flask import Flask
from hypothesis import HealthCheck, example, given
from hypothesis import settings as rules
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from consult.accounts.destination_views import own_path
from consult.kernel.authz import Role
from tests.factories import make_person
from tests.support.web import FormClient

PASSWORD = "kettle violin marsh 42"


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/account",
        "/\\evil.example",
        "/\t/evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "/no-such-page",
        "account",
        "",
        "/account\r\nSet-Cookie: a=b",
        "/sign-out",
        " /account",
    ],
)
def test_what_is_no_page_of_ours_is_refused(application: Flask, target: str) -> None:
    with application.test_request_context():
        assert own_path(target) is None


@pytest.mark.parametrize("target", ["/account", "/staff/audit-log?kind=accounts&before=7", "/account#sessions"])
def test_a_page_of_ours_is_kept_as_it_is(application: Flask, target: str) -> None:
    with application.test_request_context():
        assert own_path(target) == target


@rules(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(alphabet="/\\.:@?#&=aceilmnptuvx\t\n \u2215\uff0f%2f5c", max_size=30))
@example("/account/../..//evil.example")
def test_whatever_is_asked_the_answer_stays_on_our_site(application: Flask, target: str) -> None:
    with application.test_request_context():
        found = own_path("/" + target)
    if found is not None:
        parts = urlsplit(found)
        assert (parts.scheme, parts.netloc) == ("", "")
        assert found.startswith("/")
        assert not found.startswith("//")


@pytest.mark.parametrize(
    ("roles", "asked", "landed"),
    [
        ((), "", "/account"),
        ((), "/account/password", "/account/password"),
        ((), "https://evil.example/", "/account"),
        ((), "/sign-in?next=/account", "/account"),
        ((Role.OFFICER,), "", "/staff/consultations"),
        ((Role.AUTHORISING_OFFICER,), "", "/waiting"),
    ],
)
def test_people_land_where_they_were_going_or_where_their_work_is(
    client: FormClient, session: Session, roles: tuple[Role, ...], asked: str, landed: str
) -> None:
    person = make_person(session, *roles, password=PASSWORD)
    answer = client.post_form("/sign-in", {"email": person.email, "password": PASSWORD}, query_string={"next": asked})
    assert answer.location == landed


def test_a_page_that_needs_sign_in_leads_back_to_itself(client: FormClient) -> None:
    answer = client.get("/staff/audit-log?kind=accounts")
    assert answer.status_code == 303
    assert answer.location == "/sign-in?next=/staff/audit-log?kind%3Daccounts"
