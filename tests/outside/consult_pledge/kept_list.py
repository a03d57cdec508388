"""The list of pledges that were kept, as officers bring it home: one reference on each line."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.activities import Submission
from consult.sdk.files import FileColumn, FileImport, FileLine, LineOutcome, Outcome
from tests.outside.consult_pledge.models import Pledge
from tests.outside.consult_pledge.services import keep_pledge


def take_kept(session: Session, actor: Actor, lines: Sequence[FileLine]) -> list[LineOutcome]:
    """Note each pledge of the list as kept."""
    return [_take_line(session, actor, line) for line in lines]


def _take_line(session: Session, actor: Actor, line: FileLine) -> LineOutcome:
    reference = line.cells["reference"]
    pledge = session.scalar(select(Pledge).join(Pledge.submission).where(Submission.reference == reference))
    if pledge is None:
        return line.told(Outcome.REFUSED, f"There is no pledge {reference}")
    if pledge.kept_at is not None:
        return line.told(Outcome.SAME)
    keep_pledge(session, actor, pledge)
    return line.told(Outcome.CHANGED)


KEPT = FileImport(
    name="pledge.kept",
    title="Pledges that were kept",
    summary="One line for each pledge that was kept.",
    columns=(FileColumn(name="reference", label="Reference of the pledge", is_needed=True),),
    take=take_kept,
    max_lines=1_000,
    max_bytes=100_000,
)
