"""Options that are compared in pairs: each person keeps theirs, and results say how often each was preferred."""

import re
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.config import Settings
from consult.consultations.models import Activity, State
from consult.contract.option_pairs import pairs_shown
from consult.contract.options import Option
from consult.contract.questions import Question
from consult.desk.queries import Filters, listed
from consult.exports.responses import columns, rows
from consult.exports.result_charts import question_chart
from consult.exports.summary import summarise
from consult.imports.cell_values import CellReader
from consult.imports.plan import ImportPlan
from consult.journey.printed import printed_form
from consult.journey.trials import sent_trials
from consult.kernel.authz import Role
from consult.kernel.errors import Invalid
from consult.sdk.publishing import Audience
from consult.submissions.models import Submission
from consult.submissions.questionnaires import questionnaire_of
from plugins.survey.document import definition_from_json, read_definition
from plugins.survey.kinds.pairwise import PAIRWISE
from tests.consult.desk.test_transcription_views import letter
from tests.factories import make_person, make_submission
from tests.plugins.survey.conftest import OpenSurvey, PublishSurvey, item, options, page, survey
from tests.plugins.survey.test_questions import send, walk
from tests.support.web import FormClient, sign_in

ASKED = Question(
    key="k",
    kind="pairwise",
    label="Which?",
    options=tuple(Option(code=code, label=code.upper()) for code in "abc"),
    pairs=3,
)
PAIRS = survey(page("p1", item("best", "pairwise", options=options(*"abcdefgh"), pairs=4)))


def test_what_is_said_of_pairs_is_kept_as_a_list_and_shown_in_words() -> None:
    assert PAIRWISE.read(ASKED, ["a>b", "c=a"]) == ["a>b", "c=a"]
    assert PAIRWISE.read(ASKED, []) is None
    assert PAIRWISE.show(ASKED, ["a>b", "c=a"]) == "A rather than B\nC or A: cannot decide"
    assert PAIRWISE.counts(ASKED, ["c>a", "b=a", "c>b"]) == ("c",)
    assert PAIRWISE.counts(ASKED, None) == ()


def test_a_cell_names_pairs_by_words_or_codes_which_may_hold_the_signs() -> None:
    assert PAIRWISE.from_text(ASKED, "A > b; C=A;") == ["a>b", "c=a"]
    assert PAIRWISE.from_text(ASKED, " ") is None
    signs = Question(key="k", kind="pairwise", label="?", options=(Option(code="a", label="x > y"), ASKED.options[1]))
    assert PAIRWISE.from_text(signs, "B > x > y") == ["b>a"]
    with pytest.raises(Invalid, match="“A” is no pair of answers"):
        PAIRWISE.from_text(ASKED, "A")
    reader = CellReader(ASKED, PAIRWISE, ImportPlan())
    assert reader.read("a>b; b=c").answer == ["a>b", "b=c"]
    assert reader.read("-9").answer is None
    assert "“Z > A” is no pair of answers" in reader.read("Z > A").fault


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (["z>a"], "“z” is not one of the answers"),
        (["a>"], "“” is not one of the answers"),
        (["a"], "“” is not one of the answers"),
        (["a>a"], "“A” cannot be compared with itself"),
        (["a>b", "b=a"], "Your answer compares the same two options twice"),
        ([], "Your answer must be a list of pairs"),
        ("a>b", "Your answer must be a list of pairs"),
        ([["a", "b"]], "Your answer must be a list of pairs"),
    ],
)
def test_what_says_nothing_of_a_pair_is_refused(answer: Any, sentence: str) -> None:
    with pytest.raises(Invalid) as refused:
        PAIRWISE.check(ASKED, answer)
    assert str(refused.value) == sentence


