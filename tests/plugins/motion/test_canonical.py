"""The text that is hashed."""

import hashlib
from gettext import NullTranslations

from hypothesis import given
from hypothesis import strategies as st

from consult.kernel.messages import Language, speaking
from plugins.motion.canonical import ClauseText, Section, canonical_text, text_hash, word_count

texts = st.text(alphabet=st.sampled_from("ab \n[]C-7:"), max_size=30)
clause_lists = st.lists(
    st.builds(ClauseText, key=st.sampled_from(["C-1", "C-2"]), section=st.sampled_from(list(Section)), text=texts),
    max_size=4,
)


def in_order(clauses: list[ClauseText]) -> list[ClauseText]:
    return [clause for section in Section for clause in clauses if clause.section == section]


@given(texts, clause_lists, texts, clause_lists)
def test_two_motions_have_the_same_canonical_text_only_if_they_are_the_same(
    title: str, clauses: list[ClauseText], other_title: str, other: list[ClauseText]
) -> None:
    same = (title, in_order(clauses)) == (other_title, in_order(other))
    assert (canonical_text(title, clauses) == canonical_text(other_title, other)) is same


def test_the_format_is_fixed_for_good() -> None:
    clauses = [ClauseText("C-1", "notes", "Cameras.\n\nMany."), ClauseText("C-2", "resolves", "Stop “them”.")]
    text = canonical_text("A title", clauses)
    assert text == (
        "consult-motion-1\n\nTitle\n  A title\n\nThis Council notes\n\n[C-1]\n  Cameras.\n  \n  Many.\n\n"
        "This Council believes\n\nThis Council resolves to\n\n[C-2]\n  Stop “them”.\n"
    )
    assert text_hash(text) == hashlib.sha256(text.encode("utf-8")).hexdigest()


def test_words_are_counted_over_the_clauses_alone() -> None:
    assert word_count([ClauseText("C-1", "notes", "one two\nthree"), ClauseText("C-2", "notes", "four")]) == 4


def test_the_text_that_is_hashed_is_the_same_in_every_language() -> None:
    class Other(NullTranslations):
        def gettext(self, message: str) -> str:
            return "Mae"

    clauses = [ClauseText("a", Section.NOTES, "It rains.")]
    before = canonical_text("Rain", clauses)
    with speaking(Language("cy", Other())):
        assert str(Section.NOTES.heading) == "Mae"
        assert canonical_text("Rain", clauses) == before
