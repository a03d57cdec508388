"""Rules between two answers: held wherever answers come in, and found again when an earlier one is changed."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.contract.clashes import clashes_in
from consult.contract.questions import Questionnaire
from consult.desk.transcription import Original, correct_entry, enter_response
from consult.imports.choices import guessed_plan
from consult.imports.files import head_from
from consult.imports.forms import FileAsked
from consult.imports.made_up_responses import seed_responses
from consult.imports.services import import_responses
from consult.kernel import clock
from consult.kernel.authz import Role
from consult.kernel.db import Database
from consult.kernel.errors import Invalid
from consult.submissions.kinds import kinds_by_name
from consult.submissions.models import Channel, Submission
from consult.submissions.questionnaires import known_kinds, questions_over_versions
from consult.submissions.reader import read_answers
from consult.tables.files import read_table
from plugins.survey.checks import problems_of
from plugins.survey.document import digest, dump, read_definition
from plugins.survey.kinds import KINDS as OWN_KINDS
from plugins.survey.questions import questionnaire_from
from plugins.survey.rules import about_copies, comparable, faults_in_rules, holds
from tests.factories import make_actor, make_person
from tests.plugins.survey.conftest import OpenSurvey, item, page, patient, survey, text
from tests.support.web import FormClient

KINDS = kinds_by_name(OWN_KINDS)
TOO_MANY = "There cannot be more children than people"


def rule(op: str, key: str, message: str = TOO_MANY) -> dict[str, Any]:
    return {"op": op, "q": key, "message": text(f"{message}.")}


HOUSEHOLD = survey(
    page("p1", item("people", "number", required=True, whole=True)),
    page("p2", item("children", "number", whole=True, rules=[rule("le", "people")])),
    page(
        "p3",
        item("start", "date"),
        item("end", "date", rules=[rule("ge", "start", "The end is before the start")]),
    ),
    settings={"asks_area": False, "asks_about_you": False},
)


def asked_of(definition: dict[str, Any]) -> Questionnaire:
    return questionnaire_from(read_definition(definition), activity_id=1, version=1, title="A survey")


@pytest.fixture
def household(opened: OpenSurvey) -> Activity:
    """An open survey with rules between its answers."""
    return opened(HOUSEHOLD)


OPERATORS = {
    "le": lambda one, other: one <= other,
    "lt": lambda one, other: one < other,
    "ge": lambda one, other: one >= other,
    "gt": lambda one, other: one > other,
    "eq": lambda one, other: one == other,
    "ne": lambda one, other: one != other,
}


@st.composite
def ruled_surveys(draw: st.DrawFn) -> tuple[dict[str, Any], list[tuple[str, str, str]]]:
    """Make up pages of numbers, each held against some before it, with the rules as told."""
    told: list[tuple[str, str, str]] = []
    pages = []
    for number in range(draw(st.integers(1, 5))):
        key = f"k{number}"
        pairs = st.tuples(st.sampled_from([*OPERATORS]), st.integers(0, number - 1)) if number else st.nothing()
        rules = draw(st.lists(pairs, max_size=3, unique=True)) if number else []
        told += [(key, op, f"k{other}") for op, other in rules]
        made = item(key, "number", whole=True, rules=[rule(op, f"k{other}") for op, other in rules])
        if number and draw(st.booleans()):
            made["show_if"] = {"q": f"k{draw(st.integers(0, number - 1))}", "op": "answered"}
        pages.append(page(f"p{number}", made))
    return survey(*pages), told


answers = st.fixed_dictionaries({}, optional={f"k{number}": st.integers(0, 3) for number in range(5)})


@given(ruled_surveys(), answers)
@patient
def test_a_rule_is_broken_where_both_answers_are_on_the_path_and_do_not_fit(
    made: tuple[dict[str, Any], list[tuple[str, str, str]]], given_answers: dict[str, int]
) -> None:
    definition, told = made
    asked = asked_of(definition)
    on_path = asked.said_on_path(given_answers)
    broken = {
        key
        for key, op, other in told
        if key in on_path and other in on_path and not OPERATORS[op](on_path[key], on_path[other])
    }
    assert clashes_in(asked, given_answers).keys() == broken
    read = read_answers(asked.pages, KINDS, given_answers)
    # What is refused decides nothing behind it; so the first faults are those, and without any the answers are whole.
    assert (not read.faults) == (not broken)
    if not broken:
        assert read.answers == on_path
    on_paper = read_answers(asked.pages, KINDS, given_answers, is_original=True)
    assert on_paper.faults == read.faults


@given(ruled_surveys())
@patient
def test_rules_are_kept_as_they_were_written(made: tuple[dict[str, Any], list[tuple[str, str, str]]]) -> None:
    definition, told = made
    read = read_definition(definition)
    assert [(one.key, each.op, each.q) for one in read.items for each in one.rules] == told
    assert read_definition(dump(read)) == read
    assert [*faults_in_rules(read)] == []


def test_a_survey_without_rules_keeps_its_bytes() -> None:
    plain = survey(page("p1", item("people", "number")))
    assert "rules" not in dump(read_definition(plain))["sections"][0]["pages"][0]["items"][0]
    emptied = survey(page("p1", item("people", "number", rules=[])))
    assert digest(read_definition(plain)) == digest(read_definition(emptied))


@pytest.mark.parametrize(
    ("op", "answer", "other", "fits"),
    [
        ("le", 2, 2.0, True),
        ("lt", 2, 2, False),
        ("ge", "2027-03-01", "2027-02-28", True),
        ("gt", "09:30", "10:00", False),
        ("eq", "2027-03", "2027-03", True),
        ("ne", 1, 1, False),
        ("le", 1, "2027-03-01", True),
    ],
)
def test_answers_are_compared_as_what_they_are(op: str, answer: object, other: object, fits: bool) -> None:
    assert holds(op, answer, other) is fits


def test_a_resident_is_told_on_the_page_and_keeps_what_was_typed(client: FormClient, household: Activity) -> None:
    base = f"/take-part/{household.id}"
    client.post_form(f"{base}/start")
    client.post_form(f"{base}/question/p1", {"people": "3"})
    refused = client.post_form(f"{base}/question/p2", {"children": "4"})
    assert refused.status_code == 422
    assert f'href="#children">“Question children?”: {TOO_MANY}</a>' in refused.text
    assert 'value="4"' in refused.text
    assert client.post_form(f"{base}/question/p2", {"children": "3"}).status_code == 303
    dates = {"start-day": "2", "start-month": "3", "start-year": "2027"}
    ends = {"end-day": "1", "end-month": "3", "end-year": "2027"}
    both = client.post_form(f"{base}/question/p3", {**dates, **ends})
    assert (both.status_code, "The end is before the start" in both.text) == (422, True)
    assert client.post_form(f"{base}/question/p3", dates).status_code == 303  # one alone breaks nothing


def test_an_earlier_answer_that_is_changed_leads_to_the_one_that_no_longer_fits(
    client: FormClient, session: Session, household: Activity
) -> None:
    base = f"/take-part/{household.id}"
    client.post_form(f"{base}/start")
    client.post_form(f"{base}/question/p1", {"people": "3"})
    client.post_form(f"{base}/question/p2", {"children": "2"})
    client.post_form(f"{base}/question/p3", {})
    assert client.post_form(f"{base}/question/p1?change=1", {"people": "1"}).location == f"{base}/question/p2"
    shown = client.get(f"{base}/question/p2")
    assert (shown.status_code, TOO_MANY in shown.text, 'value="2"' in shown.text) == (200, True, True)
    refused = client.post_form(f"{base}/check")
    assert refused.status_code == 422
    assert f'href="#answer-children">“Question children?”: {TOO_MANY}</a>' in refused.text
    assert session.scalars(select(Submission)).all() == []
    client.post_form(f"{base}/question/p2?change=1", {"children": "1"})
    assert client.post_form(f"{base}/check").location == f"{base}/done"
    assert session.scalars(select(Submission)).one().answers == {"people": 1, "children": 1}


def test_a_number_is_held_against_one_that_is_worked_out() -> None:
    total = item("total", "computed", formula={"sum": [{"q": "adults"}, {"q": "children"}]})
    asked = asked_of(
        survey(
            page("p1", item("adults", "number"), item("children", "number")),
            page("p2", total, item("cars", "number", rules=[rule("le", "total", "Too many cars")]), title=text("Cars")),
        )
    )
    said = {"adults": 1, "children": 1, "cars": 3}
    # What is worked out on the page itself is known when it is sent.
    assert "Too many cars" in read_answers(asked.pages, KINDS, said).faults["cars"]


def problem(*pages: dict[str, Any]) -> str:
    (found,) = problems_of(read_definition(survey(*pages)))
    return found


def test_what_a_rule_cannot_be_about_is_said_before_publishing() -> None:
    first, number = page("p1", item("day", "date")), item("n", "number")
    assert problem(first, page("p2", {**number, "rules": [rule("le", "gone")]})) == (
        "A rule of the question “Question n?” compares it with “gone”, which is no question of this survey."
    )
    assert problem(first, page("p2", {**number, "rules": [rule("le", "day")]})) == (
        "A rule of the question “Question n?” compares it with “Question day?”, which is answered by something else."
    )
    assert problem(page("p1", {**number, "rules": [rule("le", "m")]}), page("p2", item("m", "number"))) == (
        "A rule of the question “Question n?” compares it with “Question m?”, which is not asked before it. "
        "Move it down."
    )


@pytest.mark.parametrize(
    "wrong",
    [
        item("why", "long_text", rules=[rule("le", "people")]),
        item("n", "number", rules=[rule("more", "people")]),
        item("n", "number", rules=[{"op": "le", "q": "people", "message": {}}]),
        item("n", "number", rules=[rule("le", "people"), rule("le", "people", "Again.")]),
        item("n", "number", rules=[rule(op, "people") for op in OPERATORS]),
        item("n", "number", rules=[{**rule("le", "people"), "value": 3}]),
    ],
)
def test_rules_of_another_shape_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        read_definition(survey(page("p1", item("people", "number")), page("p2", wrong)))


def test_a_rule_can_be_about_earlier_answers_of_its_own_sort_alone() -> None:
    made = read_definition(
        survey(
            page("p1", item("a", "number"), item("m", "money"), item("d", "date"), item("t", "time")),
            page("p2", item("n", "per_cent"), item("e", "date"), item("later", "number")),
        )
    )
    by_key = made.items_by_key
    assert [one.key for one in comparable(by_key["n"], made)] == ["a", "m"]
    assert [one.key for one in comparable(by_key["e"], made)] == ["d"]


def test_copies_are_held_against_copies() -> None:
    made = read_definition(HOUSEHOLD).items_by_key["children"].rules
    assert [one.q for one in about_copies(made, {"people": "people_2"}, is_within=False)] == ["people_2"]
    assert [one.q for one in about_copies(made, {}, is_within=True)] == ["people"]
    assert about_copies(made, {}, is_within=False) == ()


def paper(**said: Any) -> Original:
    """Return a form that came by post."""
    return Original(channel=Channel.PAPER, received_on=clock.today_in_london(), answers=said)


def test_paper_and_its_correction_are_held_against_the_same_rules(session: Session, household: Activity) -> None:
    officer = make_actor(session, Role.OFFICER)
    with pytest.raises(Invalid) as refused:
        enter_response(session, officer, household, paper(people=1, children=2), key="k")
    assert refused.value.fields == {"children": f"“Question children?”: {TOO_MANY}"}
    made = enter_response(session, officer, household, paper(people=2, children=2), key="k")
    with pytest.raises(Invalid) as refused:
        correct_entry(session, officer, household, made, paper(people=1, children=2), reason="It says 1.", seen=1)
    assert refused.value.fields.keys() == {"children"}
    assert made.answers == {"people": 2, "children": 2}


def test_a_file_with_a_row_that_breaks_a_rule_is_refused_with_its_sentence(
    session: Session, household: Activity
) -> None:
    officer = make_actor(session, Role.OFFICER)
    content = b"id,people,children,start,end\n1,2,2,2027-03-01,2027-03-02\n2,1,3,,\n"
    asked = FileAsked(
        questions=questions_over_versions(session, household),
        kinds=known_kinds(session),
        head=head_from(read_table(content)),
    )
    report = import_responses(session, officer, household, content, guessed_plan(asked))
    assert [(one.line, one.sentence) for one in report.refused] == [(3, f"“Question children?”: {TOO_MANY}.")]
    assert session.scalars(select(Submission)).all() == []
    good = content.replace(b"2,1,3", b"2,3,3")
    import_responses(session, officer, household, good, guessed_plan(asked))
    assert [one.answers["children"] for one in session.scalars(select(Submission).order_by(Submission.id))] == [2, 3]


def test_a_preview_and_a_test_hold_the_rules_too(
    client: FormClient, session: Session, household: Activity, sign_in: Any
) -> None:
    sign_in(client, make_person(session, Role.OFFICER))
    base = f"/staff/activities/{household.id}/preview"
    for begins in (False, True):
        if begins:
            client.post_form(f"/staff/activities/{household.id}/test")
        client.post_form(f"{base}/p1", {"people": "1"})
        refused = client.post_form(f"{base}/p2", {"children": "2"})
        assert (refused.status_code, TOO_MANY in refused.text) == (422, True)
        assert client.post_form(f"{base}/p2", {"children": "1"}).status_code == 303


def test_made_up_responses_keep_the_rules(database: Database, session: Session, household: Activity) -> None:
    session.commit()
    seed_responses(database, household.id, 30, seed=1)
    asked = asked_of(HOUSEHOLD)
    made = session.scalars(select(Submission.answers)).all()
    assert len(made) == 30
    assert [one for one in made if clashes_in(asked, one)] == []
    assert any("children" in one for one in made)


def test_a_part_whose_answer_no_longer_fits_is_incomplete_and_opens_there(
    client: FormClient, opened: OpenSurvey
) -> None:
    first, second, third = HOUSEHOLD["sections"][0]["pages"]
    sections = [
        {"id": "s1", "title": text("People"), "pages": [first]},
        {"id": "s2", "title": text("Children"), "pages": [third, second]},
    ]
    parts = {**HOUSEHOLD, "sections": sections, "settings": {**HOUSEHOLD["settings"], "journey": "task_list"}}
    base = f"/take-part/{opened(parts).id}"
    client.post_form(f"{base}/start")
    client.post_form(f"{base}/question/p1", {"people": "3"})
    client.post_form(f"{base}/question/p3", {})
    client.post_form(f"{base}/question/p2", {"children": "3"})
    client.post_form(f"{base}/question/p1", {"people": "1"})
    shown = client.get(f"{base}/question/task-list").text
    assert "1 of 2 parts" in shown
    assert f'href="{base}/question/p2"' in shown
    assert client.get(f"{base}/check").location == f"{base}/question/task-list"