def test_an_export_has_all_that_was_said_and_for_each_option_how_often_it_won_and_was_shown() -> None:
    names = ["k", "k__a", "k____a", "k__b", "k____b", "k__c", "k____c"]
    assert [column.name for column in PAIRWISE.columns(ASKED)] == names
    assert PAIRWISE.cells(ASKED, ["a>b", "c=a"]) == ("a>b; c=a", 1, 2, 0, 1, 0, 1)
    assert PAIRWISE.cells(ASKED, None) == (None,) * 7


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"pairs": 0}, "The number of pairs must be from 1 to 20"),
        ({"pairs": 21}, "The number of pairs must be from 1 to 20"),
        ({"options": [*options("a", "b"), *options("none", exclusive=True)]}, "none can stand apart"),
        (
            {"options": [*options("a", "b"), *options("c", show_if={"q": "x", "op": "answered"})]},
            "to everybody",
        ),
        ({"order": "random"}, "cannot have this order"),
    ],
)
def test_what_cannot_be_compared_in_pairs_is_refused(more: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence):
        read_definition(survey(page("p1", item("best", "pairwise", **more))))
    with pytest.raises(Invalid, match="Only a question that compares"):
        read_definition(survey(page("p1", item("best", "ranking", pairs=3))))


@pytest.fixture
def compared(opened: OpenSurvey) -> Activity:
    """An open survey in which eight options are compared in four pairs."""
    return opened(PAIRS)


def shown(client: FormClient, activity: Activity) -> list[str]:
    """Return the pairs on the page in the order in which they stand there."""
    html = client.get(f"/take-part/{activity.id}/question/p1").text
    return re.findall(r'value="([a-h]=[a-h])"', html)


def chosen(pairs: list[str]) -> dict[str, str]:
    """Return what is sent by somebody who chooses the first of each pair."""
    return {f"best-{'-'.join(sorted(pair.split('=')))}": pair.replace("=", ">") for pair in pairs}


def test_each_person_keeps_their_pairs_until_they_change_what_they_sent(
    client: FormClient, session: Session, compared: Activity
) -> None:
    client.post_form(f"/take-part/{compared.id}/start")
    seen = shown(client, compared)
    assert len(seen) == 4
    assert shown(client, compared) == seen
    url = f"/take-part/{compared.id}/question/p1"
    left = client.post_form(url, dict(list(chosen(seen).items())[:3]))
    assert "pair 4 is still open" in left.text
    assert left.text.count(" checked") == 3
    assert client.post_form(url, chosen(seen)).status_code == 303
    assert shown(client, compared) == seen
    check = client.get(f"/take-part/{compared.id}/check").text
    one, other = seen[0].split("=")
    assert f"Answer {one} rather than Answer {other}" in check
    send(client, compared)
    sent = session.scalars(select(Submission)).one()
    assert sent.answers["best"] == [pair.replace("=", ">") for pair in seen]
    assert sent.order_seed
    client.post_form(f"/take-part/{compared.id}/change")
    assert shown(client, compared) == seen


def test_people_are_shown_different_pairs_and_can_take_their_choices_back(
    client: FormClient, session: Session, compared: Activity
) -> None:
    found = set()
    for _person in range(4):
        browser: Any = client.application.test_client()
        browser.shared = session
        browser.post_form(f"/take-part/{compared.id}/start")
        found.add(tuple(shown(browser, compared)))
    assert len(found) > 1
    walk(client, compared, chosen(shown(client, compared)))
    html = client.post_form(f"/take-part/{compared.id}/question/p1", {"clear": "yes"})
    assert html.status_code == 303
    assert " checked" not in client.get(f"/take-part/{compared.id}/question/p1").text


@pytest.mark.postgresql
def test_results_and_the_desk_say_who_preferred_each_and_the_score_is_for_the_council(
    session: Session, draft_survey: Activity, publish: PublishSurvey
) -> None:
    publish(draft_survey, survey(page("p1", item("best", "pairwise"))))
    draft_survey.consultation.state = State.OPEN
    first, second = (
        make_submission(session, draft_survey, answers={"best": said}).reference
        for said in (["a>b", "a>c", "b=c"], ["b>a", "a>c", "b>c"])
    )
    (one,) = (one for one in summarise(session, draft_survey).questions if one.question.key == "best")
    assert one.table is not None
    assert dict(zip(one.table.rows.codes, one.table.counts, strict=True)) == {"a": 2, "b": 1, "c": 0, "-9": 0}
    assert one.standings["a"].won == 3
    note = (
        "Score from 0 to 100 in pairs, by 2 people: Answer a 67 (preferred 3 of 4 times); "
        "Answer b 60 (preferred 2 of 4 times); Answer c 20 (preferred 0 of 4 times)."
    )
    assert note in question_chart(one).notes
    assert not any(column.is_public for column in columns(session, draft_survey.id) if column.name.startswith("best"))

    def found(code: str) -> set[str]:
        asked = Filters(answers=(("best", code),))
        return {one.reference for one in session.scalars(listed(session, draft_survey.id, asked))}

    assert (found("a"), found("b"), found("c")) == ({first, second}, {second}, set())
    names = ["best", "best__a", "best____a"]
    assert [*rows(session, draft_survey.id, names, Audience.OFFICER)] == [
        ("a>b; a>c; b=c", 2, 2),
        ("b>a; a>c; b>c", 1, 2),
    ]


