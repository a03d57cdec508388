"""Officers ask for exact counts and sign them on a page that says what is given up."""

from collections.abc import Callable
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.consultations.models import Activity
from consult.contract.deployment import deployment_of
from consult.exports.exact_publication import find_exact_request, make_exact_counts
from consult.exports.making import publish_results
from consult.jobs.models import Job
from consult.kernel.authz import SYSTEM, Role
from consult.kernel.db import database_of
from tests.factories import make_person
from tests.support.deployments import change_deployment
from tests.support.pages import faults_of, parsed
from tests.support.web import FormClient

SignIn = Callable[[FormClient, Person], None]


def test_two_officers_publish_exact_counts_from_the_page(
    client: FormClient, session: Session, exact: Activity, sign_in: SignIn
) -> None:
    publish_results(session, SYSTEM, exact)
    page = f"/staff/activities/{exact.id}/exact-counts"
    sign_in(client, make_person(session, Role.OFFICER, name="Asha Rao"))
    assert page in client.get(f"/staff/activities/{exact.id}/publish").text
    shown = client.get(page)
    assert faults_of(parsed(shown.text, is_page=True)) == []
    assert "A bench?" in shown.text
    assert "Less fear of drugs?" not in shown.text
    forgotten = client.post_form(page, {"reason": "They are close."})
    assert (forgotten.status_code, "They are close." in forgotten.text) == (422, True)
    assert client.post_form(page, {"reason": "They are close.", "is_meant": "y"}).location == page
    assert "Another officer must sign" in client.get(page).text
    asked = find_exact_request(session, exact.id)
    assert asked is not None
    own = client.post_form(f"{page}/sign", {"seen": asked.asked_at.isoformat()})
    assert own.status_code == 409
    sign_in(client, make_person(session, Role.OFFICER, name="Ben Okri"))
    assert page in client.get("/waiting").text
    other = client.get(page).text
    assert "Asha Rao asked" in other
    done = client.post_form(f"{page}/sign", {"seen": asked.asked_at.isoformat()})
    assert done.status_code == 303
    job = session.scalars(select(Job).where(Job.name == "exports.exact_counts")).one()
    assert done.location.endswith(f"/{job.id}")
    assert "see how far it is" in client.get(page).text
    make_exact_counts(session, job, **job.args)
    final = client.get(page).text
    assert "Asha Rao asked for this" in final
    assert "Ben Okri signed" in final


def test_a_request_is_sent_back(client: FormClient, session: Session, exact: Activity, sign_in: SignIn) -> None:
    publish_results(session, SYSTEM, exact)
    page = f"/staff/activities/{exact.id}/exact-counts"
    sign_in(client, make_person(session, Role.OFFICER))
    client.post_form(page, {"reason": "They are close.", "is_meant": "y"})
    assert client.post_form(f"{page}/drop", {}).status_code == 303
    assert find_exact_request(session, exact.id) is None


def test_where_the_council_publishes_none_there_is_no_page(
    client: FormClient, session: Session, exact: Activity, sign_in: SignIn
) -> None:
    settings = deployment_of(session).settings
    without = replace(settings, council=replace(settings.council, may_publish_exact_counts=False))
    change_deployment(database_of(session), settings=without)
    publish_results(session, SYSTEM, exact)
    sign_in(client, make_person(session, Role.OFFICER))
    assert client.get(f"/staff/activities/{exact.id}/exact-counts").status_code == 404
    assert "exact-counts" not in client.get(f"/staff/activities/{exact.id}/publish").text
