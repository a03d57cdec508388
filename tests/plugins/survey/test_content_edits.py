"""Blocks are added, changed, moved and removed one at a time."""

import pytest

from consult.kernel.errors import ChangedMeanwhile, Invalid, NotFound
from plugins.survey import content_edits
from plugins.survey.content import MOST_BLOCKS, Block
from plugins.survey.context import seen
from plugins.survey.document import read_definition
from tests.plugins.survey.conftest import text
from tests.plugins.survey.test_content import SHOWN

DEFINITION = read_definition(SHOWN)
NEW = Block("", "inset", text=text("New"))


def ids(definition: object) -> list[str]:
    """Return the ids of the blocks on the first page."""
    return [block.id for block in definition.pages[0].blocks]  # type: ignore[attr-defined]


def test_a_block_is_added_once_under_an_id_of_its_own() -> None:
    once = content_edits.add_block(DEFINITION, "p1", NEW)
    assert ids(once) == ["b1", "b2", "b3", "b4", "b5"]
    assert content_edits.add_block(once, "p1", NEW) == once


def test_a_page_has_enough_at_some_time() -> None:
    full = DEFINITION
    for number in range(MOST_BLOCKS - 4):
        full = content_edits.add_block(full, "p1", Block("", "inset", text=text(f"New {number}")))
    with pytest.raises(Invalid, match="at most 10 things"):
        content_edits.add_block(full, "p1", NEW)


def test_a_block_moves_and_stays_at_the_edge() -> None:
    assert ids(content_edits.move_block(DEFINITION, "p1", "b2", "up")) == ["b2", "b1", "b3", "b4"]
    assert ids(content_edits.move_block(DEFINITION, "p1", "b1", "up")) == ["b1", "b2", "b3", "b4"]
    assert ids(content_edits.move_block(DEFINITION, "p1", "b4", "down")) == ["b1", "b2", "b3", "b4"]
    for block, way in (("b1", "sideways"), ("b9", "up")):
        with pytest.raises(NotFound):
            content_edits.move_block(DEFINITION, "p1", block, way)


def test_what_somebody_else_changed_is_not_overwritten() -> None:
    first = DEFINITION.pages[0].blocks[0]
    changed = Block("b1", "inset", text=text("Mine"))
    kept = content_edits.edit_block(DEFINITION, "p1", seen(first), changed)
    assert kept.pages[0].blocks[0] == changed
    with pytest.raises(ChangedMeanwhile):
        content_edits.edit_block(kept, "p1", seen(first), changed)
    with pytest.raises(ChangedMeanwhile):
        content_edits.remove_block(kept, "p1", "b1", seen(first))
    assert ids(content_edits.remove_block(kept, "p1", "b1", seen(changed))) == ["b2", "b3", "b4"]