def test_paper_has_a_fixed_set_of_pairs_with_three_boxes_each(
    session: Session, compared: Activity, settings: Settings
) -> None:
    asked = questionnaire_of(session, compared)
    assert asked is not None
    printed = printed_form(session, compared, asked, settings.council).questions[0]
    one, other = pairs_shown(asked.by_key["best"])[0]
    assert len(printed.options) == 12
    words = [f"Pair 1: Answer {one}", f"Pair 1: Answer {other}", "Pair 1: cannot decide"]
    assert [box.label for box in printed.options[:3]] == words
    assert [box.code for box in printed.options] == [str(place) for place in range(1, 13)]
    assert "Tick one box of each pair." in printed.notes


def test_an_officer_enters_the_pairs_of_paper_and_leaves_open_what_is_open_there(
    client: FormClient, session: Session, compared: Activity, sign_in: Any
) -> None:
    sign_in(client, make_person(session, Role.OFFICER))
    address = f"/staff/activities/{compared.id}/enter"
    asked = questionnaire_of(session, compared)
    assert asked is not None
    (one, other), _second, (third, fourth), _fourth = pairs_shown(asked.by_key["best"])
    twice = client.post_form(address, {**letter(key="k"), "answer_best": "1 2"})
    assert "compares the same two options twice" in twice.text
    assert client.post_form(address, {**letter(key="k"), "answer_best": "9 2"}).status_code == 303
    entered = session.scalars(select(Submission)).one()
    assert entered.answers == {"best": [f"{other}>{one}", f"{third}={fourth}"]}


def test_an_officer_sets_how_many_pairs_each_person_compares(
    client: FormClient, session: Session, draft_survey: Activity, publish: PublishSurvey, sign_in: Any
) -> None:
    publish(draft_survey, survey(page("p1", item("best", "pairwise"))))
    sign_in(client, make_person(session, Role.OFFICER))
    base = f"/survey/{draft_survey.id}/build"
    form = client.get(f"{base}/questions/best").text
    seen = re.search(r'name="seen" value="([^"]*)"', form)
    assert seen is not None
    typed = {"label": "Which?", "options": "a | A\nb | B\nc | C", "public": "y", "sensitive": "y", "seen": seen[1]}
    assert "must be 20 or less" in client.post_form(f"{base}/questions/best", {**typed, "pairs": "21"}).text
    assert client.post_form(f"{base}/questions/best", {**typed, "pairs": "3"}).status_code == 303
    assert "3 pairs for each person" in client.get(base).text
    assert "are drawn for each of them" in client.get(f"/staff/activities/{draft_survey.id}/preview/p1").text
    kept = client.get(f"/survey/{draft_survey.id}/definition.json").text
    assert definition_from_json(kept).find_item("best").pairs == 3


def test_a_test_keeps_its_pairs_and_is_sent_with_them(client: FormClient, session: Session, compared: Activity) -> None:
    sign_in(client, session, make_person(session, Role.OFFICER))
    base = f"/staff/activities/{compared.id}"
    url = client.post_form(f"{base}/test").location
    seen = re.findall(r'value="([a-h]=[a-h])"', client.get(url).text)
    assert len(seen) == 4
    assert client.post_form(url, chosen(seen)).status_code == 303
    again = client.get(url).text
    assert re.findall(r'value="([a-h]=[a-h])"', again) == seen
    assert again.count(" checked") == 4
    assert client.post_form(f"{base}/test/check").status_code == 303
    (sent,) = sent_trials(session, compared.id)
    assert sent.answers["best"] == [pair.replace("=", ">") for pair in seen]
