"""Groups that other programs repeat: one page of ours for each entry, or asked once as the report says."""

from collections.abc import Sequence
from typing import Any

import pytest

from plugins.survey.checks import problems_of
from plugins.survey.conditions import Comparison
from plugins.survey.convert.answers import Choice
from plugins.survey.convert.assembly import Asked, Assembly
from plugins.survey.convert.entries import Group, called_by
from plugins.survey.convert.outcome import Converted
from plugins.survey.convert.xlsform import convert_xlsform
from plugins.survey.definition import words
from tests.plugins.survey.convert.conftest import asked, page_of, said, workbook

HEADINGS = (
    "type",
    "name",
    "label",
    "relevant",
    "repeat_count",
    "choice_filter",
    "calculation",
    "parameters",
    "constraint",
)
CHILD = ("begin repeat", "child", "A child", "${has} = 'y'")
END = ("end repeat", "")
YES_NO = [("list_name", "name", "label", "of"), ("yn", "y", "Yes", "y"), ("yn", "n", "No", "n")]
PLACE = "survey, row 3, child: "
FITS = f"{PLACE}It is asked for each “child”, 20 at most. The first is asked of everybody who comes to it."
ONCE = f"{PLACE}What can be repeated is asked once: groups to add again are not kept, since "


def converted(*inside: Sequence[Any], child: Sequence[Any] = CHILD, after: Sequence[Sequence[Any]] = ()) -> Converted:
    has = ("select_one yn", "has", "Have you children?")
    return convert_xlsform(workbook([HEADINGS, has, child, *inside, END, *after], YES_NO), ".xlsx")


def test_a_repeat_becomes_a_page_that_is_asked_for_each() -> None:
    made = converted(
        ("note", "hello", "Tell us of each."),
        ("text", "called", "Its name"),
        ("integer", "age", "How old is ${called}?"),
        ("select_one yn", "school", "Does it go to school?", "${age} > 4"),
        after=[("text", "more", "Anything else?")],
    )
    page = page_of(made, "called")
    assert page.repeat is not None
    assert page.repeat.most == 20
    assert words(page.repeat.entry) == "child"
    assert page.repeat.another.key == "another_child"
    assert words(page.repeat.another.label) == "Do you want to add another child?"
    assert (words(page.title), words(page.text)) == ("A child", "Tell us of each.")
    assert page.show_if == Comparison("has", "eq", "y")
    assert [(item.key, item.show_if) for item in page.items] == [
        ("called", None),
        ("age", None),
        ("school", Comparison("age", "gt", 4)),
    ]
    assert page_of(made, "more").repeat is None
    assert said(made) == ["survey, row 6, age: Its words repeat an answer of the same page: “…” stands there.", FITS]
    assert problems_of(made.definition) == []


@pytest.mark.parametrize(
    ("count", "most", "told"),
    [
        ("3", 3, []),
        (
            "${many}",
            20,
            ["How many there are is not taken from “${many}”: people say behind each whether to add another."],
        ),
        ("50", 20, ["The file allows 50, which is more than fit here."]),
    ],
)
def test_a_number_of_entries_is_the_most(count: str, most: int, told: list[str]) -> None:
    rows = [HEADINGS, ("integer", "many", "How many?"), ("begin repeat", "child", "Child", "", count)]
    made = convert_xlsform(workbook([*rows, ("text", "called", "Name"), END], YES_NO), ".xlsx")
    repeat = page_of(made, "called").repeat
    assert repeat is not None
    assert repeat.most == most
    assert said(made) == [
        f"survey, row 3, child: {line}" for line in (FITS.split("child: ")[1].replace("20", str(most)), *told)
    ]


def test_a_single_entry_is_asked_once_and_nothing_needs_to_be_told() -> None:
    made = converted(("text", "called", "Name"), child=("begin repeat", "child", "Child", "", "1"))
    assert page_of(made, "called").repeat is None
    assert said(made) == []


@pytest.mark.parametrize(
    ("inside", "why"),
    [
        ([("file", "photo", "A picture")], "“A picture” asks for a file."),
        (
            [("text", "called", "Name", "${has} = 'n'"), ("text", "b", "B")],
            "its first question is not asked of everybody.",
        ),
        ([("note", "hello", "Hello")], "nothing is asked in it."),
        ([("integer", f"n{number}", f"Number {number}") for number in range(51)], "it has more questions than a page."),
        (
            [("select_one yn", "a", "A"), ("select_one yn", "b", "B", "", "", "of = ${a}")],
            "the answers to “B” depend on another answer in it.",
        ),
        ([("text", "a", "A"), ("text", "a_2", "Again")], "other questions have the names that its entries need."),
    ],
)
def test_what_does_not_fit_is_asked_once_and_the_report_says_why(inside: list[tuple[str, ...]], why: str) -> None:
    made = converted(*inside, child=("begin repeat", "child", "Child"))
    assert not any(page.repeat for page in made.definition.pages)
    assert ONCE + why in said(made)


