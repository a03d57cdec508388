"""The pages of one's own account, in and out."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.accounts.invitations import invite
from consult.accounts.jobs import SEND_PASSWORD_LINK, run_password_link
from consult.accounts.models import Invitation, Person, SignInAttempt
from consult.accounts.passwords import is_password
from consult.audit.models import AuditEntry
from consult.jobs.models import Job, JobState
from consult.kernel.authz import SYSTEM, Role
from consult.kernel.db import Database
from consult.mail.models import MailMessage
from consult.mail.services import read_letter
from tests.factories import XSS, make_organisation, make_person
from tests.support.pages import faults_of, parsed
from tests.support.web import FormClient

SignIn = Callable[[FormClient, Person], None]
PASSWORD = "kettle violin marsh 42"
OTHER = "gravel otter stapler 7"
EMAIL = "amara@people.example"


def path_of(link: str) -> str:
    return link.removeprefix("http://localhost")


def last_mail(session: Session, database: Database) -> str:
    mail = session.scalars(select(MailMessage).order_by(MailMessage.created_at.desc())).first()
    assert mail is not None
    letter = read_letter(database.keys, mail)
    assert letter is not None
    return letter.body


def send_links(session: Session) -> None:
    """Do what the worker does."""
    for job in session.scalars(select(Job).where(Job.name == SEND_PASSWORD_LINK, Job.state == "queued")):
        run_password_link(session, job, **job.args)
        job.state = JobState.DONE
    session.flush()


def test_signing_in_and_out(client: FormClient, session: Session) -> None:
    person = make_person(session, email=EMAIL, password=PASSWORD)
    page = client.get("/sign-in").text
    assert 'autocomplete="username"' in page
    assert 'autocomplete="current-password"' in page
    assert client.post_form("/sign-in", {"email": EMAIL, "password": PASSWORD}).location == "/account"
    assert client.get("/sign-in").location == "/account"
    answer = client.post_form("/sign-out")
    assert (answer.status_code, answer.location) == (303, "/signed-out")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert client.get("/signed-out").status_code == 200
    entries = session.execute(select(AuditEntry.name, AuditEntry.actor_id).order_by(AuditEntry.id)).all()
    assert [tuple(entry) for entry in entries] == [
        ("accounts.signed_in", person.id),
        ("accounts.signed_out", person.id),
    ]


def test_signing_out_is_no_link(client: FormClient) -> None:
    assert client.get("/sign-out").status_code == 405
    assert client.post("/sign-out").status_code == 400


@pytest.mark.parametrize("email", [EMAIL, "nobody@people.example"])
def test_a_wrong_password_and_an_unknown_address_get_the_same_page(
    client: FormClient, session: Session, email: str
) -> None:
    make_person(session, email=EMAIL, password=PASSWORD)
    answer = client.post_form("/sign-in", {"email": email, "password": OTHER})
    assert answer.status_code == 422
    assert "The email address or password is not right" in answer.text
    assert f'value="{email}"' in answer.text
    assert OTHER not in answer.text


def test_an_empty_form_says_what_is_missing_and_counts_as_no_attempt(client: FormClient, session: Session) -> None:
    answer = client.post_form("/sign-in", {"email": "", "password": ""})
    assert answer.status_code == 422
    assert "Enter your email address" in answer.text
    assert "Enter your password" in answer.text
    assert session.scalar(select(func.count()).select_from(SignInAttempt)) == 0


def test_failures_are_kept_although_the_answer_is_an_error(live_app: Flask, live_database: Database) -> None:
    client = live_app.test_client()
    assert isinstance(client, FormClient)
    with live_database.unit_of_work() as session:
        make_person(session, email=EMAIL, password=PASSWORD)
    for _ in range(10):
        assert client.post_form("/sign-in", {"email": EMAIL, "password": OTHER}).status_code == 422
    answer = client.post_form("/sign-in", {"email": EMAIL, "password": PASSWORD})
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "300"
    assert "too many attempts" in answer.text
    assert f'value="{EMAIL}"' in answer.text
    with live_database.reading() as session:
        assert session.scalar(select(func.count()).select_from(SignInAttempt)) == 30
        entries = session.scalars(select(AuditEntry)).all()
    assert {(entry.name, entry.actor_id, entry.at.minute) for entry in entries} == {
        ("accounts.sign_in_failed", None, 0)
    }
    assert len(entries) == 10


def test_an_unknown_address_is_locked_out_like_a_known_one(client: FormClient) -> None:
    for _ in range(10):
        client.post_form("/sign-in", {"email": "nobody@people.example", "password": OTHER})
    assert client.post_form("/sign-in", {"email": "nobody@people.example", "password": OTHER}).status_code == 429


def test_a_sign_in_that_succeeds_does_not_count(client: FormClient, session: Session) -> None:
    make_person(session, email=EMAIL, password=PASSWORD)
    for _ in range(12):
        assert client.post_form("/sign-in", {"email": EMAIL, "password": PASSWORD}).status_code == 303
    assert session.scalar(select(func.count()).select_from(SignInAttempt)) == 0


def test_a_forgotten_password_gets_the_same_answer_whether_there_is_an_account(
    client: FormClient, session: Session, database: Database
) -> None:
    make_person(session, email=EMAIL, password=PASSWORD)
    answers = [client.post_form("/password/forgotten", {"email": email}) for email in (EMAIL, "nobody@people.example")]
    assert {(answer.status_code, answer.location, answer.text) for answer in answers} == {
        (303, "/password/link-sent", answers[0].text)
    }
    assert len(session.scalars(select(Job)).all()) == 2
    assert "people.example" not in str([job.args for job in session.scalars(select(Job))])
    send_links(session)
    assert len(session.scalars(select(MailMessage)).all()) == 1
    path = "/password/" + last_mail(session, database).split("/password/")[1].split()[0]
    for _ in range(2):
        assert EMAIL in client.get(path).text
    weak = client.post_form(path, {"password": "short"})
    assert weak.status_code == 422
    assert "15 characters or more" in weak.text
    assert client.post_form(path, {"password": OTHER}).location == "/sign-in"
    assert client.get(path).status_code == 410
    assert client.post_form("/sign-in", {"email": EMAIL, "password": OTHER}).status_code == 303


def test_no_more_than_five_links_a_day_go_to_an_address_and_nobody_is_told(
    client: FormClient, session: Session
) -> None:
    make_person(session, email=EMAIL, password=PASSWORD)
    for _ in range(7):
        assert client.post_form("/password/forgotten", {"email": EMAIL}).status_code == 303
    send_links(session)
    assert len(session.scalars(select(MailMessage)).all()) == 5


def test_no_more_than_twenty_links_an_hour_are_asked_for_from_one_network(client: FormClient) -> None:
    statuses = [
        client.post_form("/password/forgotten", {"email": f"p{number}@people.example"}).status_code
        for number in range(21)
    ]
    assert statuses == [303] * 20 + [429]


def test_a_link_never_leads_to_the_host_that_was_asked_for(client: FormClient, session: Session) -> None:
    make_person(session, email=EMAIL, password=PASSWORD)
    answer = client.post_form("/password/forgotten", {"email": EMAIL}, headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert session.scalars(select(Job)).all() == []


def test_an_invitation_is_accepted_with_a_name_and_a_password(client: FormClient, session: Session) -> None:
    path = path_of(invite(session, SYSTEM, email=EMAIL, name="Amara Okafor", role=Role.COUNCILLOR))
    page = client.get(path).text
    assert 'value="Amara Okafor"' in page
    assert "join as councillor" in page
    assert 'autocomplete="new-password"' in page
    weak = client.post_form(path, {"name": "Amara N. Okafor", "password": "amara okafor 2024"})
    assert weak.status_code == 422
    assert 'value="Amara N. Okafor"' in weak.text
    assert client.post_form(path, {"name": "Amara N. Okafor", "password": PASSWORD}).status_code == 303
    assert "Amara N. Okafor" in client.get("/account").text
    assert client.get(path).status_code == 410
    assert client.get("/invitations/" + "x" * 43).status_code == 410


def test_whoever_has_an_account_is_asked_to_sign_in_and_then_accepts(client: FormClient, session: Session) -> None:
    make_person(session, email=EMAIL, password=PASSWORD)
    group = make_organisation(session, name="Newham Mums")
    path = path_of(invite(session, SYSTEM, email=EMAIL, organisation=group))
    assert f"/sign-in?next={path}" in client.get(path).text
    assert client.post_form(path, {}).status_code == 409
    answer = client.post_form("/sign-in", {"email": EMAIL, "password": PASSWORD}, query_string={"next": path})
    assert answer.location == path
    assert "Newham Mums" in client.get(path).text
    assert client.post_form(path, {}).status_code == 303
    assert "Newham Mums" in client.get("/account").text


def test_somebody_else_who_is_signed_in_cannot_accept(client: FormClient, session: Session, sign_in: SignIn) -> None:
    make_person(session, email=EMAIL)
    path = path_of(invite(session, SYSTEM, email=EMAIL, role=Role.OFFICER))
    sign_in(client, make_person(session))
    assert "Sign out" in client.get(path).text
    assert client.post_form(path, {}).status_code == 409
    assert session.scalars(select(Invitation)).one().used_at is None


def test_ones_own_name_and_password_can_be_changed(
    client: FormClient, session: Session, sign_in: SignIn, database: Database
) -> None:
    person = make_person(session, email=EMAIL, password=PASSWORD, name="Amara")
    sign_in(client, person)
    assert client.post_form("/account/name", {"name": ""}).status_code == 422
    assert client.post_form("/account/name", {"name": "Amara Okafor"}).location == "/account"
    assert person.name == "Amara Okafor"
    wrong = client.post_form("/account/password", {"present": OTHER, "password": OTHER})
    assert wrong.status_code == 422
    assert "not your present password" in wrong.text
    weak = client.post_form("/account/password", {"present": PASSWORD, "password": "amara okafor 2024"})
    assert "too easy" in weak.text
    assert client.post_form("/account/password", {"present": PASSWORD, "password": OTHER}).location == "/account"
    assert is_password(person.password_hash, OTHER)
    assert "was changed" in last_mail(session, database)


def test_the_present_password_cannot_be_guessed_either(live_app: Flask, live_database: Database) -> None:
    client = live_app.test_client()
    assert isinstance(client, FormClient)
    with live_database.unit_of_work() as session:
        make_person(session, email=EMAIL, password=PASSWORD)
    client.post_form("/sign-in", {"email": EMAIL, "password": PASSWORD})
    for _ in range(10):
        assert client.post_form("/account/password", {"present": OTHER, "password": OTHER}).status_code == 422
    assert client.post_form("/account/password", {"present": PASSWORD, "password": OTHER}).status_code == 429


def test_the_account_page_shows_where_one_is_signed_in(client: FormClient, session: Session, sign_in: SignIn) -> None:
    person = make_person(session, Role.OFFICER, Role.GROUP_MEMBER, xss=True)
    other = client.application.test_client()
    assert isinstance(other, FormClient)
    sign_in(other, person)
    sign_in(client, person)
    page = client.get("/account").text
    assert page.count("This browser") == 1
    assert page.count("Another browser") == 1
    assert "Council officer" in page
    assert XSS not in page


@pytest.mark.parametrize(
    "path",
    [
        "/sign-in",
        "/signed-out",
        "/password/forgotten",
        "/password/link-sent",
        "/account",
        "/account/name",
        "/account/password",
    ],
)
def test_pages_are_sound_html(client: FormClient, session: Session, sign_in: SignIn, path: str) -> None:
    if path.startswith("/account"):
        sign_in(client, make_person(session, Role.OFFICER, Role.GROUP_MEMBER))
    answer = client.get(path)
    assert answer.status_code == 200
    assert faults_of(parsed(answer.text, is_page=True)) == []


@pytest.mark.parametrize("path", ["/account", "/account/name", "/account/password"])
def test_an_account_is_for_those_who_are_signed_in(client: FormClient, path: str) -> None:
    assert client.get(path).location == f"/sign-in?next={path}"
    assert client.post_form("/account/sign-out-everywhere").status_code == 401
