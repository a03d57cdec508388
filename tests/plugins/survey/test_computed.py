"""A computed value: the same by every way in, never taken from whoever sends it, and used by what is asked later."""

import io
import json
import re
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.config import Settings
from consult.consultations.models import Activity
from consult.desk.transcription import Original, correct_entry, enter_response
from consult.exports.edition_people import counted_tables
from consult.exports.responses import columns, rows
from consult.exports.summary import summarise
from consult.imports.choices import guessed_plan, worked_out_columns
from consult.imports.commands import import_group
from consult.imports.files import head_from
from consult.imports.forms import FileAsked
from consult.imports.made_up_responses import seed_responses
from consult.imports.plan import ImportPlan
from consult.imports.services import import_responses
from consult.journey.drafts import Content
from consult.journey.new_questions import new_questions
from consult.journey.printed import printed_form
from consult.journey.progress import asking_more
from consult.kernel import clock
from consult.kernel.authz import Role
from consult.kernel.db import Database
from consult.kernel.errors import Invalid
from consult.library.queries import questions_asked
from consult.sdk.publishing import Audience
from consult.statistics.groups import groups_of
from consult.statistics.variables import variables_of
from consult.submissions.models import Channel, Submission
from consult.submissions.questionnaires import known_kinds, questionnaire_of, questions_over_versions
from consult.submissions.reader import read_answers
from consult.tables.files import read_table
from tests.factories import make_actor, make_person
from tests.plugins.survey.conftest import OpenSurvey, item, options, page, survey, text
from tests.plugins.survey.test_questions import send, walk
from tests.support.web import FormClient

TOTAL = item(
    "total", "computed", formula={"sum": [{"q": "adults"}, {"q": "children"}]}, label=text("People in your household")
)
SCALE = [{**one, "value": value} for value, one in enumerate(options("lo", "hi"), start=1)]
ASKED = survey(
    page("p1", item("adults", "number"), item("children", "number"), TOTAL, title=text("Your household")),
    page("p2", item("scale", "radios", options=SCALE)),
    page("p3", item("score", "computed", formula={"difference": [{"q": "scale"}, {"q": "total"}]})),
    page(
        "p4",
        item("rooms", label=text("Is there room for ((total|all))?")),
        show_if={"q": "total", "op": "ge", "value": 4},
    ),
    settings={"asks_area": False, "asks_about_you": False},
)
SAID = {"adults": 2, "children": 3, "scale": "hi", "rooms": "No"}
KEPT = {**SAID, "total": 5, "score": -3}
FORGED = {"total": 99, "score": 99}


@pytest.fixture
def household(opened: OpenSurvey) -> Activity:
    """A survey that works out how many people live together."""
    return opened(ASKED)


def stored(session: Session) -> list[dict[str, Any]]:
    """Return the answers of every response."""
    return list(session.scalars(select(Submission.answers).order_by(Submission.id)))


def paper(**answers: Any) -> Original:
    """Return a form that came by post."""
    return Original(channel=Channel.PAPER, received_on=clock.today_in_london(), answers=answers)


def test_whoever_answers_is_led_and_told_by_it_and_cannot_send_it(
    client: FormClient, session: Session, household: Activity
) -> None:
    base = f"/take-part/{household.id}"
    asked = walk(client, household, {"adults": "2", "children": "3", "scale": "hi", "rooms": "No", "total": "99"})
    assert asked == ["p1", "p2", "p4"]
    assert 'name="total"' not in client.get(f"{base}/question/p1").text
    assert "no longer asked" in client.get(f"{base}/question/p3").text
    assert "Is there room for 5?" in client.get(f"{base}/question/p4").text
    check = client.get(f"{base}/check").text
    assert re.search(r"People in your household</dt>\s*<dd[^>]*>\s*(<p[^>]*>)?5<", check)
    assert 'id="answer-total"' not in check
    assert 'id="answer-adults"' in check
    send(client, household)
    assert stored(session) == [KEPT]
    assert "People in your household" in client.get(f"{base}/done").text


def test_it_changes_with_the_answers_that_it_is_made_from(
    client: FormClient, session: Session, household: Activity
) -> None:
    base = f"/take-part/{household.id}"
    walk(client, household, {"adults": "2", "children": "3", "scale": "hi", "rooms": "No"})
    send(client, household)
    client.post_form(f"{base}/change")
    client.post_form(f"{base}/question/p1?change=1", {"adults": "1", "children": "1"})
    assert "Is there room" not in client.get(f"{base}/check").text
    send(client, household)
    assert stored(session) == [{"adults": 1, "children": 1, "total": 2, "scale": "hi", "score": 0}]


