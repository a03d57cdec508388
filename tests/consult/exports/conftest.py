"""People who said something about themselves."""

import pytest
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.journey.drafts import Content, start_draft
from consult.journey.services import submit
from tests.factories import make_activity, make_consultation


@pytest.fixture
def portrayed(session: Session) -> Activity:
    """An open written response that 33 people answered: 23 women and 10 men, three of them Sikh."""
    made = make_activity(session, make_consultation(session))
    for number in range(33):
        about = {"religion": "sikh" if number < 3 else "none", "sex": "female" if number < 23 else "male"}
        content = Content(answers={"position": "support"}, about_you=about)
        submit(session, start_draft(session, made.id, made.settings_version, content=content))
    return made
