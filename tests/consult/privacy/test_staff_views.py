"""The pages on which administrators answer requests about personal data."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.audit.models import AuditEntry
from consult.kernel.authz import Role
from consult.submissions.models import Submission
from tests.factories import XSS, canary, make_activity, make_consultation, make_person, make_submission
from tests.support.pages import faults_of, parsed
from tests.support.web import FormClient

SignIn = Callable[[FormClient, Person], None]
EMAIL = "amara@people.example"


@pytest.fixture
def administrator(client: FormClient, session: Session, sign_in: SignIn) -> Person:
    """An administrator, signed in."""
    person = make_person(session, Role.ADMINISTRATOR)
    sign_in(client, person)
    return person


@pytest.fixture
def submission(session: Session) -> Submission:
    """A response."""
    words = f"{canary('words')} {XSS}"
    return make_submission(
        session,
        make_activity(session, make_consultation(session)),
        answers={"position": "support", "reasons": words},
    )


@pytest.mark.usefixtures("administrator")
def test_data_is_found_and_downloaded_after_the_identity_was_checked(
    client: FormClient, session: Session, submission: Submission
) -> None:
    found = client.post_form("/staff/privacy", {"subject": submission.reference})
    assert found.status_code == 200
    assert submission.answers["reasons"] not in found.text
    unchecked = client.post_form("/staff/privacy/hand-over", {"subject": submission.reference})
    assert unchecked.status_code == 422
    assert "Say how you checked who is asking" in unchecked.text
    given = client.post_form(
        "/staff/privacy/hand-over", {"subject": submission.reference, "checked_by": "private_code"}
    )
    assert given.headers["Content-Disposition"] == 'attachment; filename="personal-data.json"'
    assert given.json is not None
    assert given.json["data"]["response"]["answers"] == submission.answers
    assert session.scalars(select(AuditEntry.name)).all()[-1] == "privacy.data_handed_over"


@pytest.mark.usefixtures("administrator")
def test_data_is_erased_only_when_it_is_meant(client: FormClient, session: Session, submission: Submission) -> None:
    subject = {"subject": submission.reference}
    assert "cannot be undone" in client.post_form("/staff/privacy/erase", subject).text
    halfway = client.post_form("/staff/privacy/erase/confirmed", {**subject, "checked_by": "document"})
    assert halfway.status_code == 422
    assert submission.answers
    done = client.post_form("/staff/privacy/erase/confirmed", {**subject, "checked_by": "document", "is_meant": "y"})
    assert done.location == "/staff/privacy"
    session.expire_all()
    assert submission.answers == {}


@pytest.mark.usefixtures("administrator")
def test_an_address_that_is_not_held_is_said_beside_the_field(client: FormClient) -> None:
    answer = client.post_form("/staff/privacy", {"subject": "nobody@people.example"})
    assert answer.status_code == 422
    assert "We hold nothing under this address or reference" in answer.text
    assert 'value="nobody@people.example"' in answer.text


def test_the_last_administrator_is_not_erased(
    client: FormClient, session: Session, administrator: Person, sign_in: SignIn
) -> None:
    form = {"subject": administrator.email, "checked_by": "known", "is_meant": "y"}
    answer = client.post_form("/staff/privacy/erase/confirmed", form)
    assert answer.status_code == 422
    assert "your own account" in answer.text


@pytest.mark.usefixtures("administrator")
def test_pages_are_sound_html_and_show_markup_as_text(
    client: FormClient, session: Session, submission: Submission
) -> None:
    make_person(session, Role.OFFICER, Role.GROUP_MEMBER, email=EMAIL, xss=True)
    pages = [client.get("/staff/privacy")]
    for subject in (EMAIL, submission.reference):
        pages += [client.post_form(f"/staff/privacy{path}", {"subject": subject}) for path in ("", "/erase")]
    for page in pages:
        assert page.status_code == 200
        assert XSS not in page.text
        assert faults_of(parsed(page.text, is_page=True)) == []


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_nobody_else_sees_one_persons_data(
    client: FormClient, session: Session, sign_in: SignIn, submission: Submission, role: Role
) -> None:
    sign_in(client, make_person(session, role))
    form = {"subject": submission.reference, "checked_by": "document", "is_meant": "y"}
    assert client.get("/staff/privacy").status_code == 403
    for path in ("", "/hand-over", "/erase", "/erase/confirmed"):
        answer = client.post_form(f"/staff/privacy{path}", form)
        assert answer.status_code == 403
        assert submission.answers["reasons"][:20] not in answer.text
    assert submission.answers