def test_paper_and_its_correction_make_the_same(session: Session, household: Activity) -> None:
    officer = make_actor(session, Role.OFFICER)
    made = enter_response(session, officer, household, paper(**SAID, **FORGED), key="k")
    assert (made.answers, made.marks) == (KEPT, {})
    put_right = paper(**{**SAID, **FORGED, "children": 5})
    correct_entry(session, officer, household, made, put_right, reason="It says 5.", seen=1)
    assert made.answers == {**KEPT, "children": 5, "total": 7, "score": -5}
    with pytest.raises(Invalid, match="Nothing differs"):
        correct_entry(session, officer, household, made, put_right, reason="No.", seen=2)


def test_paper_has_no_place_for_it(
    client: FormClient, session: Session, household: Activity, settings: Settings, sign_in: Any
) -> None:
    asked = questionnaire_of(session, household)
    assert asked is not None
    form = printed_form(session, household, asked, settings.council)
    assert [one.key for one in form.questions] == ["adults", "children", "scale", "rooms"]
    sign_in(client, make_person(session, Role.OFFICER))
    path = f"/staff/activities/{household.id}/enter"
    page_to_enter = client.get(path).text
    assert 'name="answer_adults"' in page_to_enter
    assert 'name="answer_total"' not in page_to_enter
    day = clock.today_in_london()
    when = {"received_on-day": day.day, "received_on-month": day.month, "received_on-year": day.year}
    typed = {f"answer_{key}": str(value) for key, value in {**SAID, **FORGED}.items()}
    sent = client.post_form(path, {"channel": "paper", **when, "received_on": day.isoformat(), **typed})
    assert sent.status_code == 303, sent.text
    assert stored(session) == [KEPT]


def test_an_import_works_it_out_and_leaves_its_column(session: Session, household: Activity) -> None:
    content = b"id,adults,children,scale,rooms,total,score\n1,2,3,hi,No,99,99\n"
    asked = FileAsked(
        questions=questions_over_versions(session, household),
        kinds=known_kinds(session),
        head=head_from(read_table(content)),
    )
    assert worked_out_columns(asked) == ["total", "score"]
    plan = guessed_plan(asked)
    assert set(plan.answers) == {"adults", "children", "scale", "rooms"}
    officer = make_actor(session, Role.OFFICER)
    import_responses(session, officer, household, content, plan)
    assert stored(session) == [KEPT]
    with pytest.raises(Invalid, match="worked out"):
        import_responses(session, officer, household, content, ImportPlan(answers={"total": "total"}, key="id"))


def test_the_page_about_columns_says_so(
    client: FormClient, session: Session, household: Activity, sign_in: Any
) -> None:
    sign_in(client, make_person(session, Role.OFFICER))
    content = b"adults,children,total\n2,3,99\n"
    path = f"/staff/activities/{household.id}/import"
    place = client.post_form(path, {"file": (io.BytesIO(content), "a.csv")}).location
    shown = client.get(place).text
    assert "The column “total” is not imported" in shown
    assert 'name="answer_total"' not in shown


def test_the_command_says_which_columns_it_leaves(
    database: Database, session: Session, household: Activity, tmp_path: Path
) -> None:
    slug = household.consultation.slug
    session.commit()
    file = tmp_path / "household.csv"
    file.write_text("adults,children,scale,rooms,People in your household,score,score__missing\n2,3,hi,No,99,9,0\n")
    words = ["responses", str(file), "--consultation", slug, "--activity", str(household.id)]
    result = CliRunner().invoke(import_group, words, obj=database, catch_exceptions=False)
    told = re.findall("The column “([^”]*)” is not imported", result.stderr)
    assert told == ["People in your household", "score", "score__missing"]
    assert stored(session) == [KEPT]


def test_what_is_made_up_has_it_too(session: Session, database: Database, household: Activity) -> None:
    session.commit()
    seed_responses(database, household.id, 20)
    asked = questionnaire_of(session, household)
    assert asked is not None
    made = stored(session)
    assert any("total" in one for one in made)
    for one in made:
        assert one.get("total") == (one["adults"] + one["children"] if {"adults", "children"} <= {*one} else None)
        assert one == asked.said_on_path(one)


def test_every_way_in_is_the_one_reader(session: Session, household: Activity) -> None:
    asked = questionnaire_of(session, household)
    assert asked is not None
    for is_original in (True, False):
        read = read_answers(asked.pages, known_kinds(session), {**SAID, **FORGED}, is_original=is_original)
        assert (read.answers, read.marks, read.faults) == (KEPT, {}, {})
    assert asked.said_on_path({**SAID, **FORGED}) == KEPT


