"""People who said something about themselves."""

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from consult.consultations.models import Activity, State
from consult.contract.deployment import deployment_of
from consult.journey.drafts import Content, start_draft
from consult.journey.services import submit
from consult.kernel.db import database_of
from tests.factories import make_activity, make_consultation, make_submission
from tests.support.deployments import change_deployment

OPEN_COUNTS = {
    "questions": [
        {"key": "bench", "kind": "scale", "label": "A bench?", "scale": "support", "sensitive": False},
        {"key": "drugs", "kind": "scale", "label": "Less fear of drugs?", "scale": "agreement"},
        {"key": "reasons", "kind": "long_text", "label": "Why?", "sensitive": False},
    ]
}


@pytest.fixture
def portrayed(session: Session) -> Activity:
    """An open written response that 33 people answered: 23 women and 10 men, three of them Sikh."""
    made = make_activity(session, make_consultation(session))
    for number in range(33):
        about = {"religion": "sikh" if number < 3 else "none", "sex": "female" if number < 23 else "male"}
        content = Content(answers={"position": "support"}, about_you=about)
        submit(session, start_draft(session, made.id, made.settings_version, content=content))
    return made


@pytest.fixture
def exact(session: Session) -> Activity:
    """A closed written response of 24 people, where the council publishes exact counts: 13, 6, 3 and 2 without."""
    settings = deployment_of(session).settings
    with_counts = replace(settings, council=replace(settings.council, may_publish_exact_counts=True))
    change_deployment(database_of(session), settings=with_counts)
    consultation = make_consultation(session, state=State.CLOSED, slug="bench", title="A bench for the square")
    made = make_activity(session, consultation, title="Tell us", questions=OPEN_COUNTS)
    for number in range(24):
        said = "support" if number < 13 else "oppose" if number < 19 else "neither" if number < 22 else None
        answers = {"bench": said, "drugs": "agree"} if said else {"drugs": "agree"}
        make_submission(session, made, answers=answers)
    session.expire(consultation, ["activities"])
    return made
