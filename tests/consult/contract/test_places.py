"""A place shows what plugins put there, in their order, and nothing of other places."""

from consult.contract.places import Place, fill_named
from consult.contract.references import Reference

MAIN: Place[str] = Place("main")
SIDE: Place[str] = Place("side")


def test_slots_are_rendered_at_their_own_place_in_order() -> None:
    slots = [
        MAIN.slot(lambda subject: f"<p>one {subject}</p>"),
        SIDE.slot(lambda subject: "<p>elsewhere</p>"),
        MAIN.slot(lambda subject: None),
        MAIN.slot(lambda subject: f"<p>two {subject}</p>"),
    ]
    assert MAIN.rendered(slots, "x") == ["<p>one x</p>", "<p>two x</p>"]
    assert SIDE.rendered([], "x") == []


def test_a_place_is_filled_by_its_published_name_with_the_row_that_its_page_is_about() -> None:
    slot = fill_named("parking_page", lambda reference: f"<p>{reference.kind} {reference.id}</p>")
    offered: Place[Reference] = Place("parking_page")
    assert offered.rendered([slot], Reference("car", 4)) == ["<p>car 4</p>"]