def test_it_is_counted_against_other_questions(session: Session, household: Activity) -> None:
    officer = make_actor(session, Role.OFFICER)
    enter_response(session, officer, household, paper(**SAID), key="a")
    enter_response(session, officer, household, paper(adults=1, scale="lo"), key="b")
    chosen = [one for one in variables_of(session, household) if one.key in {"total", "scale"}]
    found = [(group.values, group.people) for group in groups_of(session, household, chosen)]
    assert [one.key for one in chosen] == ["total", "scale"]
    assert sorted(found, key=str) == [([5, 2], 1), ([None, 1], 1)]


def test_no_edition_for_the_public_has_it(session: Session, household: Activity) -> None:
    names = {one.name for one in counted_tables(session, household)}
    assert {"question:adults", "question:scale"} <= names
    assert not {"question:total", "question:score"} & names


def test_the_page_of_a_consultation_counts_what_is_asked(client: FormClient, household: Activity) -> None:
    assert "up to 4 questions" in client.get(f"/consultations/{household.consultation.slug}").text


def test_the_preview_leads_by_it_too(client: FormClient, session: Session, household: Activity, sign_in: Any) -> None:
    sign_in(client, make_person(session, Role.OFFICER))
    base = f"/staff/activities/{household.id}/preview"
    place, shown = f"{base}/p1", []
    for _step in range(3):
        shown.append(place.rsplit("/", 1)[-1])
        assert 'name="total"' not in client.get(place).text
        place = client.post_form(place, {**SAID, **FORGED}).location
    assert shown == ["p1", "p2", "p4"]
    assert client.post_form(f"{base}/p1", {"adults": 1, "children": 1, **FORGED}).location == f"{base}/p2"
    assert client.post_form(f"{base}/p2", {"scale": "lo"}).location == base


def test_what_the_path_passed_by_is_not_asked(session: Session, opened: OpenSurvey) -> None:
    once = item("once", "computed", formula={"sum": [{"q": "a"}]}, show_if={"q": "a", "op": "ge", "value": 2})
    asked = opened(survey(page("p1", item("a", "number")), page("p2", once)))
    officer = make_actor(session, Role.OFFICER)
    for number in (1, 2):
        enter_response(session, officer, asked, paper(a=number), key=str(number))
    assert [*rows(session, asked.id, ["a", "once"], Audience.OFFICER)] == [(1, -8), (2, 2)]


def test_whoever_answered_before_it_was_added_is_asked_nothing_for_it(
    session: Session, household: Activity, opened: OpenSurvey
) -> None:
    now = questionnaire_of(session, household)
    asked = deepcopy(ASKED)
    asked["sections"][0]["pages"] = [page("p1", *ASKED["sections"][0]["pages"][0]["items"][:2])]
    then = questionnaire_of(session, opened(asked))
    assert now is not None
    assert then is not None
    found = new_questions(then, replace(now, version=2), SAID)
    assert {key: [one.key for one in questions] for key, questions in found.items()} == {
        "p2": ["scale"],
        "p4": ["rooms"],
    }
    only = [replace(one, is_asked=lambda said: "adults" in said) for one in now.questions if one.is_hidden]
    conditional = replace(now, pages=(now.pages[0], replace(now.pages[2], questions=tuple(only))))
    assert asking_more(conditional, Content(), Content(answers={**SAID})) == frozenset()


def test_the_library_keeps_none(session: Session, household: Activity) -> None:
    assert [one.key for one in questions_asked(session, household)] == ["adults", "children", "scale", "rooms"]


def test_results_and_exports_have_it_as_a_number(session: Session, household: Activity) -> None:
    officer = make_actor(session, Role.OFFICER)
    enter_response(session, officer, household, paper(**SAID), key="a")
    enter_response(session, officer, household, paper(adults=1, rooms="No"), key="b")
    found = {one.question.key: one for one in summarise(session, household).questions}
    assert found["total"].is_number
    assert found["total"].measures is not None
    assert found["total"].table is not None
    assert "Nobody was asked this" in str(found["total"].note)
    assert not found["total"].question.is_public
    names = [one.name for one in columns(session, household.id)]
    assert [name for name in names if name.startswith(("total", "score"))] == ["total", "score", "score__missing"]
    wanted = ["adults", "total", "score", "score__missing"]
    assert [*rows(session, household.id, wanted, Audience.OFFICER)] == [(2, 5, -3, 0), (1, -9, None, -9)]
    assert json.dumps(stored(session)[1]) == '{"adults": 1}'
