"""The builder, as officers use it without JavaScript; two at once lose nothing."""

import re
from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.kernel.authz import Role
from plugins.survey.conditions import condition_from
from plugins.survey.definition import Definition, definition_from, words
from plugins.survey.queries import find_draft
from tests.factories import XSS, make_person
from tests.plugins.survey.conftest import ALL_KINDS, PublishSurvey
from tests.support.pages import faults_of, parsed
from tests.support.web import FormClient


@pytest.fixture
def officer(client: FormClient, session: Session, sign_in: Any) -> FormClient:
    """A council officer’s browser."""
    sign_in(client, make_person(session, Role.OFFICER))
    return client


def hidden(page: str, name: str) -> str:
    """Return a hidden value of a page."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found is not None
    return found[1]


def definition_of(session: Session, activity: Activity) -> Definition:
    """Return what the draft says now."""
    return definition_from(find_draft(session, activity.id).definition)


def test_an_officer_builds_a_survey_from_nothing(officer: FormClient, session: Session, draft_survey: Activity) -> None:
    base = f"/survey/{draft_survey.id}"
    made = officer.post_form(f"{base}/build/pages/new", {"title": "", "depends_on": "", "operator": "eq"})
    assert made.status_code == 303
    typed = {"label": f"What helps? {XSS}", "options": "Lights\npolice | More police", "kind": "checkboxes"}
    page_id = definition_of(session, draft_survey).pages[0].id
    assert officer.post_form(made.location, {**typed, "where": page_id, "then": "back"}).status_code == 303
    (item,) = definition_of(session, draft_survey).items
    place = f"{base}/build/questions/{item.key}"
    lines = "lights | Lights\npolice | More police"
    answers = {"label": item.label["en-GB"], "options": lines, "apart": ["none"], "public": "yes"}
    answers["seen"] = hidden(officer.get(place).text, "seen")
    assert officer.post_form(place, answers).status_code == 303
    (item,) = definition_of(session, draft_survey).items
    assert item.key.startswith("what_helps")
    assert [(option.code, option.exclusive) for option in item.options] == [
        ("lights", False),
        ("police", False),
        ("none", True),
    ]
    last = officer.post_form(
        f"{base}/build/pages/new",
        {"depends_on": item.key, "operator": "eq", "value": "More police\nlights"},
    )
    assert last.status_code == 303
    assert definition_of(session, draft_survey).pages[1].show_if == condition_from(
        {
            "q": item.key,
            "op": "any_of",
            "value": ["police", "lights"],
        }
    )
    asked = {"label": "How many?", "kind": "number", "required": "yes", "key": "how_many", "then": "back"}
    officer.post_form(last.location, {**asked, "where": definition_of(session, draft_survey).pages[1].id})
    place = f"{base}/build/questions/how_many"
    numbers = {"label": "How many?", "minimum": "1", "maximum": "20", "required": "yes"}
    officer.post_form(place, {**numbers, "seen": hidden(officer.get(place).text, "seen")})
    made_item = definition_of(session, draft_survey).find_item("how_many")
    assert (made_item.minimum, made_item.maximum, made_item.required, made_item.public) == (1, 20, True, False)
    shown = officer.get(f"{base}/build")
    assert "Shown only if" in shown.text
    assert "<script>alert" not in shown.text
    assert faults_of(parsed(shown.text, is_page=True)) == []


@pytest.mark.parametrize(
    ("where", "data", "field"),
    [
        ("add", {"label": "Kept words", "kind": "radios", "options": "a | b | c | d"}, "options"),
        ("add", {"label": "Kept words", "kind": "radios", "options": "a | Ay | much"}, "options"),
        ("add", {"label": "Kept words", "kind": "radios", "options": ""}, "options"),
        ("add", {"label": "Kept words", "kind": "short_text", "key": "Bad Key"}, "key"),
        ("add", {"label": "Kept words", "kind": "short_text", "key": "choice"}, "key"),
        ("questions/count", {"label": "Kept words", "minimum": "few"}, "minimum"),
        ("pages/new", {"title": "Kept words", "depends_on": "choice", "operator": "lt", "value": "5"}, "operator"),
        ("pages/new", {"title": "Kept words", "depends_on": "choice", "operator": "eq", "value": "z"}, "value"),
        ("pages/new", {"title": "Kept words", "depends_on": "choice", "operator": "eq", "value": ""}, "value"),
        ("pages/new", {"title": "Kept words", "depends_on": "count", "operator": "between", "value": "9"}, "value"),
    ],
)
def test_an_invalid_form_keeps_what_was_typed(
    officer: FormClient, session: Session, open_survey: Activity, where: str, data: dict[str, str], field: str
) -> None:
    before = find_draft(session, open_survey.id).sha256
    response = officer.post_form(f"/survey/{open_survey.id}/build/{where}", data)
    assert response.status_code == 422
    assert "Kept words" in response.text
    assert f'href="#{field}"' in response.text
    assert find_draft(session, open_survey.id).sha256 == before


def test_two_officers_editing_different_questions_both_succeed(
    officer: FormClient, session: Session, open_survey: Activity
) -> None:
    base = f"/survey/{open_survey.id}/build/questions"
    one, other = officer.get(f"{base}/line").text, officer.get(f"{base}/count").text
    saved = officer.post_form(f"{base}/line", {"label": "First?", "public": "yes", "seen": hidden(one, "seen")})
    assert saved.status_code == 303
    data = {"label": "Second?", "minimum": "0", "maximum": "99", "public": "yes", "seen": hidden(other, "seen")}
    assert officer.post_form(f"{base}/count", data).status_code == 303
    now = definition_of(session, open_survey)
    assert [words(now.find_item(key).label) for key in ("line", "count")] == ["First?", "Second?"]


def test_two_officers_editing_one_question_see_both_texts_and_lose_neither(
    officer: FormClient, session: Session, open_survey: Activity
) -> None:
    place = f"/survey/{open_survey.id}/build/questions/line"
    seen = hidden(officer.get(place).text, "seen")
    officer.post_form(place, {"label": "Theirs?", "seen": seen})
    conflict = officer.post_form(place, {"label": "Mine?", "seen": seen})
    assert conflict.status_code == 409
    assert "Theirs?" in conflict.text
    assert 'value="Mine?"' in conflict.text
    assert words(definition_of(session, open_survey).find_item("line").label) == "Theirs?"
    again = officer.post_form(place, {"label": "Mine?", "seen": hidden(conflict.text, "seen")})
    assert again.status_code == 303
    assert words(definition_of(session, open_survey).find_item("line").label) == "Mine?"


def test_what_was_typed_for_a_removed_question_is_given_back(
    officer: FormClient, session: Session, open_survey: Activity
) -> None:
    place = f"/survey/{open_survey.id}/build/questions/line"
    seen = hidden(officer.get(place).text, "seen")
    removal = officer.get(f"{place}/remove")
    assert officer.post_form(f"{place}/remove", {"seen": hidden(removal.text, "seen")}).status_code == 303
    late = officer.post_form(place, {"label": "Long thought over?", "seen": seen})
    assert late.status_code == 409
    assert "Long thought over?" in late.text
    assert officer.get(place).status_code == 404


def test_removing_what_somebody_changed_asks_again(
    officer: FormClient, session: Session, open_survey: Activity
) -> None:
    base = f"/survey/{open_survey.id}/build"
    seen = hidden(officer.get(f"{base}/pages/p4/remove").text, "seen")
    question = officer.get(f"{base}/questions/line").text
    officer.post_form(f"{base}/questions/line", {"label": "Changed?", "seen": hidden(question, "seen")})
    conflict = officer.post_form(f"{base}/pages/p4/remove", {"seen": seen})
    assert conflict.status_code == 409
    assert "Changed?" in conflict.text
    assert officer.post_form(f"{base}/pages/p4/remove", {"seen": hidden(conflict.text, "seen")}).status_code == 303
    assert [page.id for page in definition_of(session, open_survey).pages] == ["p1", "p2", "p3"]


def test_a_page_conflict_shows_both_texts(officer: FormClient, session: Session, open_survey: Activity) -> None:
    place = f"/survey/{open_survey.id}/build/pages/p3"
    seen = hidden(officer.get(place).text, "seen")
    officer.post_form(place, {"title": "Theirs", "depends_on": "", "operator": "eq", "seen": seen})
    conflict = officer.post_form(place, {"title": "Mine", "depends_on": "", "operator": "eq", "seen": seen})
    assert conflict.status_code == 409
    assert "Theirs" in conflict.text
    assert 'value="Mine"' in conflict.text


def test_the_introduction_is_saved_and_guarded_too(
    officer: FormClient, session: Session, open_survey: Activity
) -> None:
    place = f"/survey/{open_survey.id}/build/introduction"
    seen = hidden(officer.get(place).text, "seen")
    assert officer.post_form(place, {"introduction": "Hello", "beside": ["area"], "seen": seen}).status_code == 303
    now = definition_of(session, open_survey)
    assert words(now.introduction) == "Hello"
    assert (now.settings.asks_area, now.settings.asks_about_you) == (True, False)
    conflict = officer.post_form(place, {"introduction": "Mine", "seen": seen})
    assert conflict.status_code == 409
    assert "Hello" in conflict.text
    assert "Mine" in conflict.text


def test_a_published_answer_taken_off_the_list_is_retired(
    officer: FormClient, session: Session, open_survey: Activity
) -> None:
    place = f"/survey/{open_survey.id}/build/questions/choice"
    seen = hidden(officer.get(place).text, "seen")
    data = {"label": "Question choice?", "options": "a | Answer a\nNew one", "required": "yes", "seen": seen}
    assert officer.post_form(place, data).status_code == 303
    found = definition_of(session, open_survey).find_item("choice").options
    assert [(option.code, option.retired) for option in found] == [
        ("a", False),
        ("new_one", False),
        ("b", True),
        ("c", True),
    ]


def test_pages_and_questions_move_and_a_complicated_condition_is_kept(
    officer: FormClient, session: Session, draft_survey: Activity, publish: PublishSurvey
) -> None:
    tree = {"not": {"q": "choice", "op": "eq", "value": "b"}}
    made = {
        **ALL_KINDS,
        "sections": [{"id": "s1", "pages": [dict(page) for page in ALL_KINDS["sections"][0]["pages"]]}],
    }
    made["sections"][0]["pages"][1]["show_if"] = tree
    publish(draft_survey, made)
    base = f"/survey/{draft_survey.id}/build"
    assert officer.post_form(f"{base}/pages/p2/move", {"way": "down"}).status_code == 303
    assert [page.id for page in definition_of(session, draft_survey).pages] == ["p1", "p3", "p2", "p4"]
    officer.post_form(f"{base}/questions/line/move", {"way": "up"})
    assert [item.key for item in definition_of(session, draft_survey).pages[2].items] == ["why", "line"]
    assert officer.post_form(f"{base}/questions/line/move", {"way": "sideways"}).status_code == 404
    page = officer.get(f"{base}/pages/p2").text
    data = {"title": "Named", "depends_on": "__keep", "operator": "eq", "seen": hidden(page, "seen")}
    assert officer.post_form(f"{base}/pages/p2", data).status_code == 303
    assert definition_of(session, draft_survey).pages[2].show_if == condition_from(tree)


def test_every_builder_page_is_sound(officer: FormClient, open_survey: Activity) -> None:
    base = f"/survey/{open_survey.id}"
    parts = ["build", "build/introduction", "build/pages/new", "build/pages/p2", "build/pages/p2/remove"]
    parts += [
        "build/add",
        "build/add?page=p1&kind=rating",
        "build/questions/boxes",
        "build/questions/scale",
        "build/questions/count/remove",
    ]
    parts += ["publish", "results", "import", "changes"]
    for part in parts:
        response = officer.get(f"{base}/{part}")
        assert response.status_code == 200, part
        assert faults_of(parsed(response.text, is_page=True)) == [], part


def test_an_unknown_part_of_a_survey_is_not_found(officer: FormClient, open_survey: Activity) -> None:
    base = f"/survey/{open_survey.id}/build"
    for part in ("pages/p99", "questions/none", "pages/p1/add", "questions/none/remove"):
        assert officer.get(f"{base}/{part}").status_code == 404, part
    assert officer.get("/survey/99999/build").status_code == 404
