"""Officers take in files on a page, and nobody else does."""

from collections.abc import Callable
from io import BytesIO

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.kernel.authz import Role
from plugins.register.models import Deployment
from tests.factories import make_person
from tests.plugins.register.conftest import SIXTEEN, STRATFORD
from tests.support.web import FormClient

IMPORT = "/staff/register/import"
SignIn = Callable[[FormClient, Person], None]


@pytest.fixture
def officer(client: FormClient, session: Session, sign_in: SignIn) -> Person:
    """An officer who is signed in."""
    person = make_person(session, Role.OFFICER)
    sign_in(client, person)
    return person


def send(client: FormClient, text: str, **more: str) -> str:
    """Send a file, and return the page that follows."""
    upload = {"file": (BytesIO(text.encode()), "grid.csv"), **more}
    answer = client.post_form(IMPORT, upload, content_type="multipart/form-data")
    return client.get(answer.location).text if answer.status_code == 303 else answer.text


def test_a_file_is_checked_and_then_taken_with_its_source(
    client: FormClient, session: Session, officer: Person
) -> None:
    content = f"{SIXTEEN}\n{STRATFORD}\n"
    page = send(client, content, dry_run="y")
    assert "What becomes of each line" in page
    assert session.scalars(select(Deployment)).all() == []
    send(client, content, source="LFR Deployment Grid", published_on="2025-02-01")
    (row,) = session.scalars(select(Deployment))
    assert row.source == "LFR Deployment Grid"
    assert "Keep the register" in client.get("/register/deployments").text


def test_what_was_said_of_the_file_stays_where_a_line_is_wrong(
    client: FormClient, session: Session, officer: Person
) -> None:
    page = send(client, f"{SIXTEEN}\n{STRATFORD.replace('0.64', 'low')}\n", source="LFR Deployment Grid")
    assert "Line 2: Column “threshold”" in page
    assert 'value="LFR Deployment Grid"' in page
