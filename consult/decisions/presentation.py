"""A decision as the public reads it, and what became of one response."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.analysis.themes.queries import theme_titles
from consult.citations.queries import links
from consult.comments.queries import ShownPublication, shown_publication
from consult.consultations.deadlines import days_late
from consult.consultations.lifecycle import is_open_at
from consult.consultations.models import Activity, Consultation
from consult.contract.deployment import deployment_of
from consult.contract.references import Link, Reference
from consult.decisions.models import Decision, Disposition, Expertise
from consult.decisions.queries import newest_published
from consult.desk.exclusions import EXCLUSION_REASONS
from consult.desk.readings import first_read_at
from consult.kernel import clock
from consult.kernel.authz import ANONYMOUS
from consult.kernel.db import database_now
from consult.kernel.types import JsonObject
from consult.submissions.models import Channel, Passage, Status, Submission
from consult.submissions.owners import owner_of


@dataclass(frozen=True)
class KeptPoint:
    """A point as a version keeps it: which one it is, and what was said to it beside the answer to its issue."""

    passage_id: int
    number: int
    supplement: str


@dataclass(frozen=True)
class KeptAdvice:
    """Advice that an officer chose to publish, as a version keeps it."""

    expertise: Expertise
    said: str
    given_by: str
    given_on: date


@dataclass(frozen=True)
class WhatChanged:
    """The paragraph that changed because of an issue, and its document, where it is one of the consultation's."""

    paragraph: str
    document: str
    document_id: int | None


@dataclass(frozen=True)
class ShownIssue:
    """One issue of a decision, as it stood when that version was published (or stands now, in a preview).

    `told_points` and `told_cited` were drawn when it was published: a preview has none.
    """

    number: int
    outline: str
    level: int
    title: str
    detail: str
    disposition: Disposition | None
    reason: str
    answered_by: str
    answered_on: date | None
    answered_at: datetime | None
    cited: frozenset[str]
    items: tuple[Reference, ...]
    authority: str
    look_again: str
    who_can_act: str
    changed: WhatChanged | None
    points: tuple[KeptPoint, ...]
    advice: tuple[KeptAdvice, ...] = ()
    told_points: int | None = None
    told_cited: int | None = None


@dataclass(frozen=True)
class Whereabouts:
    """What became of one response; never what it says."""

    reference: str
    consultation: Consultation
    activity: Activity
    channel: str
    received_on: date
    status: Status
    exclusion: str
    decision: Decision | None
    citing: Sequence[ShownIssue]
    is_open: bool
    days_late: int
    published: Link | None
    is_read_one_by_one: bool
    read_on: date | None
    own_points: Mapping[int, Sequence[KeptPoint]]
    themes: Sequence[str]
    publication: ShownPublication | None


def shown_issues(kept: JsonObject | None) -> list[ShownIssue]:
    """Return the issues that are kept with a version; those kept before there was an outline stand one by one."""
    issues: list[dict[str, Any]] = (kept or {}).get("issues", [])
    return [
        ShownIssue(
            number=issue["number"],
            outline=issue.get("outline", str(issue["number"])),
            level=issue.get("level", 1),
            title=issue["title"],
            detail=issue["detail"],
            disposition=Disposition(issue["disposition"]) if issue["disposition"] else None,
            reason=issue["reason"],
            answered_by=issue["answered_by"],
            answered_on=date.fromisoformat(issue["answered_on"]) if issue["answered_on"] else None,
            answered_at=datetime.fromisoformat(issue["answered_at"]) if issue.get("answered_at") else None,
            cited=frozenset(issue["cited"]),
            items=tuple(Reference(kind, number) for kind, number in issue.get("items", [])),
            authority=issue.get("authority", ""),
            look_again=issue.get("look_again", ""),
            who_can_act=issue.get("who_can_act", ""),
            changed=_what_changed(issue.get("changed")),
            points=tuple(
                KeptPoint(point["passage"], point["number"], point["supplement"]) for point in issue.get("points", [])
            ),
            advice=tuple(_advice(given) for given in issue.get("advice", [])),
            told_points=issue.get("told_points"),
            told_cited=issue.get("told_cited"),
        )
        for issue in issues
    ]


def _advice(kept: JsonObject) -> KeptAdvice:
    given_on = date.fromisoformat(kept["given_on"])
    return KeptAdvice(Expertise(kept["expertise"]), kept["said"], kept["given_by"], given_on)


def _what_changed(kept: JsonObject | None) -> WhatChanged | None:
    return WhatChanged(kept["paragraph"], kept["document"], kept["document_id"]) if kept else None


def published_references(session: Session, references: Iterable[str]) -> dict[str, Link]:
    """Return which of these submissions the public can read, and where, as their plugins say; in order."""
    wanted, found = sorted(references), dict[str, Link]()
    if wanted:
        for offered in deployment_of(session).registry.activities.values():
            if offered.published is not None:
                found.update(offered.published(session, wanted))
    return dict(sorted(found.items()))


def cites_what_is_no_longer_public(session: Session, issues: Iterable[ShownIssue]) -> bool:
    """Whether these issues cite something that the public could read once, and can no longer."""
    wanted = sorted({reference for issue in issues for reference in issue.cited})
    activities = deployment_of(session).registry.activities.values()
    return bool(wanted) and any(
        offered.once_published(session, wanted) for offered in activities if offered.once_published is not None
    )


def names_of_cited(session: Session, issues: Iterable[ShownIssue]) -> dict[str | Reference, Link]:
    """Return what the public can read of all that these issues cite: what it is called, and where it is read."""
    issues = list(issues)
    published = published_references(session, {reference for issue in issues for reference in issue.cited})
    items = links(session, ANONYMOUS, [reference for issue in issues for reference in issue.items])
    return {**dict[str | Reference, Link](published.items()), **dict[str | Reference, Link](items.items())}


def whereabouts(session: Session, submission: Submission, activity: Activity) -> Whereabouts:
    """Return what became of a response: received how and when, whether it counts, and what the decision did with it."""
    decision = newest_published(session, activity.consultation_id)
    issues = shown_issues(decision.issues) if decision else []
    now = database_now(session)
    read_at = first_read_at(session, submission.id)
    return Whereabouts(
        reference=submission.reference,
        consultation=activity.consultation,
        activity=activity,
        channel=Channel(submission.channel).label,
        received_on=submission.day,
        status=Status(submission.status),
        exclusion=EXCLUSION_REASONS.get(submission.exclusion_code or "", ""),
        decision=decision,
        citing=[issue for issue in issues if submission.reference in issue.cited],
        is_open=is_open_at(activity.consultation, now),
        days_late=days_late(activity.consultation, now),
        published=published_references(session, [submission.reference]).get(submission.reference),
        is_read_one_by_one=owner_of(session, activity) is None,
        read_on=clock.london(read_at).date() if read_at else None,
        own_points=own_points(session, submission, issues),
        themes=theme_titles(session, submission.id) if decision else (),
        publication=shown_publication(session, submission),
    )


def own_points(session: Session, submission: Submission, issues: Sequence[ShownIssue]) -> dict[int, list[KeptPoint]]:
    """Return by the number of the issue which points of one response are in it, and what was said to each alone."""
    own = set(session.scalars(select(Passage.id).where(Passage.submission_id == submission.id)))
    found = {issue.number: [point for point in issue.points if point.passage_id in own] for issue in issues}
    return {number: points for number, points in found.items() if points}
