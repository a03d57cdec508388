"""The issues of a consultation as a file: each with its answer, and what it cites."""

from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from consult.contract.plugin import Audience, Column, Export
from consult.decisions.models import Disposition, Issue
from consult.decisions.outline import outline_of
from consult.decisions.queries import citation_counts, citations_of, point_counts
from consult.kernel import clock
from consult.kernel.messages import lazy_gettext as _l

DISPOSITIONS = {disposition.value: disposition.label for disposition in Disposition}
COLUMNS: tuple[Column, ...] = (
    Column(name="number", label="Number of the issue", kind="number"),
    Column(name="outline", label="Where it stands in the outline"),
    Column(name="title", label="The issue in one sentence"),
    Column(name="detail", label="More about it"),
    Column(name="disposition", label="What was done with it", kind="code", values=DISPOSITIONS),
    Column(name="reason", label="What exactly, and why"),
    Column(name="authority", label="On what authority nothing was changed"),
    Column(name="look_again", label="What would make us look again"),
    Column(name="who_can_act", label="Who can act on it"),
    Column(name="changed", label="Which paragraph changed"),
    Column(name="answered_by", label="Who answers for it"),
    Column(name="answered_on", label="Day on which it was answered", kind="date"),
    Column(name="points", label="How many points are in it", kind="number"),
    Column(name="supplements", label="How many points have an answer of their own beside it", kind="number"),
    Column(name="cited", label="How many responses it cites", kind="number"),
    Column(name="references", label="References of the responses it cites"),
)
_NAMES = [column.name for column in COLUMNS]


def _rows(
    session: Session, consultation_id: int, names: Sequence[str], _audience: Audience
) -> Iterator[tuple[object, ...]]:
    """Yield each issue that is on the list, in the order of the outline."""
    places = [_NAMES.index(name) for name in names]
    outline = outline_of(session, consultation_id)
    counts = dict(session.execute(citation_counts(consultation_id)).all())
    points = {issue_id: numbers for issue_id, *numbers in session.execute(point_counts(consultation_id))}
    references: dict[int, list[str]] = {placed.issue.id: [] for placed in outline}
    for issue_id, reference in session.execute(citations_of(list(references))):
        references[issue_id].append(reference)
    for placed in outline:
        issue = placed.issue
        cells = (
            issue.number,
            placed.number,
            issue.title,
            issue.detail,
            issue.disposition,
            issue.reason,
            issue.authority,
            issue.look_again,
            issue.who_can_act,
            what_changed(issue),
            issue.answered_by,
            clock.london(issue.disposed_at).date().isoformat() if issue.disposed_at else None,
            *points.get(issue.id, (0, 0)),
            counts.get(issue.id, 0),
            " ".join(references[issue.id]),
        )
        yield tuple(cells[place] for place in places)


def what_changed(issue: Issue) -> str:
    """Return the paragraph that changed because of an issue, after its document where that is known."""
    document = issue.changed_document.title if issue.changed_document else ""
    return ", ".join(part for part in (document, issue.changed_paragraph) if part)


ISSUES = Export(
    name="issues",
    title=_l("Issues: each with its answer, and what it cites"),
    permission="exports.take",
    columns=lambda _session, _consultation_id: COLUMNS,
    rows=_rows,
    subject="consultation",
)
