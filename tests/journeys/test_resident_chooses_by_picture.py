"""A resident chooses between pictures, on any screen and without scripts; when a picture is deleted, words remain."""

import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from consult.consultations.models import Activity, State
from consult.kernel import clock
from consult.kernel.authz import Role
from consult.kernel.db import Database
from consult.submissions.models import Submission
from plugins.survey import services
from plugins.survey.document import read_definition
from plugins.survey.models import SurveyPicture
from plugins.survey.pictures import add_picture, take_down
from plugins.survey.queries import find_draft
from tests.factories import make_activity, make_actor, make_consultation
from tests.journeys.conftest import LARGE, SMALL, Visitor
from tests.plugins.survey.conftest import item, options, page, survey
from tests.support.documents import picture

ASKED = survey(page("p1", item("design", "radios", options=options("a", "b"))))


@pytest.fixture
def activity_id(live_database: Database) -> int:
    """A survey whose answers have pictures."""
    with live_database.unit_of_work() as session:
        officer = make_actor(session, Role.OFFICER)
        begun = clock.now() - timedelta(days=7)
        consultation = make_consultation(session, state=State.DRAFT, slug="pictures", opens_at=begun)
        activity = make_activity(session, consultation, "survey")
        services.change_draft(session, officer, activity, lambda _draft: read_definition(ASKED))
        for code, wide in (("a", 300), ("b", 301)):
            content = io.BytesIO(picture("PNG", size=(wide, 200)))
            alt = f"Drawing {code}"
            add_picture(session, officer, activity, key="design", code=code, alt=alt, name="a.png", content=content)
        services.publish(session, officer, activity, seen=find_draft(session, activity.id).as_seen)
        consultation.state = State.OPEN
        return activity.id


@pytest.mark.parametrize("scripts", [True, False])
def test_pictures_stand_side_by_side_or_under_one_another_and_are_chosen(
    activity_id: int, live_database: Database, visitor: Callable[..., Visitor], scripts: bool
) -> None:
    resident = visitor(java_script_enabled=scripts)
    resident.goes_to(f"/take-part/{activity_id}")
    resident.presses("Start now")
    first, second = (resident.page.get_by_role("img", name=f"Drawing {code}") for code in "ab")
    for size, is_beside in ((LARGE, True), (SMALL, False)):
        resident.page.set_viewport_size(size)  # type: ignore[arg-type]  # a plain dictionary is what it takes
        one, other = first.bounding_box(), second.bounding_box()
        assert one is not None
        assert other is not None
        assert (one["y"] == other["y"]) is is_beside
    second.click()
    expect(resident.page.get_by_role("radio", name="Answer b")).to_be_checked()
    resident.presses("Save and continue")
    while "check" not in resident.path:
        resident.presses("Save and continue")
    resident.reads("Answer b")
    resident.presses("Send your response")
    with live_database.reading() as session:
        assert session.scalars(select(Submission.answers)).all() == [{"design": "b"}]


def test_words_remain_of_a_picture_that_was_deleted(
    activity_id: int, live_database: Database, visitor: Callable[..., Visitor]
) -> None:
    with live_database.unit_of_work() as session:
        officer, activity = make_actor(session, Role.OFFICER), session.get_one(Activity, activity_id)
        for digest in session.scalars(select(SurveyPicture.sha256)).all():
            take_down(session, officer, activity, digest)
    resident = visitor()
    resident.goes_to(f"/take-part/{activity_id}")
    resident.presses("Start now")
    for code in "ab":
        expect(resident.page.get_by_role("radio", name=f"Drawing {code} Answer {code}")).to_be_enabled()
        resident.reads(f"Answer {code}")
