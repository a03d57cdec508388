"""A draft as a document: every copy that has all changes is the same, and nothing that is no draft is taken."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pycrdt import Array, Doc, Map, Text

from plugins.motion.canonical import Section
from plugins.motion.drafting.document import (
    LARGEST_UPDATE,
    LONGEST_POSITION,
    MAX_CHARACTERS,
    MAX_CLAUSES,
    Document,
    Made,
    Refused,
)

WORDS = "The council asks – café 😀."


def a_draft() -> Document:
    """A document of a title and three clauses in one section."""
    document = Document()

    def work() -> None:
        document.set_title("Lamps")
        document.set_meeting(date(2026, 11, 30))
        for number in range(3):
            document.add(f"C-{number}", Section.NOTES, f"{WORDS} {number}")

    document.change(work)
    return document


def from_elsewhere(change: Callable[[Doc[Any]], None], begun: Document) -> bytes:
    """What a page that changes the document in this way sends."""
    doc: Doc[Any] = Doc()
    doc.get("clauses", type=Map)
    doc.get("title", type=Text)
    doc.get("about", type=Map)
    doc.apply_update(begun.whole())
    made: list[bytes] = []
    watching = doc.observe(lambda event: made.append(event.update))
    with doc.transaction():
        change(doc)
    doc.unobserve(watching)
    return made[0]


def test_a_document_is_what_its_log_says() -> None:
    document = Document([a_draft().whole()])
    assert (document.title, document.meeting_on) == ("Lamps", date(2026, 11, 30))
    assert [clause.text for clause in document.clauses] == [f"{WORDS} {number}" for number in range(3)]


@given(st.text(alphabet="ab é😀\n.", max_size=30), st.text(alphabet="ab é😀\n.", max_size=30))
def test_words_are_changed_to_exactly_what_was_typed(before: str, after: str) -> None:
    document = Document()
    document.change(lambda: document.add("C-1", Section.NOTES, before))
    document.change(lambda: document.write("C-1", after))
    assert document.clauses[0].text == after


def test_changes_of_other_words_of_a_clause_are_joined() -> None:
    mine = a_draft()
    theirs = Document([mine.whole()])
    update = theirs.change(lambda: theirs.write("C-0", f"{WORDS} 0".replace("asks", "instructs")))
    mine.change(lambda: mine.write("C-0", f"{WORDS} 0 Soon."))
    mine.take([update])
    assert mine.clauses[0].text == f"{WORDS} 0 Soon.".replace("asks", "instructs")


def test_a_clause_that_is_moved_keeps_what_is_typed_into_it_meanwhile() -> None:
    mine = a_draft()
    theirs = Document([mine.whole()])
    moved = theirs.change(lambda: theirs.move("C-2", -1))
    mine.change(lambda: mine.write("C-2", "Rewritten."))
    mine.take([moved])
    assert [clause.text for clause in mine.clauses] == [f"{WORDS} 0", "Rewritten.", f"{WORDS} 1"]


def test_what_is_typed_into_a_clause_while_it_is_deleted_comes_back_with_it() -> None:
    mine = a_draft()
    theirs = Document([mine.whole()])
    typed = theirs.change(lambda: theirs.write("C-1", "Kept."))
    mine.change(lambda: mine.mark("C-1", is_deleted=True))
    mine.take([typed])
    mine.change(lambda: mine.mark("C-1", is_deleted=False))
    assert mine.clauses[1].text == "Kept."


def test_two_clauses_that_came_to_one_place_can_still_be_moved_apart() -> None:
    begun = a_draft()
    place = {"pos": begun.clauses[0].position}
    begun.take([from_elsewhere(lambda doc: clauses_of(doc)["C-1"].update(place), begun)])
    begun.change(lambda: begun.move("C-2", -1))
    assert [clause.key for clause in begun.clauses] == ["C-0", "C-2", "C-1"]
    assert len({clause.position for clause in begun.clauses}) == 3


def test_positions_stay_short_however_often_clauses_are_moved() -> None:
    document = a_draft()
    for _ in range(300):
        key = document.clauses[1].key
        document.change(partial(document.move, key, -1))
    assert max(len(clause.position) for clause in document.clauses) <= LONGEST_POSITION


def test_a_move_past_the_end_changes_nothing() -> None:
    document = a_draft()
    assert document.change(lambda: document.move("C-2", 1)) == b""


def test_what_is_known_already_is_nothing_new() -> None:
    document = a_draft()
    update = from_elsewhere(lambda doc: doc.get("title", type=Text).insert(0, "More "), document)
    assert document.take([update]).update
    assert document.take([update]) == Made(b"")


def test_what_stands_on_changes_that_never_came_is_left_out() -> None:
    begun = a_draft()
    apart = Document([begun.whole()])
    apart.change(lambda: apart.set_title("Not sent"))
    rest = apart.change(lambda: apart.set_title("Not sent at all"))
    assert begun.take([rest]) == Made(b"")
    assert begun.title == "Lamps"


def clauses_of(doc: Doc[Any]) -> Any:
    """The clauses of a document elsewhere."""
    return doc.get("clauses", type=Map)


def a_clause(**fields: Any) -> Map[Any]:
    """A clause with these fields other than they should be."""
    return Map({"section": "notes", "pos": "i", "text": Text("x"), **fields})


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda doc: doc.get("other", type=Map).update({"a": 1}), id="another root"),
        pytest.param(lambda doc: doc.get("about", type=Map).update({"other": "1"}), id="another field above"),
        pytest.param(lambda doc: doc.get("about", type=Map).update({"meeting_on": "soon"}), id="no day"),
        pytest.param(lambda doc: doc.get("title", type=Text).insert(0, "x" * 201), id="long title"),
        pytest.param(lambda doc: clauses_of(doc).update({"C-1": "words"}), id="no clause"),
        pytest.param(lambda doc: clauses_of(doc).update({"D-1": a_clause()}), id="no id"),
        pytest.param(lambda doc: clauses_of(doc).update({"C-" + "x" * 15: a_clause()}), id="long id"),
        pytest.param(lambda doc: clauses_of(doc).update({"C-9": a_clause(section="demands")}), id="no section"),
        pytest.param(lambda doc: clauses_of(doc).update({"C-9": a_clause(section=["notes"])}), id="a list"),
        pytest.param(lambda doc: clauses_of(doc).update({"C-9": a_clause(pos="A")}), id="no position"),
        pytest.param(lambda doc: clauses_of(doc).update({"C-9": a_clause(pos="i0")}), id="position that ends in 0"),
        pytest.param(lambda doc: clauses_of(doc).update({"C-9": a_clause(pos=1)}), id="position of a number"),
        pytest.param(lambda doc: clauses_of(doc).update({"C-9": a_clause(deleted="yes")}), id="no truth"),
        pytest.param(lambda doc: clauses_of(doc).update({"C-9": a_clause(colour="red")}), id="another field"),
        pytest.param(lambda doc: clauses_of(doc).update({"C-9": a_clause(text="plain")}), id="text nobody can share"),
        pytest.param(lambda doc: clauses_of(doc).update({"C-9": a_clause(text=Array([1]))}), id="a list for text"),
        pytest.param(lambda doc: clauses_of(doc)["C-1"]["text"].insert(0, "x" * MAX_CHARACTERS), id="long text"),
        pytest.param(lambda doc: clauses_of(doc)["C-1"]["text"].insert(0, "\x00"), id="a sign nobody types"),
        pytest.param(lambda doc: clauses_of(doc)["C-1"]["text"].insert_embed(0, {"a": 1}), id="embedded"),
        pytest.param(lambda doc: clauses_of(doc)["C-1"]["text"].format(0, 2, {"bold": True}), id="marked"),
        pytest.param(lambda doc: clauses_of(doc)["C-1"].pop("text"), id="without text"),
        pytest.param(
            lambda doc: clauses_of(doc).update({f"C-x{place}": a_clause() for place in range(MAX_CLAUSES)}),
            id="too many",
        ),
    ],
)
def test_what_makes_no_draft_is_refused(change: Callable[[Doc[Any]], None]) -> None:
    begun = a_draft()
    with pytest.raises(Refused):
        begun.take([from_elsewhere(change, begun)])


@pytest.mark.parametrize("sent", [b"", b"garbage", b"\x00" * (LARGEST_UPDATE + 1), b"\xff" * 40])
def test_what_is_no_update_is_refused(sent: bytes) -> None:
    with pytest.raises(Refused):
        a_draft().take([sent])


@given(st.binary(max_size=200))
def test_no_bytes_whatever_break_it(sent: bytes) -> None:
    document = a_draft()
    try:
        document.take([sent])
    except Refused:
        return
    assert document.title
