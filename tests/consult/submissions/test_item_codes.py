"""What stands on paper for questions and answers, by which they are entered."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from consult.contract.options import Option
from consult.contract.plugin import Column
from consult.contract.questions import Question, Questionnaire, QuestionPage
from consult.exports.responses import columns
from consult.submissions.item_codes import boxes_of, codes_of, is_ticked, option_codes, question_numbers
from consult.submissions.kinds import CORE_KINDS
from consult.submissions.questionnaires import known_kinds, questionnaire_of
from tests.plugins.survey.conftest import OpenSurvey, PublishSurvey, item, opened, page, publish, survey

__all__ = ["opened", "publish"]
SCALE = next(kind for kind in CORE_KINDS if not kind.is_free_text)


def question(*codes: str, refusals: tuple[str, ...] = ()) -> Question:
    options = [Option(code=code, label=code, is_refusal=code in refusals) for code in (*codes, *refusals)]
    return Question(key="q", kind=SCALE.name, label="Which?", options=tuple(options))


def test_whole_numbers_stand_for_themselves_and_refusals_have_a_letter() -> None:
    assert codes_of([question("0", "10", "dont_know", refusals=("no", "never"))]) == {
        **{"0": "0", "10": "10", "dont_know": "1"},
        **{"no": "R", "never": "RR"},
    }


lists = st.lists(st.from_regex(r"[a-z0-9]{1,3}", fullmatch=True), unique=True, max_size=6)


@given(st.lists(lists, min_size=1, max_size=4), lists)
def test_no_code_changes_in_a_later_version_and_no_two_answers_share_one(
    history: list[list[str]], refusals: list[str]
) -> None:
    asked = [question(*(code for code in codes if code not in refusals), refusals=(*refusals,)) for codes in history]
    found = codes_of(asked)
    assert len(set(found.values())) == len(found)
    before = codes_of(asked[:-1])
    assert {code: found[code] for code in before} == before


def test_numbers_run_over_what_people_are_asked_in_the_order_of_the_form() -> None:
    pages = (
        QuestionPage(id="a", title="", questions=(replace(question("x"), key="link", is_hidden=True),)),
        QuestionPage(id="b", title="", questions=(question("x"), replace(question("x"), key="z"))),
    )
    assert question_numbers(Questionnaire(activity_id=1, version=1, title="", pages=pages)) == {"q": 1, "z": 2}


def test_the_boxes_of_an_order_and_of_a_sum_have_no_code_since_numbers_are_written_in_them() -> None:
    asked, codes = question("a", "b"), {"a": "1", "b": "2"}
    assert [(box.code, box.value) for box in boxes_of(asked, SCALE, codes)] == [("1", "a"), ("2", "b")]
    for other in (replace(SCALE, is_ordered=True), replace(SCALE, is_shared=True)):
        assert not is_ticked(other)
        assert [box.code for box in boxes_of(asked, other, codes)] == ["", ""]


def test_codes_are_the_numbers_of_the_files_for_statistics_over_versions(
    session: Session, opened: OpenSurvey, publish: PublishSurvey
) -> None:
    open_survey = opened(survey(page("p1", item("often", "radios", options=_options("daily", "7", "never")))))
    publish(open_survey, survey(page("p1", item("often", "radios", options=_options("weekly", "daily", "7", "never")))))
    codes = option_codes(session, open_survey)["often"]
    assert codes == {"7": "7", "daily": "1", "never": "2", "weekly": "3"}
    column: Column = next(one for one in columns(session, open_survey.id) if one.name == "often")
    assert {code: str(column.numbers[code]) for code in codes} == codes
    asked = questionnaire_of(session, open_survey)
    assert asked is not None
    often, kind = asked.by_key["often"], known_kinds(session)["radios"]
    assert [box.code for box in boxes_of(often, kind, codes)] == ["3", "1", "7", "2"]


def _options(*codes: str) -> list[dict[str, object]]:
    return [{"code": code, "label": {"en-GB": code}} for code in codes]
