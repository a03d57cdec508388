"""About-you totals: never small, never while people can take part."""

import pytest
from sqlalchemy.orm import Session

from consult.consultations.models import Activity, State
from consult.disclosure.release import StillOpen
from consult.exports.equality import ABOUT_YOU, COLUMNS, protected_tables
from consult.exports.records import officer_records
from consult.exports.summary import summarise
from consult.submissions.drafts import Content, start_draft
from consult.submissions.intake import submit
from tests.factories import make_activity, make_consultation

NAMES = [column.name for column in COLUMNS]


@pytest.fixture
def activity(session: Session) -> Activity:
    """An open written response that 33 people answered, three of them Sikh."""
    made = make_activity(session, make_consultation(session))
    for number in range(33):
        about = {"religion": "sikh" if number < 3 else "none", "sex": "female"}
        content = Content(answers={"position": "support"}, about_you=about)
        submit(session, start_draft(session, made.id, made.settings_version, content=content))
    return made


def closed(session: Session, activity: Activity) -> Activity:
    """Return the activity after its consultation closed."""
    activity.consultation.state = State.CLOSED.value
    session.flush()
    return activity


def test_nothing_is_told_while_people_can_take_part(session: Session, activity: Activity) -> None:
    with pytest.raises(StillOpen):
        protected_tables(session, activity)
    with pytest.raises(StillOpen):
        ABOUT_YOU.columns(session, activity.id)
    records = officer_records(session, activity.consultation, [summarise(session, activity)])
    about = [record for record in records if record.section == "About you"]
    assert [(record.item, record.people) for record in about] == [("Not shown", None)]


def test_small_groups_are_hidden_from_officers_too(session: Session, activity: Activity) -> None:
    rows = list(ABOUT_YOU.rows(session, closed(session, activity).id, NAMES))
    religion = {answer: (people, mark) for question, answer, people, _, mark in rows if "religion" in question}
    assert religion["Sikh"][0] is None
    assert religion["Sikh"][1]
    assert all(people is None or people % 5 == 0 for _, _, people, _, _ in rows)
