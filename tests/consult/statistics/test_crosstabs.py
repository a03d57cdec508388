"""A table of answers against answers counts what reading every response would count."""

import random
import statistics
from collections import Counter
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.kernel.authz import Role
from consult.kernel.errors import Invalid
from consult.statistics.crosstabs import CrossTable, cross_tables
from consult.statistics.variables import Variable, variables_of
from consult.submissions.models import Channel, Status, Submission
from consult.submissions.questionnaires import all_versions, known_kinds
from consult.submissions.tallies import values_of
from plugins.survey import services as surveys
from plugins.survey.document import read_definition
from plugins.survey.queries import find_draft
from tests.factories import make_activity, make_actor, make_consultation, make_submission
from tests.plugins.survey.conftest import item, options, page, survey

ROUTED = survey(
    page("p1", item("choice", "radios", required=True)),
    page("p2", item("boxes", "checkboxes", options=options("x", "y", "z")), show_if={"q": "choice", "op": "answered"}),
    page("p3", item("scale", "likert"), show_if={"q": "boxes", "op": "any_of", "value": ["x"]}),
    page("p4", item("count", "number", least=0, most=99)),
)


@pytest.fixture
def activity(session: Session) -> Activity:
    """A survey with a path, and 120 responses of which some do not count."""
    made, chance = make_activity(session, make_consultation(session), "survey"), random.Random(7)
    officer = make_actor(session, Role.OFFICER)
    surveys.change_draft(session, officer, made, lambda _draft: read_definition(ROUTED))
    surveys.publish(session, officer, made, seen=find_draft(session, made.id).as_seen, public_note="First.")
    for _number in range(120):
        boxes = [code for code in "xyz" if chance.random() < 0.4]
        answers: dict[str, Any] = {
            "choice": chance.choice(["a", "b", None]),
            "boxes": boxes or None,
            "scale": chance.choice(["a", "b", None]),
            "count": chance.choice([0, 7, 55, 99, None]),
        }
        make_submission(
            session,
            made,
            answers={key: answer for key, answer in answers.items() if answer is not None},
            area=chance.choice(["Abbey", "Beckton", "", "Elsewhere Road"]),
            channel=chance.choice([Channel.WEB, Channel.PAPER]),
            status=chance.choice([*(Status.SUBMITTED,) * 8, Status.EXCLUDED, Status.WITHDRAWN]),
        )
    return made


def codes_by_tally(session: Session, activity: Activity, variable: Variable, one: Submission) -> set[str]:
    """Return the codes of a response as the kept counts have them, which another piece of code works out."""
    if variable.key.startswith(":"):
        given = {":channel": str(one.channel), ":area": one.area}[variable.key]
        return {given} if given in variable.codes else {"elsewhere"} if given else set()
    values = values_of(
        status=one.status,
        channel=one.channel,
        area=one.area,
        answers=one.answers,
        marks=one.marks,
        asked=all_versions(session, activity)[one.questions_version],
        kinds=known_kinds(session),
    )
    found = {value for name, value in values if name == f"q:{variable.key}@{one.questions_version}"}
    if variable.key == "count":
        said = one.answers.get("count")
        found = set() if said is None else {f"{said // 10 * 10}_to_{min(99, said // 10 * 10 + 10)}"}
    return found & set(variable.codes)


def test_every_cell_is_that_of_the_responses(session: Session, activity: Activity) -> None:
    counted = session.scalars(select(Submission).where(Submission.status == Status.SUBMITTED)).all()
    variables = variables_of(session, activity)
    assert [variable.key for variable in variables] == ["choice", "boxes", "scale", "count", ":area", ":channel"]
    for rows in variables:
        others = [variable for variable in variables if variable is not rows]
        for table in cross_tables(session, activity, rows, others):
            expected: Counter[tuple[str, str]] = Counter()
            people = 0
            for one in counted:
                here = codes_by_tally(session, activity, rows, one)
                there = codes_by_tally(session, activity, table.columns, one)
                people += bool(here and there)
                expected.update((row, column) for row in here for column in there)
            assert Counter(table.counts) == expected
            assert table.people == people
            assert table.people + sum(table.left_out.values()) == len(counted)


def table_of(session: Session, activity: Activity, rows: str, columns: str) -> CrossTable:
    """Return one variable against another, by their keys."""
    by_key = {variable.key: variable for variable in variables_of(session, activity)}
    (table,) = cross_tables(session, activity, by_key[rows], [by_key[columns]])
    return table


def test_per_cents_are_of_who_answered_both(session: Session) -> None:
    activity = make_activity(session, make_consultation(session))
    for position, area in (("support", "Abbey"), ("support", "Beckton"), ("oppose", "Beckton"), (None, "Beckton")):
        make_submission(session, activity, answers={"position": position} if position else {}, area=area)
    table = table_of(session, activity, "position", ":area")
    assert table.per_cent("support", "Beckton", "column") == 50
    assert table.per_cent("oppose", "Beckton", "row") == 100
    assert table.per_cent("neither", "Beckton", "row") is None
    assert dict(table.left_out) == {"-9": 1}


def test_an_option_among_several_is_tested_against_the_others(session: Session, activity: Activity) -> None:
    table = table_of(session, activity, "boxes", ":channel")
    assert len(table.tests) == 3
    assert {test.association.people for test in table.tests} == {table.people}
    assert all(test.association.adjusted >= test.association.probability for test in table.tests)


def test_so_many_tests_that_none_says_anything_are_refused(session: Session) -> None:
    activity = make_activity(session, make_consultation(session), "survey")
    codes = [f"o{number}" for number in range(15)]
    many = survey(page("p1", *(item(key, "checkboxes", options=options(*codes)) for key in ("left", "right"))))
    officer = make_actor(session, Role.OFFICER)
    surveys.change_draft(session, officer, activity, lambda _draft: read_definition(many))
    surveys.publish(session, officer, activity, seen=find_draft(session, activity.id).as_seen, public_note="First.")
    chance = random.Random(3)
    for _number in range(40):
        answers = {key: chance.sample(codes, 5) for key in ("left", "right")}
        make_submission(session, activity, answers=answers)
    with pytest.raises(Invalid, match="at most 200 tests"):
        table_of(session, activity, "left", "right")


def test_means_and_medians_of_each_column_are_those_of_its_people(session: Session, activity: Activity) -> None:
    table = table_of(session, activity, "count", ":channel")
    people = session.scalars(
        select(Submission).where(Submission.activity_id == activity.id, Submission.status == Status.SUBMITTED)
    ).all()
    for channel in ("", Channel.WEB, Channel.PAPER):
        given = [
            one.answers["count"] for one in people if "count" in one.answers and (not channel or one.channel == channel)
        ]
        measured = table.measures[channel]
        assert measured.count == len(given)
        assert measured.mean == pytest.approx(statistics.mean(given))
        assert measured.median == statistics.median(given)
    assert table_of(session, activity, "boxes", ":channel").measures == {}
