"""Whatever is asked on whatever conditions, and in whatever order it is answered, the path and the answers agree."""

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from consult.contract.questions import Questionnaire, QuestionPage
from consult.journey.drafts import Content, PageAnswers
from consult.journey.progress import asking_more
from consult.submissions.kinds import kinds_by_name
from consult.submissions.reader import read_answers
from plugins.survey.definition import Definition
from plugins.survey.document import read_definition
from plugins.survey.kinds import KINDS as OWN_KINDS
from plugins.survey.questions import questionnaire_from
from tests.plugins.survey.conftest import item, options, page, patient, survey, text

KINDS = kinds_by_name(OWN_KINDS)
Step = tuple[int, dict[str, str]]


@st.composite
def conditional_surveys(draw: st.DrawFn) -> dict[str, Any]:
    """Make up pages of radios, any page, question and third answer on a condition about what comes before it."""
    keys: list[str] = []
    pages: list[dict[str, Any]] = []
    for number in range(draw(st.integers(1, 4))):
        on_page: dict[str, Any] = {"show_if": draw(conditions(keys))} if keys else {}
        items, before = [], [*keys]
        for _place in range(draw(st.integers(1, 3))):
            more: dict[str, Any] = {"show_if": draw(conditions(keys))} if keys else {}
            more["options"] = options("a", "b") + options("c", show_if=draw(conditions(before)) if before else None)
            keys.append(f"k{len(keys)}")
            items.append(item(keys[-1], "radios", required=draw(st.booleans()), **more))
        pages.append(page(f"p{number}", *items, **on_page))
        if draw(st.booleans()) and (leads_out := draw(conditions(keys))):
            pages.append(page(f"out{number}", title=text("Thank you"), exit=True, show_if=leads_out))
    return survey(*pages)


def conditions(keys: list[str]) -> st.SearchStrategy[dict[str, Any] | None]:
    """Make conditions up over some questions, often none."""
    one = st.builds(
        lambda key, op, code: {"q": key, "op": op} | ({} if op == "answered" else {"value": code}),
        st.sampled_from(keys),
        st.sampled_from(["eq", "ne", "answered"]),
        st.sampled_from("abc"),
    )
    both = st.builds(lambda name, parts: {name: parts}, st.sampled_from(["all", "any"]), st.lists(one, min_size=2))
    return st.none() | one | both | one.map(lambda part: {"not": part})


def asked_of(definition: Definition, answers: dict[str, Any]) -> list[str]:
    """Return what is asked of somebody."""
    return way_of(definition, answers)[0]


def way_of(definition: Definition, answers: dict[str, Any]) -> tuple[list[str], dict[str, Any]]:
    """Return what is asked of somebody, and which answers count, by the plainest reading of the definition."""
    kept: dict[str, Any] = {}
    asked = []
    for each in definition.pages:
        is_page_asked = each.show_if is None or _is_so(each.show_if, kept)
        if each.exit and is_page_asked:
            break
        for one in each.items:
            if is_page_asked and (one.show_if is None or _is_so(one.show_if, kept)):
                asked.append(one.key)
                offered = [each.code for each in one.options if each.show_if is None or _is_so(each.show_if, kept)]
                kept |= {one.key: answers[one.key]} if answers.get(one.key) in offered else {}
    return asked, kept


def _is_so(condition: Any, kept: dict[str, Any]) -> bool:
    if hasattr(condition, "parts"):
        join = all if type(condition).__name__ == "And" else any
        return join([_is_so(part, kept) for part in condition.parts])
    if hasattr(condition, "part"):
        return not _is_so(condition.part, kept)
    said = kept.get(condition.question)
    tests = {"answered": True, "eq": said == condition.value, "ne": said != condition.value}
    return said is not None and tests[condition.operator]


def send_page(asked: Questionnaire, content: Content, shown: QuestionPage, typed: dict[str, str]) -> Content:
    """Return what a draft holds after a page was sent with this typed into its fields."""
    before = asked.as_shown(next(one for one in asked.pages if one.id == shown.id), content.answers)[1]
    fields = {question.key: typed[question.key] for question in shown.questions if question.key in typed}
    read = read_answers([replace(shown, is_asked=None)], KINDS, fields, before=before)
    given_here = PageAnswers(page=shown.id, answers={one.key: read.answers.get(one.key) for one in shown.questions})
    more = asking_more(asked, content, given_here.added_to(content)) - {shown.id}
    return replace(given_here, asks_more=more).added_to(content)


TYPED = st.dictionaries(st.integers(0, 11).map(lambda number: f"k{number}"), st.sampled_from("abc"))


@patient
@given(conditional_surveys(), st.lists(st.tuples(st.integers(0, 3), TYPED), max_size=8))
def test_nothing_is_asked_off_the_path_and_nothing_on_it_is_lost(made: dict[str, Any], steps: list[Step]) -> None:
    definition = read_definition(made)
    asked = questionnaire_from(definition, activity_id=1, version=1, title="T")
    content, ever_shown = Content(), set[str]()
    for place, typed in steps:
        page_now = asked.pages[place % len(asked.pages)]
        if page_now.id not in {one.id for one in asked.reachable(content.answers)}:
            continue
        shown, _before = asked.as_shown(page_now, content.answers)
        ever_shown |= {question.key for question in shown.questions}
        content = send_page(asked, content, shown, typed)
        assert [one.key for _ignored, one in asked.path(content.answers)] == asked_of(definition, content.answers)
        assert all(
            one.key in ever_shown
            for reached in asked.reachable(content.answers)
            for one in reached.questions
            if reached.id in content.seen
        )
    sent = read_answers(asked.pages, KINDS, content.answers)
    on_path, kept = way_of(definition, content.answers)
    assert sent.answers == kept
    assert set(sent.faults) == {key for key in on_path if key not in kept and asked.by_key[key].is_required}
    again = read_answers(asked.pages, KINDS, sent.answers)
    assert (again.answers, again.faults, again.marks) == (sent.answers, sent.faults, {})
    held = {key for key, holding in asked.conditions.items() if all(holds(sent.answers) for holds in holding)}
    assert held == set(on_path)
    on_paper = read_answers(asked.pages, KINDS, content.answers, is_original=True)
    assert on_paper.answers == sent.answers
