"""The whole way through a survey, in the core’s journey, by a browser without JavaScript."""

import html
import re
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.config import Settings
from consult.consultations.models import Activity, State
from consult.consultations.signed_texts import texts_to_read
from consult.contract.questions import Questionnaire
from consult.exports.responses import columns, rows
from consult.exports.summary import summarise
from consult.journey.printed import printed_form
from consult.kernel import clock
from consult.kernel.authz import Role
from consult.sdk.publishing import Audience
from consult.submissions.models import Submission
from consult.submissions.questionnaires import all_versions, known_kinds
from consult.submissions.tallies import counts_of, recount
from plugins.survey.document import read_definition
from plugins.survey.questions import questionnaire_from
from tests.factories import XSS, make_person, make_submission
from tests.plugins.survey.conftest import ALL_KINDS, PublishSurvey, item, options, page, survey, text
from tests.support.web import FormClient

ANSWERS = {
    "choice": "b",
    "why": f"Because {XSS}",
    "boxes": ["x", "y"],
    "scale": "hi",
    "line": "One line",
    "count": "7",
    "ward": "Beckton",
}


def walk(client: FormClient, activity: Activity, answers: dict[str, Any]) -> list[str]:
    """Answer every page and return the pages that were asked."""
    place = client.post_form(f"/take-part/{activity.id}/start").location
    asked: list[str] = []
    while not place.endswith("/check"):
        assert client.get(place).status_code == 200
        asked.append(place.rsplit("/", 1)[-1])
        response = client.post_form(place, answers)
        assert response.status_code == 303, response.text
        place = response.location
    return asked


def send(client: FormClient, activity: Activity) -> Any:
    """Send what was answered."""
    return client.post_form(f"/take-part/{activity.id}/check")


def test_a_resident_answers_every_kind_of_question(client: FormClient, session: Session, open_survey: Activity) -> None:
    asked = walk(client, open_survey, ANSWERS)
    assert asked == ["p1", "p2", "p3", "p4", "where-you-live", "answer-about-you"]
    check = client.get(f"/take-part/{open_survey.id}/check").text
    assert "Answer x<br>" in check
    assert "<script>alert" not in check
    assert send(client, open_survey).status_code == 303
    sent = session.scalars(select(Submission)).one()
    assert sent.answers["boxes"] == ["x", "y"]
    assert sent.answers["count"] == 7
    assert sent.answers["why"].startswith("Because")
    assert re.search(r"CN-[0-9A-Z]{4}-[0-9A-Z]{4}", client.get(f"/take-part/{open_survey.id}/done").text)


def test_a_page_is_asked_only_on_its_condition_and_pruned_when_the_way_changes(
    client: FormClient, session: Session, open_survey: Activity
) -> None:
    base = f"/take-part/{open_survey.id}"
    walk(client, open_survey, ANSWERS)
    client.post_form(f"{base}/question/p1?change=1", {"choice": "a"})
    assert "This question is no longer asked" in client.get(f"{base}/question/p2").text
    send(client, open_survey)
    assert "why" not in session.scalars(select(Submission)).one().answers


def test_an_invalid_number_keeps_what_was_typed_on_the_whole_page(client: FormClient, open_survey: Activity) -> None:
    client.post_form(f"/take-part/{open_survey.id}/start")
    for typed, said in (("a dozen", "must be a number"), ("100", "must be 99 or less"), ("-1", "must be 0 or more")):
        place = f"/take-part/{open_survey.id}/question/p4"
        response = client.post_form(place, {"line": "Kept line", "count": typed})
        assert response.status_code == 422
        assert f'value="{typed}"' in response.text
        assert 'value="Kept line"' in response.text
        assert said in response.text
        assert 'href="#count"' in response.text


def test_an_exclusive_answer_stands_alone_and_a_required_one_is_asked_for(
    client: FormClient, open_survey: Activity
) -> None:
    base = f"/take-part/{open_survey.id}/question"
    client.post_form(f"/take-part/{open_survey.id}/start")
    both = client.post_form(f"{base}/p3", {"boxes": ["x", "none"], "scale": "lo"})
    assert both.status_code == 422
    assert "not both" in both.text
    assert client.post_form(f"{base}/p1", {}).status_code == 422
    assert client.post_form(f"{base}/p1", {"choice": "made_up"}).status_code == 422


