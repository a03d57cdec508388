"""Groups of people by their conditions."""

from consult.disclosure.groups import EVERYBODY, group, group_of, is_part_of, parents_of
from consult.disclosure.tables import Dimension, one_way, two_way

ANSWER = Dimension("answer", "Answer", ("Yes", "No"), is_complete=False)
WARD = Dimension("ward", "Ward", ("Beckton", "Plaistow"))


def test_more_conditions_or_fewer_labels_make_a_part() -> None:
    beckton = group({"ward": "Beckton"})
    assert is_part_of(beckton, EVERYBODY)
    assert is_part_of(group({"ward": "Beckton", "age": "65 to 74"}), beckton)
    assert is_part_of(beckton, group({"ward": {"Beckton", "Plaistow"}}))
    assert not is_part_of(beckton, beckton)
    assert not is_part_of(beckton, group({"ward": "Plaistow"}))
    assert not is_part_of(beckton, group({"age": "65 to 74"}))


def test_a_number_counts_the_people_of_its_row_its_column_and_the_filter() -> None:
    table = two_way("t", WARD, ANSWER, {})
    older = group({"age": "65 to 74"})
    assert group_of(table, (0, 1), older) == group({"age": "65 to 74", "ward": "Beckton", "answer": "No"})
    assert group_of(table, (2, 0), older) == group({"age": "65 to 74", "answer": "Yes"})


def test_the_total_of_an_incomplete_dimension_counts_those_with_an_answer() -> None:
    assert group_of(one_way("t", ANSWER, {}), (2, 0), EVERYBODY) == group({"answer": {"Yes", "No"}})
    assert group_of(one_way("t", WARD, {}), (2, 0), EVERYBODY) == EVERYBODY


def test_parents_lack_one_condition() -> None:
    both = group({"ward": "Beckton", "answer": "Yes"})
    assert parents_of(both) == {"ward": group({"answer": "Yes"}), "answer": group({"ward": "Beckton"})}
