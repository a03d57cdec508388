"""Tables of an edition follow from its published numbers alone."""

import pytest

from consult.disclosure.editions import Numbers
from consult.disclosure.tables import Dimension, Line
from consult.exports.edition_people import Counted
from consult.exports.edition_tables import cross_tables, one_way_tables, pairs_of, whole_percent

ANSWERS = Dimension("q", "Do you?", ("yes", "no", "-9"), kinds=(Line.ANSWER, Line.ANSWER, Line.NO_ANSWER))
BOXES = Dimension("b", "Which?", ("x", "y", "-9"), kinds=(Line.ANSWER, Line.ANSWER, Line.NO_ANSWER), overlapping=True)


def table(name: str, lines: Dimension, *, is_question: bool = True, is_crossed: bool = True) -> Counted:
    sizes = {name: 3} if not lines.overlapping else {name: 2, f"{name}=x": 2, f"{name}=y": 2}
    return Counted(name, lines, "", sizes, lambda _person: (), is_question=is_question, is_crossed=is_crossed)


def test_percentages_are_whole_of_the_published_numbers_and_of_those_who_answered() -> None:
    numbers = Numbers(324, 325, {"question:q": [200, 75, 50]})
    (shown,) = one_way_tables([table("question:q", ANSWERS)], numbers)
    told = [(line["label"], line["people"], line["percent"]) for line in shown["lines"]]
    assert told == [("yes", 200, 73), ("no", 75, 27), ("-9", 50, None), ("Total", 325, None)]
    assert shown["base"] == 275


@pytest.mark.parametrize(("people", "counts"), [(99, [60, 30, 10]), (120, [60, 30, 30])])
def test_there_are_none_of_fewer_than_a_hundred_people_or_answers(people: int, counts: list[int]) -> None:
    (shown,) = one_way_tables([table("question:q", ANSWERS)], Numbers(people, sum(counts), {"question:q": counts}))
    assert {line["percent"] for line in shown["lines"]} == {None}


def test_of_boxes_those_who_chose_each_are_told_and_of_how_many() -> None:
    one_way = {"question:b": [300, 25], "question:b=x": [150, 175], "question:b=y": [200, 125]}
    (shown,) = one_way_tables([table("question:b", BOXES)], Numbers(324, 325, one_way))
    assert [(line["people"], line["percent"]) for line in shown["lines"]] == [
        (150, 50),
        (200, 67),
        (25, None),
        (325, None),
    ]


def test_questions_are_crossed_with_each_other_places_and_what_people_said_about_themselves() -> None:
    tables = [
        table("channel", ANSWERS, is_question=False, is_crossed=False),
        table("area", ANSWERS, is_question=False),
        table("question:q", ANSWERS),
        table("question:b", BOXES),
        table("about:sex", ANSWERS, is_question=False),
    ]
    pairs = {frozenset(pair) for pair in pairs_of(tables)}
    of_questions = ["question:q", "question:b=x", "question:b=y"]
    assert pairs == {
        *(frozenset({one, other}) for one in of_questions for other in ("area", "about:sex")),
        *(frozenset({"question:q", option}) for option in of_questions[1:]),
    }


def test_cross_tables_are_told_by_their_dimensions() -> None:
    numbers = Numbers(100, 100, {}, {("a", "b"): [[5, 10], [15, 70]]})
    assert cross_tables(numbers) == [{"rows": "a", "columns": "b", "people": [[5, 10], [15, 70]]}]


def test_a_share_is_rounded_to_whole_per_cent_halves_up_and_never_over_a_hundred() -> None:
    assert [whole_percent(number, 200) for number in (1, 3, 100, 205)] == [1, 2, 50, 100]
