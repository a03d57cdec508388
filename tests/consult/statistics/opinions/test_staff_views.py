"""The officers' page of groups."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.jobs.models import Job
from consult.kernel.authz import Role
from tests.consult.statistics.opinions.conftest import planted, send
from tests.consult.statistics.opinions.test_services import done
from tests.consult.statistics.test_staff_views import SignIn
from tests.factories import make_activity, make_person
from tests.support.pages import parsed
from tests.support.web import FormClient

OLD = "Responses or questions have changed since"


@pytest.fixture
def address(session: Session, voted: Activity, client: FormClient, sign_in: SignIn) -> str:
    """The page, before a signed-in officer."""
    sign_in(client, make_person(session, Role.OFFICER))
    return f"/staff/activities/{voted.id}/opinion-groups"


def text_of(client: FormClient, address: str) -> str:
    """Return what a page says."""
    page = client.get(address)
    assert page.status_code == 200
    return " ".join(" ".join(parsed(page.text, is_page=True).itertext()).split())


def test_an_officer_has_groups_looked_for_and_reads_them(
    session: Session, client: FormClient, voted: Activity, address: str
) -> None:
    before = text_of(client, address)
    assert "Look for groups" in before
    assert "Nothing is kept" in before
    sent = client.post_form(address)
    job = session.scalars(select(Job).where(Job.name == "statistics.opinion_groups")).one()
    assert sent.status_code == 303
    assert sent.location.endswith(f"/staff/jobs/{job.id}")
    assert job.url == address
    assert "Groups are being looked for now" in text_of(client, address)
    done(session, voted)
    after = text_of(client, address)
    assert "Group A: 40 people" in after
    assert "Run again" in after
    assert "for officers only" in after
    assert "not clearly apart" not in after
    assert OLD not in after
    assert client.get(address).text.count("<circle") == 3
    send(session, voted, planted(1)[0])
    assert OLD in text_of(client, address)


def test_groups_that_are_not_apart_are_called_so(
    session: Session, client: FormClient, voted: Activity, address: str
) -> None:
    kept = done(session, voted)
    kept.found = {**kept.found, "silhouette": 0.3}
    session.flush()
    assert "These groups are not clearly apart" in text_of(client, address)


def test_the_desk_leads_there_where_there_are_statements(client: FormClient, voted: Activity, address: str) -> None:
    assert address in client.get(f"/staff/consultations/{voted.consultation.slug}").text


def test_without_statements_it_says_what_is_needed(
    session: Session, client: FormClient, address: str, voted: Activity
) -> None:
    plain = make_activity(session, voted.consultation)
    other = f"/staff/activities/{plain.id}/opinion-groups"
    assert "at least 3 statements" in text_of(client, other)
    assert other not in client.get(f"/staff/consultations/{voted.consultation.slug}").text
    assert client.post_form(other).status_code == 409


def test_an_auditor_reads_and_does_not_begin(
    session: Session, client: FormClient, voted: Activity, address: str, sign_in: SignIn
) -> None:
    sign_in(client, make_person(session, Role.AUDITOR))
    assert "Look for groups" not in text_of(client, address)
    assert client.post_form(address).status_code == 403
