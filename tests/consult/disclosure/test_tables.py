"""Tables of counts, as officers read them."""

import pytest

from consult.disclosure.tables import Dimension, Line, Table, one_way

ANSWER = Dimension("answer", "Answer", ("Yes", "No", "Not sure"))
TOPICS = Dimension("topic", "Topic", ("Cost", "Privacy"), overlapping=True)
USES = Dimension(
    "uses",
    "Do you use it?",
    ("total", "none", "-9", "-8"),
    ("Total", "No answer", "No answer", "Not asked"),
    kinds=(Line.ANSWER, Line.ANSWER, Line.NO_ANSWER, Line.NOT_ASKED),
)


def test_a_code_without_a_count_has_nobody() -> None:
    assert one_way("Answers", ANSWER, {"Yes": 7, "Not sure": 2}).counts == (7, 0, 2)


def test_people_who_answered_are_told_by_the_kind_of_the_line_whatever_its_words() -> None:
    assert one_way("Uses", USES, {"total": 30, "none": 13, "-9": 10, "-8": 50}).answered == 43


def test_of_overlapping_categories_those_answered_who_are_in_any() -> None:
    lines = Dimension(
        "topic", "Topic", ("Cost", "Privacy", "-9"), kinds=(Line.ANSWER, Line.ANSWER, Line.NO_ANSWER), overlapping=True
    )
    assert one_way("Topics", lines, {"Cost": 30, "Privacy": 28, "-9": 8}, people=50).answered == 42


@pytest.mark.parametrize(("build", "sentence"), [
    (lambda: one_way("t", ANSWER, {"Maybe": 1}), "no category called “Maybe”"),
    (lambda: one_way("t", ANSWER, {"Yes": -1}), "negative"),
    (lambda: Table("t", ANSWER, (1,)), "do not fit"),
    (lambda: one_way("t", TOPICS, {"Cost": 3}), "number of people"),
    (lambda: one_way("t", ANSWER, {"Yes": 3}, people=3), "number of people"),
    (lambda: one_way("t", TOPICS, {"Cost": 3}, people=2), "More people"),
    (lambda: Dimension("x", "Ward", ("A", "A")), "no code twice"),
    (lambda: Dimension("x", "Ward", ()), "at least one category"),
    (lambda: Dimension("area", "Area", ("n", "s"), ("Centre",)), "words and a kind"),
])  # fmt: skip
def test_tables_that_do_not_add_up_are_refused(build: object, sentence: str) -> None:
    assert callable(build)
    with pytest.raises(ValueError, match=sentence):
        build()