def test_counts_results_and_export_agree(client: FormClient, session: Session, open_survey: Activity) -> None:
    for answers in (ANSWERS, {"choice": "a", "boxes": ["none"]}, {"choice": "a", "count": "0"}):
        fresh = client.application.test_client()
        assert isinstance(fresh, FormClient)
        fresh.shared = session
        walk(fresh, open_survey, answers)
        send(fresh, open_survey)
    kept = counts_of(session, open_survey.id)
    assert kept == recount(session, open_survey.id, all_versions(session, open_survey), known_kinds(session))
    assert kept["q:boxes@1"] == {"*": 2, "x": 1, "y": 1, "none": 1}
    names = [column.name for column in columns(session, open_survey.id)]
    assert [name for name in names if name.startswith("boxes")] == ["boxes__x", "boxes__y", "boxes__none"]
    exported = [dict(zip(names, row, strict=True)) for row in rows(session, open_survey.id, names, Audience.OFFICER)]
    assert len(exported) == summarise(session, open_survey).counted == 3
    assert [one["boxes__x"] for one in exported] == [1, 0, -9]
    assert [one["count"] for one in exported] == [7, -9, 0]
    assert [one["choice"] for one in exported] == ["b", "a", "a"]
    some = ["boxes__y", "reference", "line"]
    assert [row[0] for row in rows(session, open_survey.id, some, Audience.OFFICER)] == [1, 0, -9]
    by_key = {question.question.key: question for question in summarise(session, open_survey).questions}
    table = by_key["boxes"].table
    assert table is not None
    assert dict(zip(table.rows.labels, table.counts, strict=True)) == {
        "Answer x": 1,
        "Answer y": 1,
        "Answer none": 1,
        "No answer": 1,
    }


def test_results_show_officers_the_same_numbers(
    client: FormClient, session: Session, open_survey: Activity, sign_in: Any
) -> None:
    walk(client, open_survey, ANSWERS)
    send(client, open_survey)
    sign_in(client, make_person(session, Role.OFFICER))
    results = client.get(f"/survey/{open_survey.id}/results")
    assert results.status_code == 200
    assert re.search(r"Answer b\s*<svg.*?</svg></th>\s*<td[^>]*>1</td>", results.text)


def test_who_has_begun_finishes_the_version_begun_and_a_retired_answer_keeps_its_column(
    client: FormClient, session: Session, open_survey: Activity, publish: PublishSurvey
) -> None:
    client.post_form(f"/take-part/{open_survey.id}/start")
    pages = ALL_KINDS["sections"][0]["pages"]
    boxes = item(
        "boxes",
        "checkboxes",
        options=[*options("x"), *options("y", retired=True), *pages[2]["items"][0]["options"][2:]],
    )
    publish(open_survey, survey(*pages[:2], {**pages[2], "items": [boxes, pages[2]["items"][1]]}, pages[3]))
    assert "Answer y" in client.get(f"/take-part/{open_survey.id}/question/p3").text
    fresh = client.application.test_client()
    assert isinstance(fresh, FormClient)
    fresh.shared = session
    fresh.post_form(f"/take-part/{open_survey.id}/start")
    assert "Answer y" not in fresh.get(f"/take-part/{open_survey.id}/question/p3").text
    assert "boxes__y" in [column.name for column in columns(session, open_survey.id)]


def test_an_export_says_why_an_answer_is_missing(
    session: Session, draft_survey: Activity, publish: PublishSurvey
) -> None:
    more = page("p2", item("more", "number", least=0), show_if={"q": "first", "op": "eq", "value": "a"})
    publish(draft_survey, survey(page("p1", item("first", "radios")), more))
    for answers in ({"first": "a", "more": 5}, {"first": "a"}, {"first": "b"}, {}):
        make_submission(session, draft_survey, answers=answers)
    publish(draft_survey, survey(page("p1", item("first", "radios")), more, page("p3", item("late", "checkboxes"))))
    make_submission(session, draft_survey, answers={"first": "a", "more": 0, "late": ["b"]})
    found = list(rows(session, draft_survey.id, ["first", "more", "late__b"], Audience.OFFICER))
    assert found == [("a", 5, -8), ("a", -9, -8), ("b", -8, -8), (-9, -8, -8), ("a", 0, 1)]


def test_an_export_types_who_prefers_not_to_say(
    session: Session, draft_survey: Activity, publish: PublishSurvey
) -> None:
    silent = options("silent", missing="pnts", exclusive=True)
    radios = item("first", "radios", options=[*options("a", "b"), *options("dk", missing="dk"), *silent])
    boxes = item("many", "checkboxes", options=[*options("x", "y"), *silent])
    publish(draft_survey, survey(page("p1", radios), page("p2", boxes)))
    for answers in ({"first": "silent", "many": ["silent"]}, {"first": "dk", "many": ["x"]}, {"first": "a"}):
        make_submission(session, draft_survey, answers=answers)
    names = ["first", "many__x", "many__y", "many__silent"]
    found = list(rows(session, draft_survey.id, names, Audience.OFFICER))
    assert found == [(-7, -7, -7, 1), ("dk", 1, 0, 0), ("a", -9, -9, -9)]
    by_name = {column.name: column for column in columns(session, draft_survey.id)}
    assert by_name["first"].values["-7"] == by_name["many__x"].values["-7"] == "Answer silent"


def asked(definition: dict[str, Any]) -> Questionnaire:
    """Return the questionnaire of a definition."""
    return questionnaire_from(read_definition(definition), activity_id=1, version=1, title="T")


