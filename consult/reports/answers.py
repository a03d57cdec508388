"""What was done with each issue that people raised, as the decision that holds says it."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from consult.decisions.queries import newest_published
from consult.decisions.volume_document import blocks_of
from consult.publishing.blocks import Block


def disposition_blocks(session: Session, consultation_id: int) -> Sequence[Block]:
    """Return the record of consideration of the published decision; nothing before there is a decision."""
    decision = newest_published(session, consultation_id)
    return [] if decision is None else list(blocks_of(session, decision, 3))
