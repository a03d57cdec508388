"""An officer withdraws results from a page; everybody then reads why, and finds no number of them."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.consultations.models import State
from consult.exports.making import publish_results
from consult.kernel.authz import SYSTEM, Role
from tests.factories import make_activity, make_consultation, make_person, make_submission
from tests.support.pages import faults_of, parsed
from tests.support.web import FormClient


def test_results_are_withdrawn_from_every_page_and_file(
    client: FormClient, session: Session, sign_in: Callable[[FormClient, Person], None]
) -> None:
    activity = make_activity(session, make_consultation(session, state=State.CLOSED, slug="cameras"))
    for _ in range(100):
        make_submission(session, activity, answers={"position": "support"})
    session.expire(activity.consultation, ["activities"])
    publish_results(session, SYSTEM, activity, with_crossed=True)
    sign_in(client, make_person(session, Role.OFFICER, name="Asha Rao"))
    publishing = f"/staff/activities/{activity.id}/publish"
    page = f"{publishing}/withdraw"
    assert page in client.get(publishing).text
    assert faults_of(parsed(client.get(page).text, is_page=True)) == []
    forgotten = client.post_form(page, {"reason": "Rows were doubled.", "seen": "1"})
    assert (forgotten.status_code, "Rows were doubled." in forgotten.text) == (422, True)
    stale = client.post_form(page, {"reason": "Rows were doubled.", "seen": "2", "is_meant": "y"})
    assert (stale.status_code, "meanwhile" in stale.text) == (409, True) or stale.status_code == 422
    strange = client.post_form(page, {"reason": "Rows were doubled.", "seen": "one", "is_meant": "y"})
    assert (strange.status_code, "Rows were doubled." in strange.text) == (422, True)
    done = client.post_form(page, {"reason": "Rows were doubled.", "seen": "1", "is_meant": "y"})
    assert (done.status_code, done.location) == (303, publishing)
    assert "Asha Rao withdrew these results" in client.get(publishing).text
    assert client.get(page).status_code == 404
    shown = client.get("/consultations/cameras/results").text
    assert "Rows were doubled." in shown
    assert "Strongly support" not in shown
    assert "results-tables.csv" not in shown
    assert client.get("/consultations/cameras/results-tables.csv").status_code == 404
    assert "Support" not in client.get("/consultations/cameras/results.csv").text
    assert client.get("/consultations/cameras/results.jsonl").text == ""
    assert "Rows were doubled." in client.get("/consultations/cameras/results.csv-metadata.json").text
