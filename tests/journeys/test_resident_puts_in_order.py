"""A resident puts options in order by the keyboard, and answers every other kind of question on the way."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from consult.consultations.models import State
from consult.kernel import clock
from consult.kernel.authz import Role
from consult.kernel.db import Database
from consult.submissions.models import Submission
from plugins.survey import services
from plugins.survey.document import read_definition
from plugins.survey.queries import find_draft
from tests.factories import make_activity, make_actor, make_consultation
from tests.journeys.conftest import Visitor
from tests.plugins.survey.conftest import NEWER_KINDS

GIVEN = {
    "yes_no": "yes",
    "select": "b",
    "rating": "a",
    "ranking": ["c", "a"],
    "declaration": "agreed",
    "budget": {"a": 60, "c": 40},
    "pairwise": ["a>b", "a>c", "b>c"],
    "money": 12.5,
    "per_cent": 30,
    "date": "2027-03-01",
    "month": "2027-04",
    "time": "17:30",
    "email": "resident@example.com",
    "phone": "020 7946 0000",
    "website": "https://www.example.com",
    "postcode": "E16 2QU",
    "geopoint": "51.50853,0.04021",
    "geoshape": "POLYGON ((0.00000 51.50000, 0.01000 51.50000, 0.01000 51.51000, 0.00000 51.50000))",
}

PLACES = ("51.50853, 0.04021", "An area with 3 corners:")


@pytest.fixture
def activity_id(live_database: Database) -> int:
    """A survey that people answer."""
    with live_database.unit_of_work() as session:
        officer = make_actor(session, Role.OFFICER)
        begun = clock.now() - timedelta(days=7)
        consultation = make_consultation(session, state=State.DRAFT, slug="order", opens_at=begun)
        activity = make_activity(session, consultation, "survey")
        services.change_draft(session, officer, activity, lambda _draft: read_definition(NEWER_KINDS))
        services.publish(session, officer, activity, seen=find_draft(session, activity.id).as_seen)
        consultation.state = State.OPEN
        return activity.id


def fill_in(page: Page) -> None:
    """Answer every question but the ranking."""
    page.get_by_role("group", name="Question yes_no?").get_by_label("Yes").check()
    page.get_by_label("Question select?").select_option("b")
    page.get_by_role("group", name="Question rating?").get_by_label("Answer a").check()
    page.get_by_label("I agree").check()
    budget = page.get_by_role("group", name="Question budget?")
    budget.get_by_label("Answer a").fill("60")
    budget.get_by_label("Answer c").fill("30")
    pairs = page.get_by_role("group", name="Question pairwise?")
    for number in (1, 2, 3):
        pair = pairs.get_by_role("group", name=f"Pair {number} of 3")
        first = min(label for label in pair.locator("label").all_inner_texts() if label.startswith("Answer"))
        pair.get_by_label(first).check()
    page.get_by_label("Question money?").fill("£12.50")
    page.get_by_label("Question per_cent?").fill("30")
    page.get_by_role("group", name="Question date?").get_by_label("Day").fill("1")
    page.get_by_role("group", name="Question date?").get_by_label("Month").fill("March")
    page.get_by_role("group", name="Question date?").get_by_label("Year").fill("2027")
    page.get_by_role("group", name="Question month?").get_by_label("Month").fill("4")
    page.get_by_role("group", name="Question month?").get_by_label("Year").fill("2027")
    page.get_by_label("Question time?").fill("5.30pm")
    page.get_by_label("Question email?").fill("resident@EXAMPLE.com")
    page.get_by_label("Question phone?").fill("020 7946 0000")
    page.get_by_label("Question website?").fill("www.example.com")
    page.get_by_label("Question postcode?").fill("e162qu")
    page.get_by_label("Question geopoint?").fill("51.508529° N, 0.04021° E")
    page.get_by_label("Question geoshape?").fill("51.5, 0\n51.51, 0.01\n51.5, 0.01")


def answers(database: Database) -> list[dict[str, object]]:
    """Return the answers of everybody, the first first."""
    with database.reading() as session:
        found = [found.answers for found in session.scalars(select(Submission).order_by(Submission.id))]
    # In which order pairs are shown is drawn.
    return [{**one, "pairwise": sorted(one["pairwise"])} for one in found]


@pytest.mark.parametrize("scripts", [True, False])
def test_a_resident_answers_every_kind_with_and_without_scripts(
    activity_id: int, live_database: Database, visitor: Callable[..., Visitor], scripts: bool
) -> None:
    resident = visitor(java_script_enabled=scripts)
    resident.goes_to(f"/take-part/{activity_id}")
    resident.presses("Start now")
    fill_in(resident.page)
    budget = resident.page.get_by_role("group", name="Question budget?")
    if scripts:
        expect(budget.get_by_role("status")).to_have_text("Shared out so far: 90 of 100 points")
    resident.presses("Save and continue")
    resident.reads("“Question budget?”: You have shared out 90 of 100 points. Share out 10 more")
    budget.get_by_label("Answer c").fill("40")
    order = resident.page.get_by_role("group", name="Question ranking?")
    if scripts:
        order.get_by_role("button", name="Move up Answer a").press("Enter")
        order.get_by_role("button", name="Move up Answer c").press("Enter")
        order.get_by_role("button", name="Move up Answer c").press("Enter")
        assert order.get_by_role("status").inner_text() == "“Answer c” is in place 1"
        assert order.locator("label").all_inner_texts() == ["Answer c", "Answer a", "Answer b"]
    else:
        order.get_by_label("Answer c").select_option("1")
        order.get_by_label("Answer a").select_option("2")
    resident.presses("Save and continue")
    while "check" not in resident.path:
        resident.presses("Save and continue")
    for shown in (
        "Answer a: 60",
        "Answer a rather than Answer b",
        "£12.50",
        "30%",
        "1 March 2027",
        "April 2027",
        "5:30pm",
        "E16 2QU",
        "51.50853, 0.04021",
        "An area with 3 corners:",
    ):
        resident.reads(shown)
    resident.presses("Send your response")
    # What is worked out is worked out on the server, of £12.50 and 30 %.
    assert answers(live_database) == [{**GIVEN, "computed": 42.5}]
