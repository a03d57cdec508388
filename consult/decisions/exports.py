"""The issues of a consultation as a file: each with its answer, and what it cites."""

from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from consult.contract.plugin import Audience, Column, Export
from consult.decisions.models import Disposition
from consult.decisions.queries import citation_counts, citations_of, issues_of
from consult.kernel import clock
from consult.kernel.messages import lazy_gettext as _l

DISPOSITIONS = {disposition.value: disposition.label for disposition in Disposition}
COLUMNS: tuple[Column, ...] = (
    Column(name="number", label="Number of the issue", kind="number"),
    Column(name="title", label="The issue in one sentence"),
    Column(name="detail", label="More about it"),
    Column(name="disposition", label="What was done with it", kind="code", values=DISPOSITIONS),
    Column(name="reason", label="What exactly, and why"),
    Column(name="answered_by", label="Who answers for it"),
    Column(name="answered_on", label="Day on which it was answered", kind="date"),
    Column(name="cited", label="How many responses it cites", kind="number"),
    Column(name="references", label="References of the responses it cites"),
)
_NAMES = [column.name for column in COLUMNS]


def _rows(
    session: Session, consultation_id: int, names: Sequence[str], _audience: Audience
) -> Iterator[tuple[object, ...]]:
    """Yield each issue that is on the list, by its number."""
    places = [_NAMES.index(name) for name in names]
    issues = session.scalars(issues_of(consultation_id)).all()
    counts = dict(session.execute(citation_counts(consultation_id)).all())
    references: dict[int, list[str]] = {issue.id: [] for issue in issues}
    for issue_id, reference in session.execute(citations_of(list(references))):
        references[issue_id].append(reference)
    for issue in issues:
        cells = (
            issue.number,
            issue.title,
            issue.detail,
            issue.disposition,
            issue.reason,
            issue.answered_by,
            clock.london(issue.disposed_at).date().isoformat() if issue.disposed_at else None,
            counts.get(issue.id, 0),
            " ".join(references[issue.id]),
        )
        yield tuple(cells[place] for place in places)


ISSUES = Export(
    name="issues",
    title=_l("Issues: each with its answer, and what it cites"),
    permission="exports.take",
    columns=lambda _session, _consultation_id: COLUMNS,
    rows=_rows,
    subject="consultation",
)
