"""What people read on a page before its questions, beside its text: an inset, details, a picture, a video’s address."""

from collections.abc import Mapping
from dataclasses import dataclass, field

INSET, DETAILS, IMAGE, VIDEO = "inset", "details", "image", "video"
NEEDS: Mapping[str, frozenset[str]] = {
    INSET: frozenset({"text"}),
    DETAILS: frozenset({"title", "text"}),
    IMAGE: frozenset({"sha256", "alt"}),
    VIDEO: frozenset({"title", "url", "text"}),
}
"""What each sort of block must say."""
MAY_SAY: Mapping[str, frozenset[str]] = {IMAGE: frozenset({"text"})}
"""What else it can say; all other names are left out."""
MOST_BLOCKS = 10


@dataclass(frozen=True)
class Block:
    """One thing to read. Its text is Markdown: of a picture what stands beneath it, of a video what is said in it."""

    id: str
    block: str
    title: Mapping[str, str] = field(default_factory=dict)
    text: Mapping[str, str] = field(default_factory=dict)
    url: str | None = None
    sha256: str | None = None
    alt: Mapping[str, str] = field(default_factory=dict)
