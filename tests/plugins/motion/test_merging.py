"""Two changes of one text: what is joined, and what collides."""

import pytest
from hypothesis import given

from consult.sdk.texts import Effort
from plugins.motion.canonical import ClauseText
from plugins.motion.changes import Wording
from plugins.motion.merging import collisions_between, joined_words, merged
from tests.plugins.motion.test_changes import BASE, texts

ASK = "To ask the Chief Executive to write within 28 days."
FIRST = "To instruct the Chief Executive to write within 28 days."
SECOND = "To ask the Chief Executive to write within 14 days and report back."
THIRD = "To request the Chief Executive to write within 28 days."


def with_clause(words: str | None, title: str = "Letters") -> Wording:
    """A text of two clauses, the second of which says something or is left out."""
    clauses = [ClauseText("C-1", "resolves", "Mend the lamps.")]
    if words is not None:
        clauses.append(ClauseText("C-2", "resolves", words))
    return Wording(title, tuple(clauses))


def test_changes_of_other_words_of_a_clause_are_joined() -> None:
    both = "To instruct the Chief Executive to write within 14 days and report back."
    assert joined_words(ASK, FIRST, SECOND) == joined_words(ASK, SECOND, FIRST) == both
    assert merged(with_clause(ASK), with_clause(FIRST), with_clause(SECOND)).text == with_clause(both)


@pytest.mark.parametrize(("stands", "asked"), [(FIRST, THIRD), (None, FIRST), (FIRST, None)])
def test_changes_of_the_same_words_collide_and_nothing_is_decided(stands: str | None, asked: str | None) -> None:
    found = merged(with_clause(ASK), with_clause(stands), with_clause(asked))
    ((collision),) = found.collisions
    assert (collision.key, collision.before, collision.stands, collision.asked) == ("C-2", ASK, stands, asked)
    assert found.text == with_clause(stands)


def test_the_same_change_twice_is_no_collision() -> None:
    assert collisions_between(with_clause(ASK), with_clause(FIRST), with_clause(FIRST)) == ()


def test_the_words_of_the_clerk_settle_a_collision() -> None:
    found = merged(with_clause(ASK), with_clause(FIRST), with_clause(THIRD), {"C-2": "To urge."})
    assert (found.text, found.collisions) == (with_clause("To urge."), ())
    assert merged(with_clause(ASK), with_clause(FIRST), with_clause(THIRD), {"C-2": None}).text == with_clause(None)


def test_two_titles_collide() -> None:
    (collision,) = collisions_between(with_clause(ASK), with_clause(ASK, "Lamps"), with_clause(ASK, "Lights"))
    assert collision.key == "title"


def test_two_orders_of_a_section_collide() -> None:
    one, two, three = (ClauseText(f"C-{number}", "notes", "x") for number in range(3))
    base, first, second = (Wording("t", order) for order in ((one, two, three), (two, one, three), (three, one, two)))
    (collision,) = collisions_between(base, first, second)
    assert collision.key == "order-notes"


@given(first=texts(), second=texts())
def test_a_change_alone_is_taken_as_it_is_and_both_orders_collide_at_the_same_places(
    first: Wording, second: Wording
) -> None:
    assert merged(BASE, BASE, second) == merged(BASE, second, BASE)
    assert merged(BASE, BASE, second).text == second
    assert merged(BASE, first, first).collisions == ()
    one = {collision.key for collision in collisions_between(BASE, first, second)}
    assert one == {collision.key for collision in collisions_between(BASE, second, first)}


def test_clauses_with_no_word_in_common_collide_each() -> None:
    def text(word: str) -> Wording:
        words = [" ".join(f"{word}{number}x{place}" for place in range(700)) for number in range(6)]
        return Wording("Lamps", tuple(ClauseText(f"C-{n}", "notes", said) for n, said in enumerate(words)))

    base, first, second = text("a"), text("b"), text("c")
    found = merged(base, first, second)
    assert [one.key for one in found.collisions] == [f"C-{number}" for number in range(6)]


def test_joining_takes_from_the_effort_that_it_is_given() -> None:
    effort = Effort()
    assert joined_words(ASK, FIRST, SECOND, effort) == joined_words(ASK, FIRST, SECOND)
    assert effort.left < Effort().left
