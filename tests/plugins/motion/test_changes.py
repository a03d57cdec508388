"""What an amendment asks for makes exactly the text that was wanted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.kernel.errors import Invalid
from plugins.motion.canonical import ClauseText
from plugins.motion.changes import Act, Change, Wording, changed, changes_between, in_sections

BASE = Wording(
    "Lamps",
    (
        ClauseText("C-1", "notes", "Lamps are dark."),
        ClauseText("C-2", "notes", "Streets are long."),
        ClauseText("C-3", "resolves", "Mend the lamps."),
        ClauseText("C-4", "resolves", "Report in May."),
        ClauseText("C-5", "resolves", "Write to the Mayor."),
    ),
)
WORDS = st.text(alphabet="ab .", min_size=1, max_size=12)


@st.composite
def texts(draw: st.DrawFn) -> Wording:
    """A text with some clauses of the base, in any order and words, and some of its own."""
    kept = draw(st.permutations(BASE.clauses))[: draw(st.integers(0, 5))]
    mine = [ClauseText(one.key, one.section, draw(st.sampled_from([one.text, "Other words."]))) for one in kept]
    for number in range(draw(st.integers(0, 3))):
        place = draw(st.integers(0, len(mine)))
        mine.insert(place, ClauseText(f"C-new-{number}", draw(st.sampled_from(["notes", "resolves"])), draw(WORDS)))
    return in_sections(draw(st.sampled_from(["Lamps", "Lights"])), mine)


@given(target=texts(), is_all=st.booleans())
def test_the_acts_between_two_texts_make_the_second_of_the_first(target: Wording, is_all: bool) -> None:
    acts = changes_between(BASE, target, is_all=is_all)
    assert changed(BASE, acts) == target


def test_each_act_is_named_by_what_it_does() -> None:
    clauses = (BASE.clauses[0], BASE.clauses[4], BASE.clauses[2], ClauseText("C-9", "resolves", "Now."))
    acts = changes_between(BASE, in_sections("Lights", clauses))
    assert [(act.act, act.key) for act in acts] == [
        (Act.TITLE, ""),
        (Act.DELETE, "C-2"),
        (Act.DELETE, "C-4"),
        (Act.INSERT, "C-9"),
        (Act.MOVE, "C-5"),
    ]
    assert all(act.act.label for act in acts)


def test_a_clause_that_is_not_there_is_not_changed() -> None:
    with pytest.raises(Invalid):
        changed(BASE, [Change(act=Act.REPLACE, key="C-8", text="x")])