def test_a_group_within_a_group_is_asked_once_for_each() -> None:
    made = converted(("text", "called", "Name"), ("begin repeat", "toy", "A toy"), ("text", "toy_name", "Which?"), END)
    page = page_of(made, "called")
    assert page.repeat is not None
    assert [item.key for item in page.items] == ["called", "toy_name"]
    assert said(made) == [
        "survey, row 5, toy: It is asked once for each: groups to add again within such a group are not kept.",
        FITS,
        "The heading “A toy” is not shown. Put it into the words of its questions.",
    ]


def test_what_is_outside_looks_at_the_first_and_computes_nothing_of_it() -> None:
    made = converted(
        ("integer", "age", "How old?"),
        ("calculate", "inside", "Twice", "", "", "", "${age} + 1"),
        after=[
            ("calculate", "sum", "Sum", "", "", "", "${age} + 1"),
            ("text", "last", "And ${age}?", "${age} > 3"),
        ],
    )
    assert asked(made).keys() == {"has", "age", "last"}
    told = said(made)
    assert "survey, row 8, last: It looks at the first entry of “child” only." in told
    assert any(line.endswith("so it was left out: it would be another one for each entry.") for line in told)
    assert any(line.endswith("so it was left out: “age” is asked for each entry.") for line in told)


def test_a_rule_outside_is_about_the_first_and_says_so() -> None:
    made = converted(
        ("integer", "age", "How old?"), after=[("integer", "oldest", "The oldest?", *[""] * 5, ". >= ${age}")]
    )
    assert [(one.op, one.q) for one in asked(made)["oldest"].rules] == [("ge", "age")]
    assert "survey, row 6, oldest: It looks at the first entry of “child” only." in said(made)


def test_answers_by_chance_stand_in_one_order_and_a_text_for_some_is_for_all() -> None:
    made = converted(
        ("select_one yn", "a", "A", "", "", "", "", "randomize=true"), ("note", "n", "Well done", "${a} = 'y'")
    )
    page = page_of(made, "a")
    assert page.repeat is not None
    assert (page.items[0].order, words(page.text)) == ("fixed", "Well done")
    assert any("Its answers stand in the same order for everybody here." in line for line in said(made))
    assert any("A text in it was shown to some people only. Everybody reads it here." in line for line in said(made))


def assembled(questions: int, groups: int) -> Converted:
    into = Assembly()
    for number in range(groups):
        begun = into.begin_group()
        for question in range(questions):
            into.ask(Asked(f"g{number}q{question}", "short_text", {"en-GB": f"{number}, {question}"}, "row"))
        into.end_group(begun, Group(f"g{number}", {"en-GB": f"thing {number}"}, f"group {number}"))
    return into.finish({}, {}, "en-GB")


def test_fewer_entries_are_taken_where_all_together_ask_too_much() -> None:
    made = assembled(questions=49, groups=2)
    assert [page.repeat and page.repeat.most for page in made.definition.pages] == [10, 10]
    made = assembled(questions=50, groups=12)
    assert not any(page.repeat for page in made.definition.pages)
    assert "since the survey would ask too many questions." in said(made)[0]


def test_long_names_leave_room_for_the_number_of_the_entry() -> None:
    into = Assembly()
    begun = into.begin_group()
    key = into.ask(Asked("n" * 40, "yes_no", {"en-GB": "Well?"}, "row", choices=(Choice("yes", {}), Choice("no", {}))))
    into.end_group(begun, Group("g" * 40, {"en-GB": "thing"}, "group"))
    assert into.ask(Asked("n" * 27 + "_2", "short_text", {"en-GB": "Again"}, "row")) == "n" * 27 + "_21"
    made = into.finish({}, {}, "en-GB")
    assert key == "n" * 27
    assert made.definition.pages[0].repeat is not None


@pytest.mark.parametrize(
    ("text", "name", "called"),
    [
        ({"en-GB": "A child"}, "x", {"en-GB": "child"}),
        ({"en-GB": "Your journeys", "de": "Die Fahrt"}, "x", {"en-GB": "journeys", "de": "Die Fahrt"}),
        ({"en-GB": "NHS visit"}, "x", {"en-GB": "NHS visit"}),
        ({}, "house_hold-member", {"fr": "house hold member"}),
        ({"en-GB": "Tell us of every single journey you made today"}, "trip", {"fr": "trip"}),
        ({"en-GB": "Child of ((who|…))"}, "kid", {"fr": "kid"}),
        ({}, "___", {"fr": "entry"}),
    ],
)
def test_what_one_is_called(text: dict[str, str], name: str, called: dict[str, str]) -> None:
    assert called_by(text, name, "fr") == called
