"""The list of pledges that were kept, as officers bring it home: one reference on each line."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.activities import Submission
from consult.sdk.files import FileColumn, FileImport, FileLine, LineReport
from tests.outside.consult_pledge.models import Pledge
from tests.outside.consult_pledge.services import keep_pledge


def take_kept(session: Session, actor: Actor, lines: Sequence[FileLine]) -> LineReport:
    """Note each pledge of the list as kept."""
    changed, faults = 0, []
    for line in lines:
        reference = line.cells["reference"]
        pledge = session.scalar(select(Pledge).join(Pledge.submission).where(Submission.reference == reference))
        if pledge is None:
            faults.append(f"{line.place}: There is no pledge {reference}.")
        elif pledge.kept_at is None:
            keep_pledge(session, actor, pledge)
            changed += 1
    return LineReport(changed=changed, unchanged=len(lines) - len(faults) - changed, faults=tuple(faults))


KEPT = FileImport(
    name="pledge.kept",
    title="Pledges that were kept",
    summary="One line for each pledge that was kept.",
    columns=(FileColumn(name="reference", label="Reference of the pledge", is_needed=True),),
    take=take_kept,
    most_lines=1_000,
)
