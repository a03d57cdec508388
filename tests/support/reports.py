"""Reading a report by its blocks."""

from collections.abc import Sequence

from consult.publishing.blocks import Block, Heading, PublishedDocument, words_in


def text_of(document: PublishedDocument) -> str:
    """Return all that a document says."""
    return "\n".join(text for block in document.blocks for text in words_in(block))


def part(document: PublishedDocument, title: str) -> Sequence[Block]:
    """Return the blocks of a section."""
    found: list[Block] = []
    inside = False
    for block in document.blocks:
        if isinstance(block, Heading) and block.level == 2:
            inside = block.text == title
        elif inside:
            found.append(block)
    return found
