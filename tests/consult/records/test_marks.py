"""What stands in place of a passage, and where passages stand in the original."""

from hypothesis import given
from hypothesis import strategies as st

from consult.records.marks import MARK, Span, places_in_original, rendered


def test_marks_name_the_reason_and_a_text_taken_down_is_one_mark() -> None:
    spans = [Span(9, 12, "personal"), Span(0, 3, "abuse")]
    assert rendered("Bad, ask Ann now", spans) == "[redacted: abuse], ask [redacted: personal details] now"
    assert rendered("Bad", [*spans[1:], Span(0, 3, "safety", is_whole=True)]) == "[taken down: somebody’s safety]"
    assert rendered("Bad", []) == "Bad"


def test_marks_are_short_where_there_is_no_room() -> None:
    assert rendered("Ask Ann now", [Span(4, 7, "personal")], longest=22) == "Ask [redacted] now"
    assert rendered("Ask Ann now", [Span(4, 7, "personal")], longest=12) == "[redacted]"


@given(st.lists(st.text(alphabet="abc", min_size=1, max_size=4), min_size=2, max_size=8), st.data())
def test_passages_of_the_shown_text_are_found_in_the_original(words: list[str], data: st.DataObject) -> None:
    original = " ".join(words)
    places, at = [], 0
    for word in words:
        places.append((at, at + len(word)))
        at += len(word) + 1
    taken = data.draw(st.sets(st.sampled_from(places), max_size=len(places) - 1))
    shown = rendered(original, [Span(start, end, "personal") for start, end in taken])
    left = sorted(set(places) - taken)
    hits, at = [], 0
    for start, end in left:
        words_at = [found.span() for found in MARK.finditer(shown)]
        at = next(
            place
            for place in range(at, len(shown))
            if shown.startswith(original[start:end], place) and not any(a <= place < b for a, b in words_at)
        )
        hits.append((at, at + end - start))
        at += end - start
    assert places_in_original(original, [Span(*place, "personal") for place in taken], shown, hits) == left
