"""The issues as they stand: what a published version of the decision keeps of them."""

from collections import defaultdict
from collections.abc import Sequence
from random import Random

from sqlalchemy.orm import Session

from consult.analysis.queries import coverage_of
from consult.citations.models import Citation
from consult.citations.queries import citations_from, reference_to
from consult.consultations.models import Consultation
from consult.contract.deployment import deployment_of
from consult.decisions.advice import number_waiting
from consult.decisions.models import Issue
from consult.decisions.outline import Placed, outline_of
from consult.decisions.queries import citations_of, counted_submissions, points_in_no_issue, points_of, public_advice
from consult.disclosure.rounding import rounded_total
from consult.kernel import clock
from consult.kernel.types import JsonObject
from consult.submissions.models import Submission


def number_received(session: Session, consultation: Consultation) -> int:
    """Return how many submissions count, over all ways of taking part; of each with results, how many these are of."""
    counts = {activity: int(people) for activity, people in session.execute(counted_submissions(consultation.id))}
    published = deployment_of(session).registry.published_people(session, list(counts))
    return sum({**counts, **published}.values())


def issues_as_they_stand(session: Session, consultation: Consultation) -> JsonObject:
    """Return the outline with its answers, points and what it cites, as it is kept with a published version."""
    outline = outline_of(session, consultation.id)
    passages = coverage_of(session, consultation)
    cited: dict[int, list[str]] = {placed.issue.id: [] for placed in outline}
    for issue_id, reference in session.execute(citations_of(list(cited))):
        cited[issue_id].append(reference)
    points, advice = _points(session, consultation), _public_advice(session, consultation)
    return {
        "received": number_received(session, consultation),
        "coverage": {
            "per_cent": passages.per_cent,
            "passages": passages.passages,
            "open": passages.open,
            **_left(session, consultation),
        },
        "issues": [
            {
                **_kept(session, placed, cited[placed.issue.id], points[placed.issue.id]),
                "advice": advice[placed.issue.id],
            }
            for placed in outline
        ],
    }


def with_numbers_drawn(kept: JsonObject, rng: Random) -> JsonObject:
    """Return what is kept with a version, with how many points and responses each issue rests on, rounded by chance.

    They are drawn when the version is published, and once: whatever becomes of single responses, they stay.
    """
    issues = [
        {
            **issue,
            "told_points": rounded_total(len(issue["points"]), rng),
            "told_cited": rounded_total(len(issue["cited"]), rng),
        }
        for issue in kept["issues"]
    ]
    return {**kept, "issues": issues}


def _points(session: Session, consultation: Consultation) -> dict[int, list[JsonObject]]:
    """Return the points in each issue as they are kept."""
    found: dict[int, list[JsonObject]] = defaultdict(list)
    for passage, placed in session.execute(points_of(consultation.id)):
        if placed is not None:
            point = {"passage": passage.id, "number": passage.number, "supplement": placed.supplement}
            found[placed.issue_id].append(point)
    return found


def _left(session: Session, consultation: Consultation) -> JsonObject:
    """Return how many points are in no issue, and how many issues wait for advice: what a reason may be about."""
    unplaced = session.scalar(points_in_no_issue(consultation.id)) or 0
    return {"unplaced": unplaced, "waiting": number_waiting(session, consultation)}


def _public_advice(session: Session, consultation: Consultation) -> dict[int, list[JsonObject]]:
    """Return the advice on each issue that an officer chose to publish."""
    found: dict[int, list[JsonObject]] = defaultdict(list)
    for advice in session.scalars(public_advice(consultation.id)):
        given_on = clock.london(advice.given_at).date().isoformat() if advice.given_at else None
        kept = {"expertise": advice.expertise, "said": advice.said, "given_by": advice.given_by, "given_on": given_on}
        found[advice.issue_id].append(kept)
    return found


def _kept(session: Session, placed: Placed, cited: Sequence[str], points: Sequence[JsonObject]) -> JsonObject:
    issue = placed.issue
    others = citations_from([reference_to(issue)]).where(Citation.target_kind != Submission.__tablename__)
    return {
        "number": issue.number,
        "outline": placed.number,
        "level": placed.level,
        "title": issue.title,
        "detail": issue.detail,
        "disposition": issue.disposition,
        "reason": issue.reason,
        "authority": issue.authority,
        "look_again": issue.look_again,
        "who_can_act": issue.who_can_act,
        "changed": _changed(issue),
        "answered_by": issue.answered_by,
        "answered_on": clock.london(issue.disposed_at).date().isoformat() if issue.disposed_at else None,
        "answered_at": issue.disposed_at.isoformat() if issue.disposed_at else None,
        "cited": list(cited),
        "points": list(points),
        "items": [[citation.target_kind, citation.target_id] for citation in session.scalars(others)],
    }


def _changed(issue: Issue) -> JsonObject | None:
    if not issue.changed_paragraph and issue.changed_document is None:
        return None
    document = issue.changed_document
    return {
        "document": document.title if document else "",
        "document_id": document.id if document else None,
        "paragraph": issue.changed_paragraph,
    }
