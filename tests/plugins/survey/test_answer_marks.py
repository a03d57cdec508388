"""Marks in a text where an earlier answer stands."""

from plugins.survey.answer_marks import label_of, marks_in, named, shown_in
from plugins.survey.document import read_definition
from tests.plugins.survey.conftest import item, page, survey, text

ASKED = read_definition(
    survey(
        page("p1", item("park", label=text("Which *park* do you use?"))),
        page("p2", item("why", label=text("Why do you go to ((park|the park))?"))),
        page("p3", item("how", label=text("You said ((why|nothing)). How?"))),
    )
)


def test_a_mark_names_a_question_and_what_stands_there_instead() -> None:
    found = [(mark.key, mark.instead, mark.written) for mark in marks_in("((park)) and ((why|no reason)), ((Not one))")]
    assert found == [("park", "", "((park))"), ("why", "no reason", "((why|no reason))")]


def test_everybody_reads_the_name_of_the_question() -> None:
    assert label_of(ASKED.items[1], ASKED) == "Why do you go to [Which *park* do you use?]?"
    assert named("Go to ((park))", ASKED, is_markdown=True) == r"Go to [Which \*park\* do you use?]"


def test_a_name_with_a_mark_in_it_is_not_followed_further() -> None:
    assert label_of(ASKED.items[2], ASKED) == "You said [Why do you go to …?]. How?"


def test_what_is_no_key_of_the_survey_stays_as_it_is() -> None:
    assert named("See ((below)).", ASKED) == "See ((below))."
    assert shown_in({"label": "See ((below)) and ((park))."}, ASKED) == {"park"}
