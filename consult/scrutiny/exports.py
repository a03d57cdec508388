"""The steps that were late or whose record is thin, as a file."""

from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from consult.contract.plugin import Audience, Column, Export
from consult.kernel.authz import SYSTEM
from consult.kernel.messages import lazy_gettext as _l
from consult.scrutiny.queries import Finding, Wanted, findings

COLUMNS = (
    Column(name="on", label=_l("When"), kind="date"),
    Column(name="kind", label=_l("Kind")),
    Column(name="rule", label=_l("Why it is listed")),
    Column(name="title", label=_l("What")),
    Column(name="ward", label=_l("Ward")),
    Column(name="due_on", label=_l("Due on"), kind="date"),
    Column(name="done_on", label=_l("Done on"), kind="date"),
)


def _rows(session: Session, subject_id: int, names: Sequence[str], audience: Audience) -> Iterator[tuple[object, ...]]:
    found: list[Finding] = [] if audience is Audience.PUBLIC else findings(session, SYSTEM, Wanted())
    for finding in found:
        yield tuple(str(finding.rule) if name == "rule" else getattr(finding, name) for name in names)


STEPS = Export(
    name="scrutiny.steps",
    title=_l("Scrutiny: steps that were late or have a thin record"),
    permission="scrutiny.read",
    columns=lambda session, subject_id: COLUMNS,
    rows=_rows,
    subject="site",
)
