"""Tables of counts, and what readers see of them."""

import pytest

from consult.disclosure.rules import ORDINARY, SENSITIVE
from consult.disclosure.tables import Dimension, Mark, Table, one_way, shown_table, two_way

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
    (lambda: Dimension("x", "Ward", ("A", "A")), "no label twice"),
    (lambda: Dimension("x", "Ward", ()), "at least one label"),
])  # fmt: skip
def test_tables_that_do_not_add_up_are_refused(build: object, sentence: str) -> None:
    assert callable(build)
    with pytest.raises(ValueError, match=sentence):
        build()


def test_shown_numbers_are_rounded_and_percentages_are_from_exact_ones() -> None:
    shown = shown_table(CROSSED, ORDINARY, frozenset(), says_fewer=True)
    cell = shown.cell("No", "Beckton")
    assert (cell.mark, cell.value, cell.text, cell.percent) == (Mark.SHOWN, 15, "15", None)
    assert shown.cell("Yes", "Beckton").percent_text == "60.0%"
    assert shown.total.text == "65"
    by_column = shown_table(CROSSED, ORDINARY, frozenset(), says_fewer=True, percent_of="column")
    assert by_column.cell("Yes", "Beckton").percent == 68.2
    by_all = shown_table(CROSSED, ORDINARY, frozenset(), says_fewer=True, percent_of="all")
    assert by_all.cell("No", "Beckton").percent == 21.9


def test_a_hidden_number_has_neither_value_nor_percentage_and_is_no_base() -> None:
    shown = shown_table(CROSSED, SENSITIVE, frozenset({(0, 2), (0, 0)}), says_fewer=True)
    assert (shown.cell("Yes", "Beckton").value, shown.cell("Yes", "Beckton").text) == (None, "suppressed")
    assert shown.cell("Yes", "Plaistow").percent is None
    assert shown.cell("Yes", "Plaistow").value == 20


def test_the_notes_explain_the_marks_that_are_there() -> None:
    table = one_way("Answers", ANSWER, {"Yes": 3, "No": 60, "Not sure": 50})
    notes = shown_table(table, ORDINARY, frozenset({(0, 0), (2, 0)}), says_fewer=True).notes
    assert [note.split()[0] for note in notes] == ["Numbers", "“fewer", "“suppressed”", "Percentages"]
    assert "from 1 to 4" in notes[1]
    assert len(shown_table(CROSSED, ORDINARY, frozenset({(0, 0)}), says_fewer=False).notes) == 3


def test_records_list_every_number_once_with_its_totals() -> None:
    records = list(shown_table(CROSSED, ORDINARY, frozenset(), says_fewer=True).records())
    assert records[0] == ("Yes", "Beckton", 30, 60.0, "30")
    assert records[2] == ("Yes", "Total", 50, 100.0, "50")
    assert records[-1] == ("Total", "Total", 65, 100.0, "65")
    assert len(records) == 12
    one = shown_table(one_way("Answers", ANSWER, {"Yes": 30}), ORDINARY, frozenset(), says_fewer=True)
    assert [record[0] for record in one.records()] == ["Yes", "No", "Not sure", "Total"]
