"""An answer is offered only after certain answers on earlier pages."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.config import Settings
from consult.consultations.models import Activity, State
from consult.consultations.signed_texts import texts_to_read
from consult.contract.plugin import Audience
from consult.exports.responses import rows
from consult.imports.cell_values import CellReader
from consult.imports.plan import ImportPlan
from consult.journey.printed import printed_form
from consult.kernel import clock
from consult.kernel.authz import Role
from consult.submissions.models import Submission
from consult.submissions.questionnaires import known_kinds, questionnaire_of
from consult.submissions.reader import read_answers
from plugins.survey.checks import problems_of
from plugins.survey.comparison import class_of, differences
from plugins.survey.definition import definition_from
from plugins.survey.document import dump, read_definition
from plugins.survey.models import ChangeClass
from plugins.survey.queries import find_draft
from plugins.survey.questions import questionnaire_from
from tests.factories import make_person, make_submission
from tests.plugins.survey.conftest import PublishSurvey, item, options, page, survey
from tests.plugins.survey.test_question_views import filled
from tests.support.web import FormClient

SAYS_A = {"q": "a", "op": "eq", "value": "a"}


def offering(show_if: dict[str, Any] | None, **more: Any) -> dict[str, Any]:
    """Return a survey whose second page offers the answer c on a condition."""
    offered = [*options("a", "b"), *options("c", show_if=show_if)]
    return survey(page("p1", item("a", "radios")), page("p2", item("z", "checkboxes", options=offered, **more)))


def test_an_officer_says_to_whom_an_answer_is_offered_and_a_resident_is_offered_no_other(
    client: FormClient, session: Session, draft_survey: Activity, publish: PublishSurvey, sign_in: Any
) -> None:
    publish(draft_survey, offering(None))
    sign_in(client, make_person(session, Role.OFFICER))
    change = f"/survey/{draft_survey.id}/build/questions/z"
    chosen = {"offer_depends_on": "a", "offer_operator": "eq", "offer_value": "Answer a"}
    for wrong, said in (({"limited": "Answer x"}, "no answer to this question"), ({}, "for which this holds")):
        refused = client.post_form(change, {**filled(client.get(change).text), **chosen, **wrong})
        assert (refused.status_code, said in refused.text) == (422, True)
    typed = {**filled(client.get(change).text), **chosen, "limited": "Answer c"}
    assert client.post_form(change, typed).status_code == 303
    build = client.get(f"/survey/{draft_survey.id}/build").text
    assert "Answer c (only if “Question a?” is “Answer a”)" in build
    publish(draft_survey, dict(find_draft(session, draft_survey.id).definition))
    draft_survey.consultation.state, draft_survey.consultation.opens_at = State.OPEN, clock.now() - timedelta(days=1)
    session.flush()
    resident = client.application.test_client()
    assert isinstance(resident, FormClient)
    resident.shared = session
    base = f"/take-part/{draft_survey.id}"
    resident.post_form(f"{base}/start")
    resident.post_form(f"{base}/question/p1", {"a": "a"})
    assert "Answer c" in resident.get(f"{base}/question/p2").text
    resident.post_form(f"{base}/question/p2", {"z": ["b", "c"]})
    resident.post_form(f"{base}/question/where-you-live", {})
    changed = resident.post_form(f"{base}/question/p1?change=1", {"a": "b"})
    assert changed.location.endswith("/question/p2")
    assert "Answer c" not in resident.get(changed.location).text
    assert "Answer c" not in resident.get(f"{base}/check").text
    assert resident.post_form(changed.location, {"z": ["c"]}).status_code == 422
    resident.post_form(f"{base}/check")
    assert session.scalars(select(Submission)).one().answers == {"a": "b", "z": ["b"]}


def test_an_original_keeps_what_was_not_offered_as_a_mark(
    session: Session, draft_survey: Activity, publish: PublishSurvey, settings: Settings
) -> None:
    publish(draft_survey, offering(SAYS_A))
    asked = questionnaire_of(session, draft_survey)
    assert asked is not None
    said = {"a": "b", "z": ["b", "c"]}
    read = read_answers(asked.pages, known_kinds(session), said, is_original=True)
    assert read.answers == {"a": "b", "z": ["b"]}
    assert read.marks == {"z": {"mark": "not_asked", "said": ["b", "c"]}}
    on_paper = printed_form(session, draft_survey, asked, settings.council).questions[1]
    assert on_paper.options[2].label == "Answer c (only if “Question a?” is “Answer a”)"
    assert "Answer c (only if" in "".join(text.text for text in texts_to_read(session, draft_survey.consultation))
    assert asked.leading_to["z"] == {"a"}


def test_an_export_tells_what_was_not_offered_from_what_was_not_chosen_and_comes_back(
    session: Session, draft_survey: Activity, publish: PublishSurvey
) -> None:
    before = offering(None)
    del before["sections"][0]["pages"][1]["items"][0]["options"][2]
    publish(draft_survey, before)
    make_submission(session, draft_survey, answers={"a": "a", "z": ["a"]})
    publish(draft_survey, offering(SAYS_A))
    for said in ({"a": "a", "z": ["b"]}, {"a": "a", "z": ["c"]}, {"a": "b", "z": ["a", "b"]}, {"a": "b"}):
        make_submission(session, draft_survey, answers=said)
    names = ["z__a", "z__b", "z__c"]
    written = list(rows(session, draft_survey.id, names, Audience.OFFICER))
    assert written == [(1, 0, -8), (0, 1, 0), (0, 0, 1), (1, 1, -8), (-9, -9, -9)]
    assert list(rows(session, draft_survey.id, ["z__c"], Audience.OFFICER)) == [(row[2],) for row in written]
    asked = questionnaire_of(session, draft_survey)
    assert asked is not None
    reader = CellReader(asked.by_key["z"], known_kinds(session)["checkboxes"], ImportPlan())
    words = [f"Answer {code}" for code in "abc"]
    read = [reader.read_boxes(dict(zip(words, map(str, row), strict=True))).answer for row in written]
    assert read == [["a"], ["b"], ["c"], ["a", "b"], None]


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (offering({"q": "z", "op": "any_of", "value": ["a"]}), "is not asked before it"),
        (offering({"q": "a", "op": "lt", "value": 3}), "does not suit"),
        (offering({"all": [SAYS_A, {"not": SAYS_A}]}), "Nobody is offered the answer “Answer c” to “Question z?”"),
        (
            survey(
                page("p1", item("a", "radios")),
                page("p2", item("z", "radios", options=options("a", "b", show_if=SAYS_A))),
            ),
            "needs an answer that is offered to everybody",
        ),
    ],
)
def test_a_condition_of_an_answer_that_cannot_work_is_named(made: dict[str, Any], said: str) -> None:
    assert said in " ".join(problems_of(read_definition(made)))
    assert problems_of(read_definition(offering(SAYS_A))) == []


def test_offering_an_answer_to_others_is_breaking_and_to_everybody_additive() -> None:
    free, bound = read_definition(offering(None)), read_definition(offering(SAYS_A))
    assert class_of(differences(free, bound)) is ChangeClass.BREAKING
    assert class_of(differences(bound, free)) is ChangeClass.ADDITIVE
    assert definition_from(dump(bound)) == bound
    # A version that was published before answers had conditions keeps its digest.
    stored = dump(free)["sections"][0]["pages"][1]["items"][0]
    assert "show_if" not in {*stored, *stored["options"][2]}


def test_what_is_said_beneath_an_answer_that_is_not_offered_is_not_asked() -> None:
    made = offering(SAYS_A)
    made["sections"][0]["pages"][1]["items"].append(item("more", show_if={"q": "z", "op": "any_of", "value": ["c"]}))
    asked = questionnaire_from(read_definition(made), activity_id=1, version=1, title="T")
    shown = {code: asked.as_shown(asked.pages[1], {"a": code})[0] for code in "ab"}
    assert [one.key for one in shown["a"].questions] == ["z", "more"]
    assert [one.key for one in shown["b"].questions] == ["z"]
    assert shown["a"].asked_on != shown["b"].asked_on
