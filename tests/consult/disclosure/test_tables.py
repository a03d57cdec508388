"""Tables of counts, and what readers see of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.disclosure.rules import ORDINARY, SENSITIVE, Rules
from consult.disclosure.tables import Dimension, Line, Mark, Table, one_way, shown_table, two_way

ANSWER = Dimension("answer", "Answer", ("Yes", "No", "Not sure"))
WARD = Dimension("ward", "Ward", ("Beckton", "Plaistow"))
TOPICS = Dimension("topic", "Topic", ("Cost", "Privacy"), overlapping=True)
CROSSED = two_way(
    "Answers by ward", ANSWER, WARD, {("Yes", "Beckton"): 30, ("Yes", "Plaistow"): 20, ("No", "Beckton"): 14}
)


def test_a_one_way_table_counts_its_labels_and_their_total() -> None:
    table = one_way("Answers", ANSWER, {"Yes": 7, "Not sure": 2})
    assert {place: table.count(place) for place in table.places()} == {(0, 0): 7, (1, 0): 0, (2, 0): 2, (3, 0): 9}


def test_a_two_way_table_counts_rows_columns_and_everybody() -> None:
    counts = {place: CROSSED.count(place) for place in CROSSED.places()}
    assert counts[0, 2] == 50
    assert (counts[3, 0], counts[3, 1], counts[3, 2]) == (44, 20, 64)
    assert len(counts) == 12
    assert CROSSED.whole()[0] == (3, 2)


def test_the_total_of_overlapping_categories_is_the_people() -> None:
    table = one_way("Topics", TOPICS, {"Cost": 40, "Privacy": 38}, people=50)
    assert table.count((2, 0)) == 50


@pytest.mark.parametrize(("build", "sentence"), [
    (lambda: one_way("t", ANSWER, {"Maybe": 1}), "no category called “Maybe”"),
    (lambda: two_way("t", ANSWER, WARD, {("Yes", "Leeds"): 1}), "no category called “Leeds”"),
    (lambda: one_way("t", ANSWER, {"Yes": -1}), "negative"),
    (lambda: Table("t", ANSWER, ((1,),)), "do not fit"),
    (lambda: one_way("t", TOPICS, {"Cost": 3}), "number of people"),
    (lambda: one_way("t", ANSWER, {"Yes": 3}, people=3), "number of people"),
    (lambda: one_way("t", TOPICS, {"Cost": 3}, people=2), "More people"),
    (lambda: two_way("t", TOPICS, WARD, {}), "table of its own"),
    (lambda: Dimension("x", "Ward", ("A", "A")), "no code twice"),
    (lambda: Dimension("x", "Ward", ()), "at least one category"),
])  # fmt: skip
def test_tables_that_do_not_add_up_are_refused(build: object, sentence: str) -> None:
    assert callable(build)
    with pytest.raises(ValueError, match=sentence):
        build()


def test_shown_numbers_are_rounded_and_percentages_are_from_those_that_are_shown() -> None:
    shown = shown_table(CROSSED, ORDINARY, frozenset(), shows_threshold=True)
    cell = shown.cell("No", "Beckton")
    assert (cell.mark, cell.value, cell.text, cell.percent) == (Mark.SHOWN, 15, "15", None)
    assert shown.cell("Yes", "Beckton").percent == 60.0
    assert shown.total.text == "65"
    by_column = shown_table(CROSSED, ORDINARY, frozenset(), shows_threshold=True, percent_of="column")
    assert by_column.cell("Yes", "Beckton").percent == 66.7
    by_all = shown_table(CROSSED, ORDINARY, frozenset(), shows_threshold=True, percent_of="all")
    assert by_all.cell("No", "Beckton").percent == 23.1


KINDS = Dimension(
    "uses",
    "Do you use it?",
    ("total", "none", "-9", "-8"),
    ("Total", "No answer", "No answer", "Not asked"),
    kinds=(Line.ANSWER, Line.ANSWER, Line.NO_ANSWER, Line.NOT_ASKED),
)


def test_percentages_are_of_the_people_who_answered_whatever_the_words_of_the_lines() -> None:
    table = one_way("Uses", KINDS, {"total": 30, "none": 13, "-9": 10, "-8": 50})
    shown = shown_table(table, ORDINARY, frozenset(), shows_threshold=True)
    assert (table.answered, shown.base) == (43, 45)
    assert [(row.code, row.kind.value, row.cell.percent) for row in shown.records()] == [
        ("total", "answer", 66.7),
        ("none", "answer", 33.3),
        ("-9", "no_answer", None),
        ("-8", "not_asked", None),
        ("", "total", None),
    ]


def test_the_base_is_what_a_reader_can_work_out_or_there_is_none() -> None:
    table = one_way("Uses", KINDS, {"total": 30, "none": 3, "-9": 10, "-8": 50})
    beside = shown_table(table, ORDINARY, frozenset({(1, 0)}), shows_threshold=True)
    assert (beside.base, beside.cell("total").percent) == (95 - 10 - 50, 85.7)
    nothing = shown_table(table, ORDINARY, frozenset({(1, 0), (2, 0)}), shows_threshold=True)
    assert (nothing.base, nothing.cell("total").percent) == (None, None)


@given(st.lists(st.integers(0, 300), min_size=4, max_size=4), st.sampled_from([ORDINARY, SENSITIVE]))
def test_no_percentage_says_more_than_the_numbers_that_stand_beside_it(counts: list[int], rules: Rules) -> None:
    def seen(exact: list[int], *, rounded: bool) -> list[tuple[object, object]]:
        numbers = [rules.rounded(number) if rounded else number for number in exact]
        table = one_way("Uses", KINDS, dict(zip(KINDS.codes, numbers, strict=True)))
        shown = shown_table(table, rules, frozenset({(4, 0)}), shows_threshold=True)
        return [(row.cell.value, row.cell.percent) for row in shown.records()]

    # Whoever knows only the rounded numbers works out the same percentages.
    assert seen(counts, rounded=False) == seen(counts, rounded=True)


def test_two_categories_may_have_the_same_words() -> None:
    table = one_way("Area", Dimension("area", "Area", ("n", "s"), ("Centre", "Centre")), {"n": 1, "s": 2})
    assert [table.count((row, 0)) for row in range(2)] == [1, 2]
    with pytest.raises(ValueError, match="words and a kind"):
        Dimension("area", "Area", ("n", "s"), ("Centre",))


def test_a_hidden_number_has_neither_value_nor_percentage_and_is_no_base() -> None:
    shown = shown_table(CROSSED, SENSITIVE, frozenset({(0, 2), (0, 0)}), shows_threshold=True)
    assert (shown.cell("Yes", "Beckton").value, shown.cell("Yes", "Beckton").text) == (None, "suppressed")
    assert shown.cell("Yes", "Plaistow").percent is None
    assert shown.cell("Yes", "Plaistow").value == 20


def test_the_notes_explain_the_marks_that_are_there() -> None:
    table = one_way("Answers", ANSWER, {"Yes": 3, "No": 60, "Not sure": 50})
    notes = shown_table(table, ORDINARY, frozenset({(0, 0), (2, 0)}), shows_threshold=True).notes
    assert [note.split()[0] for note in notes] == ["Numbers", "“fewer", "“suppressed”", "Percentages"]
    assert "from 1 to 4" in notes[1]
    assert len(shown_table(CROSSED, ORDINARY, frozenset({(0, 0)}), shows_threshold=False).notes) == 3


def test_records_list_every_number_once_with_its_totals() -> None:
    records = list(shown_table(CROSSED, ORDINARY, frozenset(), shows_threshold=True).records())
    assert [
        (record.code, record.column, record.cell.value, record.cell.percent, record.kind.value)
        for record in (records[0], records[-1])
    ] == [("Yes", "Beckton", 30, 60.0, "answer"), ("", "Total", 65, 100.0, "total")]
    assert len(records) == 12
    one = shown_table(one_way("Answers", ANSWER, {"Yes": 30}), ORDINARY, frozenset(), shows_threshold=True)
    assert [record.label for record in one.records()] == ["Yes", "No", "Not sure", "Total"]
