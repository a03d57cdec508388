"""Words are found as people write them: whole, in any case, and in any script."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.records.words import passages

NAMES = st.text(alphabet="abcdefgäöüñçйжλ", min_size=2, max_size=8)
EDGES = st.sampled_from([" ", ", ", ". ", "\n", " (", ") ", "“", "” ", "-", "/", "—"])


def said(text: str, words: str) -> list[str]:
    """Return what was found."""
    return [text[start:end] for start, end in passages(text, words)]


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("Mrs May told the Mayor in May", "May", ["May", "May"]),
        ("mrs may told the mayor", "Mrs May", ["mrs may"]),
        ("MRS\n  MAY", "Mrs May", ["MRS\n  MAY"]),
        ("May’s dog, (May), May-Li and May.", "may", ["May", "May", "May", "May"]),
        ("Ask O’Neil, o'neil or O`NEIL; not O’Neill", "O'Neil", ["O’Neil", "o'neil", "O`NEIL"]),
        ("Anne\u2011Marie and Anne-Marie, not Anne Marie", "anne-marie", ["Anne\u2011Marie", "Anne-Marie"]),
        ("Straße, STRASSE", "strasse", ["Straße", "STRASSE"]),
        ("Call 07700 900123, not 07700 9001234", "07700 900123", ["07700 900123"]),
        ("ask محمد now, not محمدي", "محمد", ["محمد"]),
        ("我叫王小明住在这里", "王小明", ["王小明"]),
        ("ชื่อสมชายครับ", "สมชาย", ["สมชาย"]),
        ("请问May先生", "May", ["May"]),
        ("[redacted: personal details] details", "details", ["details"]),
        ("a+b (c) [x] .*", ".*", []),
        ("Costs £5 (each).", "(each)", ["(each)"]),
        ("x", "", []),
        ("x", "  ", []),
        ("50 % of _it_", "it", []),
    ],
)
def test_whole_words_are_found_however_they_are_written(text: str, words: str, found: list[str]) -> None:
    assert said(text, words) == found


@given(name=NAMES, before=EDGES, after=EDGES, case=st.sampled_from([str.upper, str.lower, str.title]))
def test_a_word_between_edges_is_found_in_any_case(name: str, before: str, after: str, case: "type[str]") -> None:
    text = f"x{before}{case(name)}{after}x"
    assert said(text, name)[:1] == [case(name)]


@given(name=NAMES, more=st.text(alphabet="abcй7_", min_size=1, max_size=3))
def test_a_part_of_a_longer_word_is_never_found(name: str, more: str) -> None:
    assert said(f"{name}{more} {more}{name} {more}{name}{more}", name) == []


@given(text=st.text(max_size=60), words=st.text(max_size=12))
def test_any_words_can_be_looked_for_in_any_text(text: str, words: str) -> None:
    found = passages(text, words)
    assert all(0 <= start < end <= len(text) for start, end in found)
    assert all(one[1] <= other[0] for one, other in pairwise(found))
