"""Published results are cited by the code of their edition, and by nobody once they are withdrawn."""

import pytest
from sqlalchemy.orm import Session

from consult.citations.queries import WrongLines, links, read_references, reference_to
from consult.consultations.models import Activity, State
from consult.exports.making import publish_results
from consult.exports.models import Edition
from consult.kernel import clock
from consult.kernel.authz import ANONYMOUS, Role
from tests.factories import make_activity, make_actor, make_consultation, make_submission
from tests.support.web import FormClient


def _published(session: Session) -> Edition:
    consultation = make_consultation(session, state=State.CLOSED, slug="cameras")
    activity: Activity = make_activity(session, consultation, title="Tell us")
    for number in range(30):
        make_submission(session, activity, answers={"position": "oppose" if number < 20 else "support"})
    session.expire(consultation, ["activities"])
    return publish_results(session, make_actor(session, Role.OFFICER), activity)


def test_the_page_says_the_code_by_which_everybody_cites_an_edition(session: Session, client: FormClient) -> None:
    edition = _published(session)
    assert edition.code == f"R-{edition.activity_id}-1"
    assert f"To cite: {edition.code}." in client.get("/consultations/cameras/results").text
    (found,) = read_references(session, ANONYMOUS, edition.code.lower())
    assert found == reference_to(edition)
    link = links(session, ANONYMOUS, [found])[found]
    assert link.title == f"{edition.code}: the published results of “Tell us”"
    assert client.get("/consultations/cameras/results").status_code == 200


def test_what_is_withdrawn_is_cited_by_nobody(session: Session) -> None:
    edition = _published(session)
    edition.withdrawn_at, edition.withdrawn_because = clock.now(), "The numbers were wrong."
    session.flush()
    assert links(session, ANONYMOUS, [reference_to(edition)]) == {}
    with pytest.raises(WrongLines):
        read_references(session, ANONYMOUS, edition.code)