def test_an_answer_on_a_page_not_asked_leads_nowhere() -> None:
    made = asked(
        survey(
            page("p1", item("a", "radios")),
            page("p2", item("b", "radios"), show_if={"q": "a", "op": "eq", "value": "a"}),
            page("p3", item("c"), show_if={"q": "b", "op": "eq", "value": "a"}),
        )
    )
    assert [question_page.id for question_page in made.reachable({"a": "a", "b": "a"})] == ["p1", "p2", "p3"]
    assert [question_page.id for question_page in made.reachable({"a": "b", "b": "a"})] == ["p1"]


def test_private_questions_are_not_public_and_titles_come_from_questions() -> None:
    made = asked(survey(page("p1", item("a", pii="personal")), page("p2", item("b", public=False), title=text("Own"))))
    assert [question.is_public for question in made.questions] == [False, False]
    assert [question_page.title for question_page in made.pages] == ["Question a?", "Own"]


CONDITIONAL = survey(
    page("p1", item("rides", "yes_no", required=True)),
    page(
        "p2",
        item("often", "radios"),
        item("where", "short_text", required=True, show_if={"q": "rides", "op": "eq", "value": "yes"}),
        item("daily", "number", whole=True, required=True, show_if={"q": "often", "op": "eq", "value": "a"}),
    ),
)


def test_a_question_is_asked_only_on_its_condition(
    client: FormClient, session: Session, draft_survey: Activity, publish: PublishSurvey
) -> None:
    publish(draft_survey, CONDITIONAL)
    draft_survey.consultation.state, draft_survey.consultation.opens_at = State.OPEN, clock.now() - timedelta(days=1)
    session.flush()
    base = f"/take-part/{draft_survey.id}"
    client.post_form(f"{base}/start")
    client.post_form(f"{base}/question/p1", {"rides": "no"})
    shown = client.get(f"{base}/question/p2").text
    assert "Question where?" not in shown
    assert "Answer this only if “Question often?” is “Answer a”." in html.unescape(shown)
    # What is not asked after all is let go, whatever it says; what is asked must be answered.
    refused = client.post_form(f"{base}/question/p2", {"often": "a"})
    assert (refused.status_code, "Enter your answer to “Question daily?”" in refused.text) == (422, True)
    client.post_form(f"{base}/question/p2", {"often": "b", "daily": "a few", "where": "Typed by a robot"})
    client.post_form(f"{base}/question/where-you-live", {})
    assert "Question daily?" not in client.get(f"{base}/check").text
    # Another answer asks one more question on a page that was seen: they are sent there.
    changed = client.post_form(f"{base}/question/p1?change=1", {"rides": "yes"})
    assert changed.location.endswith("/question/p2")
    assert "Question where?" in client.get(changed.location).text
    client.post_form(changed.location, {"often": "a", "where": "Roman Road", "daily": "3"})
    client.post_form(f"{base}/question/answer-about-you", {})
    assert send(client, draft_survey).status_code == 303
    sent = session.scalars(select(Submission)).one()
    assert sent.answers == {"rides": "yes", "often": "a", "where": "Roman Road", "daily": 3}
    make_submission(session, draft_survey, answers={"rides": "no", "often": "b"})
    make_submission(session, draft_survey, answers={"rides": "no", "often": "a"})
    found = rows(session, draft_survey.id, ["often", "daily"], Audience.OFFICER)
    assert list(found) == [("a", 3), ("b", -8), ("a", -9)]
    of = {one.question.key: one.base for one in summarise(session, draft_survey).questions}
    assert (of["daily"].not_asked, of["daily"].no_answer, of["where"].not_asked) == (1, 1, 2)
    kept = counts_of(session, draft_survey.id)
    assert kept == recount(session, draft_survey.id, all_versions(session, draft_survey), known_kinds(session))


def test_a_page_of_whose_questions_none_is_asked_is_passed_by() -> None:
    only_a = {"q": "a", "op": "eq", "value": "a"}
    both = (item("b", show_if=only_a), item("c", show_if=only_a))
    made = asked(survey(page("p1", item("a", "radios")), page("p2", *both)))
    assert [one.id for one in made.reachable({"a": "b"})] == ["p1"]
    assert [one.id for one in made.reachable({"a": "a"})] == ["p1", "p2"]
    assert [one.may_be_passed_by for one in made.pages] == [False, True]
    assert made.leading_to["c"] == {"a"}


def test_paper_and_whoever_signs_are_told_when_a_question_is_asked(
    session: Session, draft_survey: Activity, publish: PublishSurvey, settings: Settings
) -> None:
    publish(draft_survey, CONDITIONAL)
    made = asked(CONDITIONAL)
    on_paper = {one.key: one.notes for one in printed_form(session, draft_survey, made, settings.council).questions}
    assert on_paper["where"] == ("Answer this only if “Question rides?” is “Yes”.",)
    notes = [text.note for text in texts_to_read(session, draft_survey.consultation)]
    assert "Asked only if “Question often?” is “Answer a”. It must be answered." in notes
