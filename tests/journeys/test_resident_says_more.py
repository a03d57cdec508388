"""A resident says by the keyboard what “Other” means, on a line that appears when it is chosen."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from consult.consultations.models import State
from consult.kernel import clock
from consult.kernel.authz import Role
from consult.kernel.db import Database
from consult.submissions.models import Submission
from plugins.survey import services
from plugins.survey.document import read_definition
from plugins.survey.queries import find_draft
from plugins.survey.saying_more import with_lines
from tests.factories import make_activity, make_actor, make_consultation
from tests.journeys.conftest import Visitor
from tests.plugins.survey.conftest import item, page, survey

ASKED = survey(page("p1", item("travel", "radios")), page("p2", item("help", "checkboxes")))


@pytest.fixture
def activity_id(live_database: Database) -> int:
    """A survey that people answer, with a line beneath the last answer of each question."""
    with live_database.unit_of_work() as session:
        officer = make_actor(session, Role.OFFICER)
        begun = clock.now() - timedelta(days=7)
        consultation = make_consultation(session, state=State.DRAFT, slug="more", opens_at=begun)
        activity = make_activity(session, consultation, "survey")
        made = with_lines(with_lines(read_definition(ASKED), "travel", "c"), "help", "c")
        services.change_draft(session, officer, activity, lambda _draft: made)
        services.publish(session, officer, activity, seen=find_draft(session, activity.id).as_seen)
        consultation.state = State.OPEN
        return activity.id


@pytest.mark.parametrize("scripts", [True, False])
def test_a_line_appears_beneath_the_answer_that_asks_for_it(
    activity_id: int, live_database: Database, visitor: Callable[..., Visitor], scripts: bool
) -> None:
    resident = visitor(java_script_enabled=scripts)
    resident.goes_to(f"/take-part/{activity_id}")
    resident.presses("Start now")
    for may_be_hidden in (True, scripts):
        line = resident.page.get_by_label("Answer c: say what you mean")
        assert line.is_visible() is not may_be_hidden
        resident.page.get_by_label("Answer c", exact=True).press("Space")
        resident.presses("Save and continue")
        resident.reads("Enter your answer to “Answer c: say what you mean”")
        resident.page.get_by_label("Answer c: say what you mean").fill("A lift")
        resident.presses("Save and continue")
    while "check" not in resident.path:
        resident.presses("Save and continue")
    resident.presses("Send your response")
    with live_database.reading() as session:
        given = session.scalars(select(Submission)).one().answers
    assert given == {"travel": "c", "travel_c": "A lift", "help": ["c"], "help_c": "A lift"}
