"""What somebody added, changed and removed is what a plain list would hold, in whatever order they did it."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from consult.contract.questions import Questionnaire
from consult.journey.drafts import Content, PageAnswers
from consult.journey.entries import added_to, is_passed, list_of_all, standing_in, without_entry
from consult.submissions.reader import read_answers
from plugins.survey.document import read_definition
from plugins.survey.kinds import ALL_KINDS
from plugins.survey.questions import questionnaire_from
from tests.plugins.survey.conftest import item, page, survey
from tests.plugins.survey.test_entries import repeated

MOST = 4
ASKED: Questionnaire = questionnaire_from(
    read_definition(
        survey(
            page("p1", item("first")),
            repeated("p2", item("place", required=True), item("how", "radios"), most=MOST),
            page("p3", item("last")),
        )
    ),
    activity_id=1,
    version=1,
    title="Journeys",
)
PAGES = {one.id: one for one in ASKED.pages}
one_entry = st.fixed_dictionaries(
    {"place": st.text("abc", min_size=1, max_size=3)}, optional={"how": st.sampled_from("abc")}
)
Step = tuple[str, int, dict[str, str]]
steps = st.lists(
    st.tuples(st.sampled_from(["add", "change", "remove"]), st.integers(0, MOST - 1), one_entry), max_size=12
)


def page_of(number: int) -> str:
    return "p2" if number == 1 else f"p2-{number}"


def saved(content: Content, page_id: str, given: dict[str, Any]) -> Content:
    """Return a draft after somebody saved a page."""
    answers = {question.key: given.get(question.key) for question in PAGES[page_id].questions}
    return PageAnswers(page=page_id, answers=answers).added_to(content)


def keyed(entry: dict[str, str], number: int) -> dict[str, str]:
    """Return what is kept of an entry."""
    return {key if number == 1 else f"{key}_{number}": value for key, value in entry.items()}


def added(content: Content, held: list[dict[str, str]], entry: dict[str, str]) -> Content:
    """Return a draft after somebody added an entry, which they said that there is."""
    number = len(held) + 1
    if held:
        content = saved(content, f"{page_of(number - 1)}-list", {another(number - 1): "yes"})
    content = saved(content, page_of(number), keyed(entry, number))
    return saved(content, f"{page_of(number)}-list", {another(number): "no"})


def another(number: int) -> str:
    return "another" if number == 1 else f"another_{number}"


def removed(content: Content, number: int) -> Content:
    """Return a draft after an entry was taken away."""
    entry = PAGES[page_of(number)].entry
    assert entry is not None
    return without_entry(ASKED, content, entry).added_to(content)


@given(steps)
def test_what_is_added_changed_and_removed_is_what_a_plain_list_holds(taken: list[Step]) -> None:
    held: list[dict[str, str]] = []
    content = saved(Content(), "p1", {"first": "x"})
    for what, place, entry in taken:
        if what == "add" and len(held) < MOST:
            content = added(content, held, entry)
            held.append(entry)
        elif what == "change" and place < len(held):
            content = saved(content, page_of(place + 1), keyed(entry, place + 1))
            held[place] = entry
        elif what == "remove" and place < len(held):
            content = removed(content, place + 1)
            del held[place]
        kept = {key: answer for key, answer in content.answers.items() if not key.startswith("another")}
        wanted = {"first": "x"}
        for number, one in enumerate(held, 1):
            wanted |= keyed(one, number)
        assert kept == wanted
        on_path = ASKED.said_on_path(content.answers)
        assert len([key for key in on_path if key.startswith("place")]) == len(held)
        assert [one.entry.number for one in added_to(ASKED, ALL_KINDS, content.answers, "p2")] == [
            *range(1, max(1, len(held)) + 1)
        ]
        # What is sent is read again, and nothing is refused but what is to be said still.
        read = read_answers(ASKED.pages, ALL_KINDS, content.answers)
        assert read.answers == content.answers
        is_asked_again = held and f"{page_of(len(held))}-list" not in content.seen
        open_still = {another(len(held))} if is_asked_again else set() if held else {"place", "another"}
        assert read.faults.keys() == open_still


def test_a_page_that_was_not_seen_is_not_seen_where_it_moves() -> None:
    content = Content()
    for number in (1, 2, 3):
        content = added(content, [{}] * (number - 1), {"place": f"Place {number}"})
    content = PageAnswers(page="p2-3", answers={"place_3": "Half"}, is_half=True).added_to(content)
    after = removed(content, 1)
    assert after.answers["place_2"] == "Half"
    assert {"p2", "p2-2"} & set(after.seen) == {"p2"}
    assert {"p2-3", "p2-3-list"}.isdisjoint(after.seen)


def test_the_only_entry_is_emptied_and_asked_again() -> None:
    content = removed(added(saved(Content(), "p1", {"first": "x"}), [], {"place": "Park"}), 1)
    assert content.answers == {"first": "x"}
    assert content.seen == ["p1"]


def test_whoever_removes_one_of_a_full_list_is_asked_again_for_another() -> None:
    content = Content()
    for number in range(1, MOST + 1):
        content = added(content, [{}] * (number - 1), {"place": f"Place {number}"})
    assert list_of_all(ASKED, "p2", content) == "p2-4-list"
    after = removed(content, 2)
    assert "another_3" not in after.answers
    assert "p2-3-list" not in after.seen
    assert list_of_all(ASKED, "p2", after) == "p2-3-list"


def test_a_list_is_passed_once_more_was_added_behind_it() -> None:
    content = added(Content(), [], {"place": "Park"})
    assert not is_passed(ASKED, PAGES["p2-list"], content)
    begun = saved(content, "p2-list", {"another": "yes"})
    assert not is_passed(ASKED, PAGES["p2-list"], begun)
    assert is_passed(ASKED, PAGES["p2-list"], added(content, [{}], {"place": "Pier"}))
    assert not is_passed(ASKED, PAGES["p2"], begun)


def test_a_list_begins_where_nothing_was_added() -> None:
    gated = questionnaire_from(
        read_definition(
            survey(
                page("p1", item("any", "yes_no")),
                repeated("p2", item("place"), show_if={"q": "any", "op": "eq", "value": "yes"}),
            )
        ),
        activity_id=1,
        version=1,
        title="",
    )
    assert list_of_all(gated, "p2", Content(answers={"any": "no"})) == "p2"
    assert added_to(gated, ALL_KINDS, {"any": "no", "place": "Park"}, "p2") == []
    assert standing_in(gated, "p2", Content(answers={"any": "no", "place_2": "Park"}))["place_2"] == "Park"


def test_an_entry_is_told_in_words_of_its_author() -> None:
    (one,) = added_to(ASKED, ALL_KINDS, {"place": "Park", "how": "b"}, "p2")
    assert (one.page, one.entry.in_words) == ("p2", "Journey 1")
    assert one.rows == (("Question place?", "Park"), ("Question how?", "Answer b"))
