"""Everybody who counts is in exactly one category of each table of an edition, as officers count her."""

import pytest
from sqlalchemy.orm import Session

from consult.consultations.models import Activity, State
from consult.exports.edition_people import counted_tables, members_now, people_of
from consult.exports.question_summary import as_published
from consult.exports.summary import summarise
from consult.kernel.authz import Role
from consult.submissions.intake import keep_about_you
from consult.submissions.models import Channel, Status
from plugins.survey import services as surveys
from plugins.survey.document import read_definition
from plugins.survey.queries import find_draft
from tests.factories import make_activity, make_actor, make_consultation, make_submission
from tests.plugins.survey.conftest import item, page, survey


@pytest.fixture
def activity(session: Session) -> Activity:
    """A closed written response with answers of every sort; one is excluded."""
    made = make_activity(session, make_consultation(session, state=State.CLOSED))
    for number in range(24):
        position = ("support", "oppose", None)[number % 3]
        sent = make_submission(
            session,
            made,
            answers={"position": position} if position else {},
            area=("Abbey", "Nowhere", "")[number % 3],
            channel=[*Channel][number % 6],
        )
        if number % 2:
            keep_about_you(session, made.id, sent.id, {"sex": "female"})
    make_submission(session, made, status=Status.EXCLUDED)
    return made


def counts(session: Session, activity: Activity) -> dict[str, list[int]]:
    """Return how many people are in each category of each dimension."""
    tables = counted_tables(session, activity)
    found = {name: [0] * size for table in tables for name, size in table.sizes.items()}
    for person in people_of(session, activity, {}):
        for table in tables:
            for name, place in zip(table.sizes, table.places(person), strict=True):
                found[name][place] += 1
    return found


def test_people_are_counted_as_officers_see_them(session: Session, activity: Activity) -> None:
    summary, found = summarise(session, activity), counts(session, activity)
    assert found["channel"] == list(summary.channels.counts)
    assert found["area"] == list(summary.areas.counts)
    position = summary.questions[0].table
    assert position is not None
    assert found["question:position"] == list(as_published(position).counts)
    assert found["about:sex"][0] == 12
    assert found["about:sex"][-1] == 12
    assert {sum(numbers) for numbers in found.values()} == {24}


def test_members_are_those_who_count_with_the_revision_of_their_answers(session: Session, activity: Activity) -> None:
    numbers: dict[int, int] = {}
    assert len(list(people_of(session, activity, numbers))) == 24
    assert numbers == members_now(session, activity.id)
    assert set(numbers.values()) == {0}


def test_boxes_are_counted_each_for_itself_and_who_was_not_asked_apart(session: Session) -> None:
    made, officer = make_activity(session, make_consultation(session), "survey"), make_actor(session, Role.OFFICER)
    asked = read_definition(survey(page("p1", item("uses", "checkboxes")), page("p2", item("why", "long_text"))))
    surveys.change_draft(session, officer, made, lambda _draft: asked)
    surveys.publish(session, officer, made, seen=find_draft(session, made.id).as_seen, public_note="New.")
    for answers in ({"uses": ["a", "b"]}, {"uses": ["a"]}, {}):
        make_submission(session, made, answers=answers)
    found = counts(session, made)
    assert found["question:uses=a"] == [2, 1]
    assert found["question:uses=b"] == [1, 2]
    assert found["question:uses"][:2] == [2, 1]
    table = next(one for one in counted_tables(session, made) if one.name == "question:uses")
    assert table.crossed == [name for name in table.sizes if name != "question:uses"]
    assert [one.crossed for one in counted_tables(session, made) if one.name == "channel"] == [[]]
