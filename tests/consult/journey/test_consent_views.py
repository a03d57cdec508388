"""Whoever sent a response takes back that it may be published, or named, and it is gone at once; also after closing."""

import re

import pytest
from sqlalchemy.orm import Session

from consult.comments.services import hold, publish
from consult.consultations.models import Activity, State
from consult.desk.readings import record_reading
from consult.kernel.authz import Role
from consult.submissions.models import Submission
from tests.factories import QUESTIONS, make_activity, make_actor, make_consultation, make_submission
from tests.support.web import FormClient

CODE = "7F3K-92QX-B41T-0ZMC"
ANSWERS = {"reasons": "We fear it.", "consent_to_publish": "named", "name_to_publish": "Newham Voices"}


@pytest.fixture
def activity(session: Session) -> Activity:
    """A closed consultation in which consent was asked."""
    consultation = make_consultation(session, state=State.CLOSED, slug="cameras")
    made = make_activity(session, consultation, questions={**QUESTIONS, "asks_consent": True})
    session.expire(consultation, ["activities"])
    return made


@pytest.fixture
def sent(client: FormClient, session: Session, activity: Activity) -> Submission:
    """A response that its author has opened by the private code."""
    made = make_submission(session, activity, answers=ANSWERS, code=CODE)
    client.post_form("/take-part/return", {"code": CODE})
    return made


def stamped(client: FormClient, address: str) -> dict[str, str]:
    return {"stamp": re.findall(r'name="stamp" value="([^"]+)"', client.get(address).text)[0]}


def test_an_author_sees_that_it_is_published_and_takes_it_back(
    client: FormClient, session: Session, activity: Activity, sent: Submission
) -> None:
    officer = make_actor(session, Role.OFFICER)
    done, page = f"/take-part/{activity.id}/done", f"/take-part/{activity.id}/publication"
    assert "An officer decides after closing" in client.get(done).text
    record_reading(session, officer, sent)
    publish(session, officer, activity, [sent.id])
    assert "published with your name" in client.get(done).text
    public = f"/consultations/cameras/responses/{sent.reference}"
    assert client.get(public).status_code == 200
    stamp = stamped(client, page)
    assert client.post_form(page, stamp).status_code == 422
    assert client.post_form(page, stamp | {"choice": "named"}).status_code == 422
    assert client.post_form(page, stamp | {"choice": "unnamed"}).status_code == 303
    assert client.get(public).status_code == 404
    # There is one question for texts, so nothing is told by its coming out alone.
    assert "published without your name" in client.get(done).text
    assert "We fear it." in client.get("/consultations/cameras/comments").text
    assert client.post_form(page, stamped(client, page) | {"choice": "no"}).status_code == 303
    assert client.get("/consultations/cameras/comments").status_code == 404
    assert client.get(page).status_code == 404
    assert "You do not let us publish" in client.get(done).text


def test_an_author_reads_why_it_is_held_back(
    client: FormClient, session: Session, activity: Activity, sent: Submission
) -> None:
    hold(session, make_actor(session, Role.OFFICER), activity, [sent.id], "abusive", "It threatens a neighbour.")
    done = client.get(f"/take-part/{activity.id}/done").text
    assert "It contains abuse or threats" in done
    assert "It threatens a neighbour." in done
    assert "It threatens a neighbour." not in client.get(f"/responses/{sent.reference}").text
