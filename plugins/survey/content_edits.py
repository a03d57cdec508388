"""Changes to what people read before the questions of a page, one at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from consult.sdk.activities import Activity
from consult.sdk.errors import Invalid, NotFound
from consult.sdk.messages import gettext as _
from plugins.survey import edits
from plugins.survey.content import MOST_BLOCKS, Block
from plugins.survey.definition import Definition, Page, definition_from, words
from plugins.survey.queries import published_versions


def block_on(page: Page, block_id: str) -> Block:
    """Return a block of a page; raises `NotFound`."""
    found = next((block for block in page.blocks if block.id == block_id), None)
    if found is None:
        raise NotFound
    return found


def add_block(definition: Definition, page_id: str, block: Block) -> Definition:
    """Add a block to a page under an id of its own; raises `Invalid` where the page has enough."""
    page = definition.find_page(page_id)
    # The same form sent twice adds one block.
    if any(replace(each, id=block.id) == block for each in page.blocks):
        return definition
    if len(page.blocks) >= MOST_BLOCKS:
        raise Invalid(_("A page has at most %(most)s things to read. Remove one first.", most=MOST_BLOCKS))
    taken = {one.id for one in definition.blocks}
    return _with_blocks(definition, page_id, (*page.blocks, replace(block, id=edits.unused("b", taken))))


def edit_block(definition: Definition, page_id: str, seen: str | None, block: Block) -> Definition:
    """Put a block in the place of the one with its id."""
    page = definition.find_page(page_id)
    before = block_on(page, block.id)
    edits.require_unchanged(before, seen)
    return _with_blocks(definition, page_id, [block if one is before else one for one in page.blocks])


def remove_block(definition: Definition, page_id: str, block_id: str, seen: str | None) -> Definition:
    """Remove a block."""
    page = definition.find_page(page_id)
    gone = block_on(page, block_id)
    edits.require_unchanged(gone, seen)
    return _with_blocks(definition, page_id, [one for one in page.blocks if one is not gone])


def move_block(definition: Definition, page_id: str, block_id: str, way: str) -> Definition:
    """Move a block one place up or down on its page; at the edge it stays."""
    blocks = [*definition.find_page(page_id).blocks]
    place = blocks.index(block_on(definition.find_page(page_id), block_id))
    if way not in {edits.UP, edits.DOWN}:
        raise NotFound
    there = place + (-1 if way == edits.UP else 1)
    if 0 <= there < len(blocks):
        blocks[place], blocks[there] = blocks[there], blocks[place]
    return _with_blocks(definition, page_id, blocks)


def _with_blocks(definition: Definition, page_id: str, blocks: Sequence[Block]) -> Definition:
    return edits.edit_page(definition, page_id, lambda page: replace(page, blocks=tuple(blocks)))


@dataclass(frozen=True)
class PictureToRead:
    """A picture that some version of a survey shows before questions: its digest, and what it shows."""

    digest: str
    alt: str
    is_in_draft: bool


def pictures_to_read(session: Session, activity: Activity, draft: Definition) -> list[PictureToRead]:
    """Return the pictures that a survey’s draft or one of its published versions shows before questions."""
    found = {digest: PictureToRead(digest, alt, is_in_draft=True) for digest, alt in _pictures_in(draft)}
    for version in session.scalars(published_versions(activity.id)):
        for digest, alt in _pictures_in(definition_from(version.definition)):
            found.setdefault(digest, PictureToRead(digest, alt, is_in_draft=False))
    return [*found.values()]


def _pictures_in(definition: Definition) -> Iterator[tuple[str, str]]:
    for block in definition.blocks:
        if block.sha256 is not None:
            yield block.sha256, words(block.alt)
