"""What changed from one version of a report to the next, section by section."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from consult.publishing.blocks import Block, Heading, PublishedDocument, Table, words_in


@dataclass(frozen=True)
class SectionChange:
    """What a section says no longer, and what it says now, line by line."""

    title: str
    gone: Sequence[str]
    new: Sequence[str]


def changes_between(before: PublishedDocument, after: PublishedDocument) -> list[SectionChange]:
    """Return each section of which a line is gone or new; a section that is gone or new has all its lines."""
    old, now = _sections(before), _sections(after)
    found = []
    for title in dict.fromkeys([*old, *now]):
        gone = [line for line in old.get(title, ()) if line not in set(now.get(title, ()))]
        new = [line for line in now.get(title, ()) if line not in set(old.get(title, ()))]
        if gone or new:
            found.append(SectionChange(title, gone, new))
    return found


def _sections(document: PublishedDocument) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    title = ""
    for block in document.blocks:
        if isinstance(block, Heading) and block.level == 2:
            title = block.text
        found.setdefault(title, []).extend(_lines(block))
    return found


def _lines(block: Block) -> list[str]:
    if isinstance(block, Table):
        return [f"{block.title}: {', '.join(row)}" for row in block.rows]
    return [text for text in words_in(block) if text]
