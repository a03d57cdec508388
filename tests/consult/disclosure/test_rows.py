"""Published rows of single people, looked at by somebody who seeks the only one of a kind."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from consult.disclosure.rows import HIDDEN, without_rare
from consult.disclosure.rules import ORDINARY, SENSITIVE, Rules

ANSWERS = st.tuples(st.sampled_from("aaaab"), st.sampled_from([1, 1, 2, None]), st.sampled_from("xyz"))


@given(st.lists(ANSWERS, max_size=120), st.sampled_from([ORDINARY, SENSITIVE]))
def test_every_row_is_there_often_and_no_answer_is_invented(people: list[tuple[object, ...]], rules: Rules) -> None:
    shown = without_rare(people, rules)
    assert all(number >= rules.threshold for number in Counter(shown).values())
    assert len(shown) == (len(people) if len(people) >= rules.threshold else 0)
    for column in range(3):
        exact = Counter(row[column] for row in people)
        told = Counter(row[column] for row in shown)
        assert all(number <= exact[answer] for answer, number in told.items() if answer != HIDDEN)


def test_a_single_rare_answer_hides_another_with_it() -> None:
    people = [("yes",)] * 30 + [("no",)] * 9 + [("other",)] * 3
    shown = Counter(without_rare(people, ORDINARY))
    assert shown == {("yes",): 30, (HIDDEN,): 12}


def test_answers_that_many_gave_stay_and_the_order_of_arrival_is_lost() -> None:
    people = [("yes", "b"), ("no", "a")] * 5
    assert without_rare(people, ORDINARY) == [("no", "a")] * 5 + [("yes", "b")] * 5


def test_later_answers_are_shown_beside_hidden_ones() -> None:
    people = [("yes", "b")] * 9 + [("rare", "b")] * 2 + [("no", "b")] * 8
    shown = Counter(without_rare(people, ORDINARY))
    assert shown == {("yes", "b"): 9, (HIDDEN, "b"): 10}
