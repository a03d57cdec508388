"""The builder's pages for one question: nothing typed is lost, nothing that people answered is undone."""

import html
import re
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.kernel.authz import Role
from plugins.survey import edits, services
from plugins.survey.definition import Item, definition_from
from plugins.survey.queries import find_draft
from tests.factories import XSS, make_actor, make_person
from tests.plugins.survey.conftest import PublishSurvey, item, options, page, survey, text
from tests.support.web import FormClient


@pytest.fixture
def officer(client: FormClient, session: Session, sign_in: Any) -> FormClient:
    """A council officer’s browser."""
    sign_in(client, make_person(session, Role.OFFICER))
    return client


def filled(shown: str) -> dict[str, Any]:
    """Return what a form would send if it were sent as it stands."""
    main = shown.split("<main")[1].split("</main>")[0]
    sent: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", main):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        kind = re.search(r'type="([^"]*)"', tag)
        if name is None or name[1] == "csrf_token":
            continue
        if kind is not None and kind[1] in {"checkbox", "radio"} and " checked" not in tag:
            continue
        sent.setdefault(name[1], []).append(html.unescape(value[1]) if value else "")
    for name, words in re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>(.*?)</textarea>', main, re.S):
        sent[name] = html.unescape(words).strip("\n")
    return sent


def item_now(session: Session, activity: Activity, key: str) -> Item:
    """Return a question of the draft as it stands."""
    return definition_from(find_draft(session, activity.id).definition).find_item(key)


@pytest.mark.parametrize("key", ["choice", "why", "boxes", "scale", "line", "count"])
def test_saving_a_question_as_it_stands_changes_nothing(
    officer: FormClient, session: Session, open_survey: Activity, key: str
) -> None:
    before = find_draft(session, open_survey.id).sha256
    place = f"/survey/{open_survey.id}/build/questions/{key}"
    assert officer.post_form(place, filled(officer.get(place).text)).status_code == 303
    assert find_draft(session, open_survey.id).sha256 == before


def test_a_published_answer_that_is_taken_off_is_retired_and_a_new_one_is_gone(
    officer: FormClient, session: Session, open_survey: Activity
) -> None:
    place = f"/survey/{open_survey.id}/build/questions/choice"
    for typed in ("a | Answer a\nb | Answer b\nc | Answer c\nd | Answer d", "a | Answer a\nb | Answer b"):
        assert officer.post_form(place, {**filled(officer.get(place).text), "options": typed}).status_code == 303
    kept = {option.code: option.retired for option in item_now(session, open_survey, "choice").options}
    assert kept == {"a": False, "b": False, "c": True}


def test_a_reworded_answer_keeps_its_code(officer: FormClient, session: Session, open_survey: Activity) -> None:
    place = f"/survey/{open_survey.id}/build/questions/choice"
    typed = {**filled(officer.get(place).text), "options": "a | In other words\nb | Answer b\nc | Answer c"}
    assert officer.post_form(place, typed).status_code == 303
    first = item_now(session, open_survey, "choice").options[0]
    assert (first.code, first.label["en-GB"]) == ("a", "In other words")


@pytest.mark.parametrize("way", ["remove", "move"])
def test_a_page_left_without_the_question_it_depends_on_is_named_and_holds_up_publishing(
    officer: FormClient, session: Session, open_survey: Activity, way: str
) -> None:
    base = f"/survey/{open_survey.id}/build"
    place = f"{base}/questions/choice/{way}"
    for _ in range(2 if way == "move" else 1):
        typed = {"way": "down"} if way == "move" else filled(officer.get(place).text)
        assert officer.post_form(place, typed).status_code == 303
    check = services.check(session, open_survey)
    assert check.problems
    assert not check.can_publish
    shown = html.unescape(officer.get(base).text)
    assert [problem for problem in check.problems if problem not in shown] == []


def test_a_question_moves_one_place_at_a_time_and_nowhere_else(
    officer: FormClient, session: Session, open_survey: Activity
) -> None:
    def order() -> list[str]:
        return [one.key for one in definition_from(find_draft(session, open_survey.id).definition).items]

    place = f"/survey/{open_survey.id}/build/questions/line/move"
    before = order()
    officer.post_form(place, {"way": "down"})
    assert order() == [*before[:-2], "count", "line"]
    officer.post_form(place, {"way": "down"})
    assert order() == [*before[:-2], "count", "line"]
    for _ in range(2):
        officer.post_form(place, {"way": "up"})
    assert definition_from(find_draft(session, open_survey.id).definition).page_of_item("line").id == "p3"
    assert officer.post_form(place, {"way": "sideways"}).status_code == 404


def test_who_removes_a_question_that_somebody_just_changed_is_asked_again(
    officer: FormClient, session: Session, open_survey: Activity
) -> None:
    place = f"/survey/{open_survey.id}/build/questions/line/remove"
    asked = filled(officer.get(place).text)
    other, seen = make_actor(session, Role.OFFICER), asked["seen"][0]
    reworded = replace(item_now(session, open_survey, "line"), label=text("Changed words?"))
    services.change_draft(
        session, other, open_survey, lambda draft: edits.edit_item(draft, "line", seen, lambda _line: reworded)
    )
    again = officer.post_form(place, asked)
    assert again.status_code in {409, 422}
    assert "Changed words?" in again.text
    assert item_now(session, open_survey, "line").label["en-GB"] == "Changed words?"
    assert officer.post_form(place, filled(again.text)).status_code == 303
    assert "line" not in [one.key for one in definition_from(find_draft(session, open_survey.id).definition).items]


def test_words_typed_for_a_question_that_is_gone_are_given_back(
    officer: FormClient, session: Session, open_survey: Activity
) -> None:
    place = f"/survey/{open_survey.id}/build/questions/line"
    typed = {**filled(officer.get(place).text), "label": f"Long thought over {XSS}"}
    officer.post_form(f"{place}/remove", filled(officer.get(f"{place}/remove").text))
    gone = officer.post_form(place, typed)
    assert gone.status_code == 409
    assert "Long thought over" in gone.text
    assert "<script>alert" not in gone.text
    assert officer.get(place).status_code == 404


def test_a_key_in_use_is_refused_for_the_new_question(
    officer: FormClient, session: Session, draft_survey: Activity, publish: PublishSurvey
) -> None:
    publish(draft_survey, survey(page("p1", item("first", "radios", options=options("a", "b")))))
    base = f"/survey/{draft_survey.id}/build/add"
    assert officer.post_form(base, {}).status_code == 422
    refused = officer.post_form(base, {"label": "How many?", "kind": "number", "key": "first", "then": "more"})
    assert refused.status_code == 422
    assert "How many?" in refused.text
    assert len(definition_from(find_draft(session, draft_survey.id).definition).items) == 1


@pytest.mark.parametrize("role", [Role.COUNCILLOR, Role.GROUP_MEMBER, Role.AUTHORISING_OFFICER, Role.AUDITOR])
def test_others_cannot_build(
    client: FormClient, session: Session, open_survey: Activity, sign_in: Any, role: Role
) -> None:
    sign_in(client, make_person(session, role))
    before = find_draft(session, open_survey.id).sha256
    for rest, typed in (("line", {"label": "Mine"}), ("line/remove", {}), ("line/move", {"way": "up"})):
        place = f"/survey/{open_survey.id}/build/questions/{rest}"
        assert client.post_form(place, typed).status_code in {403, 404}
    assert find_draft(session, open_survey.id).sha256 == before


def test_only_kinds_that_exist_can_be_added(officer: FormClient, open_survey: Activity) -> None:
    add = f"/survey/{open_survey.id}/build/add"
    for unknown in ({"kind": "hologram"}, {"kind": "Radios"}, {"kind": "number", "where": "p9"}):
        refused = officer.post_form(add, {"label": "Kept words", "then": "more", **unknown})
        assert refused.status_code == 422
        assert "Kept words" in refused.text


def test_a_question_takes_one_form_and_the_next_is_ready(
    officer: FormClient, session: Session, draft_survey: Activity
) -> None:
    page = f"/survey/{draft_survey.id}/build/add"
    asked = 1
    officer.get(page)
    for number in range(8):
        typed = {"label": f"Question {number}?", "kind": "yes_no", "then": "more"}
        page = officer.post_form(page, typed).location
        shown = officer.get(page)
        asked += 1
        assert f"“Question {number}?” was added." in shown.text
    definition = definition_from(find_draft(session, draft_survey.id).definition)
    assert [(len(page.items), page.items[0].kind) for page in definition.pages] == [(1, "yes_no")] * 8
    assert asked <= 12
    beside = {"label": "And why?", "kind": "long_text", "where": definition.pages[-1].id, "then": "back"}
    assert officer.post_form(page, beside).location.endswith("/build")
    assert len(definition_from(find_draft(session, draft_survey.id).definition).pages[-1].items) == 2


@pytest.mark.parametrize(
    "typed",
    [
        {"label": "How do you travel?", "kind": "radios", "options": "Bus\nTrain", "other": "yes"},
        {"label": "How far do you agree?", "kind": "battery", "statements": "It is clean\nIt is safe"},
        {"label": "Why?", "kind": "long_text", "key": "why_so"},
    ],
)
def test_a_new_question_that_is_sent_twice_is_added_once(
    officer: FormClient, session: Session, open_survey: Activity, typed: dict[str, str]
) -> None:
    place = f"/survey/{open_survey.id}/build/add"
    assert officer.post_form(place, {**typed, "then": "more"}).status_code == 303
    before = find_draft(session, open_survey.id).sha256
    again = officer.post_form(place, {**typed, "then": "more"})
    assert again.status_code == 303
    assert "so it was not added again" in officer.get(again.location).text
    assert find_draft(session, open_survey.id).sha256 == before
    other = {**typed, "key": "", "required": "yes", "then": "more"}
    assert officer.post_form(place, other).status_code == 303
    assert find_draft(session, open_survey.id).sha256 != before


def test_a_new_page_that_is_sent_twice_is_added_once(
    officer: FormClient, session: Session, open_survey: Activity
) -> None:
    for _time in range(2):
        assert officer.post_form(f"/survey/{open_survey.id}/build/pages/new", {"title": "More"}).status_code == 303
    titles = [page.title for page in definition_from(find_draft(session, open_survey.id).definition).pages]
    assert titles.count({"en-GB": "More"}) == 1
