"""What a feature contributes to the report on a consultation: a section with a heading of its own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from consult.publishing.blocks import Block


@dataclass(frozen=True, kw_only=True)
class ReportSection:
    """A section of the report on a consultation, of what the public may read and nothing else.

    `blocks(session, consultation_id)` is what it says now, without its heading, in headings of level 3 and below; a
    section that has nothing to say gives nothing, and is left out. `place` orders the sections: those of the core
    stand at 10, 20 and so on.
    """

    code: str
    title: str
    place: int
    blocks: Callable[[Session, int], Sequence[Block]]
