"""Parts as tasks: in whatever order they are opened, people are asked the same and lose nothing."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from consult.consultations.models import State
from consult.contract.options import Option
from consult.contract.parts import Part
from consult.contract.questions import Question, Questionnaire, QuestionPage
from consult.journey.drafts import Content, OpenDraft, PageAnswers
from consult.journey.progress import (
    AREA,
    AskedActivity,
    RespondentSession,
    asking_more,
    at_page,
    first_unseen,
    next_page,
)
from consult.journey.tasks import CHECK, TASK_LIST, Standing, along, tasks_of
from consult.kernel import clock
from consult.submissions import about_you, consent
from consult.submissions.kinds import kinds_by_name
from consult.submissions.reader import read_answers
from plugins.survey.document import read_definition
from plugins.survey.kinds import KINDS as OWN_KINDS
from plugins.survey.questions import questionnaire_from
from tests.plugins.survey.conftest import item, page, patient, survey, text
from tests.plugins.survey.test_paths import conditional_surveys

KINDS = kinds_by_name(OWN_KINDS)
Chosen = dict[str, str | None]


def questions_of(definition: dict[str, Any]) -> Questionnaire:
    return questionnaire_from(read_definition(definition), activity_id=1, version=1, title="A survey")


def in_sections(definition: dict[str, Any], cuts: list[int]) -> dict[str, Any]:
    """Return a survey with its pages cut into sections, asked from a task list."""
    pages = definition["sections"][0]["pages"]
    edges = sorted({0, len(pages), *(cut for cut in cuts if cut < len(pages))})
    sections = [
        {"id": f"s{start}", "title": text(f"Part {start}"), "pages": pages[start:end]} for start, end in pairwise(edges)
    ]
    return {**definition, "sections": sections, "settings": {"journey": "task_list"}}


def begun(asked: Questionnaire) -> RespondentSession:
    """Return the session of somebody who has just begun."""
    row = AskedActivity(1, "survey", "A survey", 1, "x", "X", "open", None, None, "", None, clock.now())
    draft = OpenDraft("d", 1, 1, 1, None, None, Content())
    return RespondentSession(activity=row, state=State.OPEN, questionnaire=asked, code="c", draft=draft, page=None)


def content_of(respondent: RespondentSession) -> Content:
    assert respondent.draft is not None
    return respondent.draft.content


def choice(question: Question, chosen: Chosen) -> str | None:
    """Return what somebody answers: what they like where it is offered, and something where they must."""
    wanted = chosen.get(question.key)
    if wanted in {option.code for option in question.offered}:
        return wanted
    return "a" if question.is_required else None


def answered(respondent: RespondentSession, page_id: str, chosen: Chosen, *, is_change: bool) -> tuple[Any, str]:
    """Return the session after a page was answered, and where it leads."""
    there = at_page(respondent, page_id)
    assert there.is_on_path
    shown, held = there.page, content_of(respondent)
    assert shown is not None
    if shown is AREA:
        given = PageAnswers(page=page_id, area="Beckton")
    elif shown is about_you.GATE:
        given = PageAnswers(page=page_id, willing=about_you.YES)
    elif shown is about_you.PAGE:
        given = PageAnswers(page=page_id, about_you={})
    else:
        said = {question.key: choice(question, chosen) for question in shown.questions}
        read = read_answers([replace(shown, is_asked=None)], KINDS, said, before=there.before)
        assert not read.faults
        given = PageAnswers(page=page_id, answers={key: read.answers.get(key) for key in said})
    more = asking_more(respondent.questionnaire, held, given.added_to(held))
    after = replace(given, asks_more=more - {page_id}).added_to(held)
    moved = replace(respondent, draft=replace(respondent.draft, content=after))  # type: ignore[type-var]
    return moved, next_page(moved, page_id, is_change=is_change)


def in_some_order(respondent: RespondentSession, chosen: Chosen, draw: st.DataObject) -> RespondentSession:
    """Return the session of somebody who opened the tasks in some order until all were completed."""
    for _step in range(200):
        tasks = respondent.tasks
        to_do = [task for task in tasks if task.standing is Standing.INCOMPLETE]
        if not to_do:
            assert [task.standing for task in tasks] == [Standing.COMPLETED] * len(tasks)
            assert first_unseen(respondent) == CHECK
            return respondent
        place = draw.draw(st.sampled_from(to_do)).opens_at
        while place not in {TASK_LIST.id, CHECK}:
            respondent, place = answered(respondent, place, chosen, is_change=False)
    raise AssertionError("The tasks never end.")


def one_after_another(asked: Questionnaire, chosen: Chosen) -> dict[str, Any]:
    """Return the answers of somebody who goes from page to page."""
    respondent = begun(replace(asked, parts=()))
    place = first_unseen(respondent)
    while place != CHECK:
        respondent, place = answered(respondent, place, chosen, is_change=False)
    return asked.said_on_path(content_of(respondent).answers)


choices = st.fixed_dictionaries({f"k{number}": st.sampled_from(["a", "b", "c", None]) for number in range(12)})


@given(conditional_surveys(), st.lists(st.integers(1, 7)), choices, st.data())
@settings(patient, max_examples=60)
def test_in_whatever_order_parts_are_opened_the_same_is_asked_and_nothing_else(
    made: dict[str, Any], cuts: list[int], chosen: Chosen, draw: st.DataObject
) -> None:
    asked = questions_of(in_sections(made, cuts))
    done = in_some_order(begun(asked), chosen, draw)
    answers = content_of(done).answers
    assert answers == asked.said_on_path(answers)  # nobody answered what is not asked in the end
    assert answers == one_after_another(asked, chosen)
    assert not read_answers(asked.pages, KINDS, answers).faults


@given(conditional_surveys(), st.lists(st.integers(1, 7)), choices, choices, st.data())
@settings(patient, max_examples=60)
def test_whoever_changes_answers_later_comes_to_the_same_end(
    made: dict[str, Any], cuts: list[int], first: Chosen, then: Chosen, draw: st.DataObject
) -> None:
    asked = questions_of(in_sections(made, cuts))
    done = in_some_order(begun(asked), first, draw)
    page_id = draw.draw(st.sampled_from([page.id for page in done.pages]))
    own = {question.key for page in asked.pages if page.id == page_id for question in page.questions}
    chosen = {key: (then if key in own else first)[key] for key in first}
    place = page_id
    while place not in {TASK_LIST.id, CHECK}:
        done, place = answered(done, place, chosen, is_change=True)
    assert (place == CHECK) == (first_unseen(done) == CHECK)
    done = in_some_order(done, chosen, draw)
    assert asked.said_on_path(content_of(done).answers) == one_after_another(asked, chosen)


def ask(key: str, **more: Any) -> QuestionPage:
    return QuestionPage(id=f"p_{key}", title=key, questions=(Question(key=key, kind="text", label=key),), **more)


THREE = Questionnaire(
    activity_id=1,
    version=1,
    title="x",
    pages=(ask("a"), ask("b"), ask("c", is_asked=lambda answers: "a" in answers, depends_on=frozenset({"a"}))),
    parts=(
        Part(id="one", title="One", pages=frozenset({"p_a"})),
        Part(id="two", title="Two", pages=frozenset({"p_b"})),
        Part(id="three", title="Three", pages=frozenset({"p_c"})),
    ),
)


def standings(asked: Questionnaire, answers: dict[str, str], seen: list[str]) -> dict[str, str]:
    return {task.title: task.standing.value for task in tasks_of(asked, [*asked.reachable(answers)], seen)}


def test_a_part_waits_for_the_part_on_which_it_depends_and_for_no_other() -> None:
    assert standings(THREE, {}, []) == {"One": "incomplete", "Two": "incomplete", "Three": "waiting"}
    assert standings(THREE, {"a": "x"}, ["p_a"]) == {"One": "completed", "Two": "incomplete", "Three": "incomplete"}
    assert standings(THREE, {}, ["p_a"]) == {"One": "completed", "Two": "incomplete"}  # nothing in it is asked


def test_a_part_waits_for_what_its_words_show_and_for_what_a_worked_out_value_is_made_of() -> None:
    showing = replace(THREE, pages=(ask("a"), ask("b", shows=frozenset({"a"})), ask("c")))
    assert standings(showing, {}, [])["Two"] == "waiting"
    worked_out = Question(
        key="sum", kind="text", label="s", is_hidden=True, work_out=lambda _on_path: 1, depends_on=frozenset({"a"})
    )
    second = ask("b")
    second = replace(second, questions=(*second.questions, worked_out))
    third = ask("c", is_asked=lambda answers: "sum" in answers, depends_on=frozenset({"sum"}))
    computing = replace(THREE, pages=(ask("a"), second, third))
    assert standings(computing, {}, ["p_b"])["Three"] == "waiting"
    assert standings(computing, {}, ["p_a"])["Three"] == "incomplete"


def test_what_comes_with_the_link_keeps_no_part_waiting() -> None:
    came = Question(key="a", kind="text", label="a", is_hidden=True, options=(Option(code="x", label="X"),))
    linked = replace(THREE, pages=(replace(ask("a"), questions=(came,)), *THREE.pages[1:]))
    on_path = [page for page in linked.reachable({"a": "x"}) if page.id != "p_a"]
    assert [task.standing for task in tasks_of(linked, on_path, [])] == [Standing.INCOMPLETE] * 2


def test_an_exit_keeps_everything_behind_it_waiting_also_what_the_core_asks() -> None:
    asked = questions_of(
        in_sections(
            survey(
                page("p1", item("lives", "yes_no", required=True)),
                page("out", title=text("Bye"), exit=True, show_if={"q": "lives", "op": "eq", "value": "no"}),
                page("p2", item("more")),
            ),
            [2],
        )
    )
    start = begun(asked)
    shown = [(str(task.title), task.standing) for task in start.tasks]
    assert shown == [
        ("Part 0", Standing.INCOMPLETE),
        ("Part 2", Standing.WAITING),
        ("Where do you live?", Standing.WAITING),
        ("Questions about you", Standing.WAITING),
    ]
    out, place = answered(start, "p1", {"lives": "no"}, is_change=False)
    assert (place, len(out.tasks)) == ("out", 1)
    stays, place = answered(start, "p1", {"lives": "yes"}, is_change=False)
    assert (place, [task.standing for task in stays.tasks][1:]) == (TASK_LIST.id, [Standing.INCOMPLETE] * 3)


def test_a_part_with_an_answer_that_needs_another_look_opens_there() -> None:
    seen = ["p_a", "p_b", "p_c"]
    two = Part(id="two", title="Two", pages=frozenset({"p_b", "p_c"}))
    asked = replace(THREE, pages=(ask("a"), ask("b"), ask("c")), parts=(THREE.parts[0], two))
    found = tasks_of(asked, asked.pages, seen, {"c"})[1]
    assert (found.standing, found.opens_at) == (Standing.INCOMPLETE, "p_c")


def test_the_pages_that_follow_each_other_are_those_of_one_part() -> None:
    on_path = [*THREE.reachable({"a": "x"}), AREA, about_you.GATE, about_you.PAGE]
    assert [page.id for page in along(THREE, on_path, "p_b")] == ["p_b"]
    assert [page.id for page in along(THREE, on_path, about_you.PAGE.id)] == ["answer-about-you", "about-you"]
    assert len(along(replace(THREE, parts=()), on_path, "p_b")) == 6


def test_consent_and_the_name_given_with_it_are_one_task() -> None:
    with_consent = replace(THREE, pages=(*THREE.pages, consent.CONSENT_PAGE, consent.NAME_PAGE))
    on_path = [*with_consent.reachable({"consent_to_publish": "named"})]
    last = tasks_of(with_consent, on_path, ["may-we-publish"])[-1]
    assert (last.title, last.standing, last.opens_at) == (
        "May we publish what you wrote?",
        Standing.INCOMPLETE,
        "name-to-publish",
    )
