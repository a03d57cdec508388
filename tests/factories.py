"""Made-up people, consultations and answers for tests, each with the text that a page must never mistake for markup."""

import itertools
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from consult.accounts.models import Membership, Organisation, Person, RoleGrant
from consult.consultations.models import Activity, Consultation, State
from consult.contract.deployment import deployment_of
from consult.desk.transcription import ENTERED
from consult.kernel import clock, tokens
from consult.kernel.authz import SYSTEM, Actor, Role
from consult.responses.questions import set_questions
from consult.submissions.intake import Envelope, open_envelope
from consult.submissions.models import Cause, Channel, Status, Submission
from consult.submissions.revision import revise

XSS = "<script>alert('xss')</script><img src=x onerror=alert(1)>\"'&{{7*7}}"
FORMULA = '=HYPERLINK("https://evil.example","Click")'
_numbers = itertools.count(1)

QUESTIONS: dict[str, Any] = {
    "introduction": "We want to know what you think.",
    "asks_area": True,
    "asks_about_you": True,
    "questions": [
        {"key": "position", "kind": "scale", "label": "Do you support the proposal?", "scale": "support"},
        {"key": "reasons", "kind": "long_text", "label": "Tell us why."},
    ],
}


def canary(name: str) -> str:
    """Return a text that occurs nowhere else: found in a wrong answer, it tells what leaked."""
    return f"canary-{name}-{next(_numbers)}-{tokens.new_secret()[:8]}"


def make_person(
    session: Session,
    *roles: Role,
    email: str | None = None,
    name: str | None = None,
    password: str | None = None,
    is_active: bool = True,
    xss: bool = False,
) -> Person:
    """Make somebody with an account and these roles; a group member also gets a verified group."""
    number = next(_numbers)
    person = Person(
        email=email or f"person{number}@people.example",
        name=name or (f"Person {number} {XSS}" if xss else f"Person {number}"),
        password_hash=_hashed(password) if password else None,
        is_active=is_active,
        created_at=clock.now(),
    )
    person.grants = [RoleGrant(role=role, granted_at=clock.now()) for role in roles if role is not Role.GROUP_MEMBER]
    session.add(person)
    session.flush()
    if Role.GROUP_MEMBER in roles:
        make_organisation(session, members=[person])
    return person


def _hashed(password: str) -> str:
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(password)


def make_actor(session: Session, *roles: Role) -> Actor:
    """Make somebody with these roles, as services see them."""
    return actor_for(session, make_person(session, *roles))


def actor_for(session: Session, person: Person) -> Actor:
    """Return a person as services see them, with all permissions of the deployment."""
    return Actor(
        person_id=person.id,
        name=person.name,
        roles=person.roles,
        organisation_ids=frozenset(membership.organisation_id for membership in person.memberships),
        permissions=deployment_of(session).registry.permissions,
    )


def make_organisation(
    session: Session,
    *,
    members: list[Person] | None = None,
    verified: bool = True,
    name: str | None = None,
    xss: bool = False,
) -> Organisation:
    """Make a community group with these members."""
    number = next(_numbers)
    made = Organisation(
        name=name or (f"Group {number} {XSS}" if xss else f"Group {number}"),
        basis="We meet every month.",
        represents=120,
        created_at=clock.now(),
        verified_at=clock.now() if verified else None,
    )
    made.members = [Membership(person=person, title="Chair") for person in members or []]
    session.add(made)
    session.flush()
    return made


def make_consultation(
    session: Session,
    *,
    state: State = State.OPEN,
    opens_at: datetime | None = None,
    closes_at: datetime | None = None,
    title: str | None = None,
    slug: str | None = None,
    created_by: Person | None = None,
    xss: bool = False,
    **more: Any,
) -> Consultation:
    """Make a consultation in this state, with dates that agree with it."""
    number = next(_numbers)
    now = clock.now()
    starts = {State.DRAFT: now + timedelta(days=14), State.SCHEDULED: now + timedelta(days=7)}
    opens_at = opens_at or starts.get(state, now - timedelta(days=7 if state is State.OPEN else 60))
    closes_at = closes_at or (opens_at + timedelta(days=42))
    probe = f" {XSS}" if xss else ""
    fields: dict[str, Any] = {
        "slug": slug or f"consultation-{number}",
        "title": title or f"Live facial recognition {number}{probe}",
        "summary": f"Should the police use live facial recognition in the borough?{probe}",
        "background": f"## Why we ask\n\nThe police plan to use cameras.{probe}",
        "options_open": f"Not at all, with limits, or as proposed.{probe}",
        "decided_by": f"Cabinet{probe}",
        "decision_on": closes_at.date() + timedelta(days=30),
        "results_due_on": closes_at.date() + timedelta(days=60),
        **more,
    }
    made = Consultation(
        **fields,
        opens_at=opens_at,
        closes_at=closes_at,
        state=state,
        created_at=now,
        created_by_id=created_by.id if created_by else None,
    )
    session.add(made)
    session.flush()
    return made


def make_activity(
    session: Session,
    consultation: Consultation,
    kind: str = "response",
    *,
    title: str | None = None,
    settings: dict[str, Any] | None = None,
    questions: dict[str, Any] | None = None,
    position: int = 0,
) -> Activity:
    """Add a way of taking part; a written response gets two questions unless others are given."""
    made = Activity(
        kind=kind,
        title=title or f"Tell us by {kind}",
        position=position,
        settings=settings or {},
        consultation=consultation,
    )
    session.add(made)
    session.flush()
    offered = deployment_of(session).registry.activities.get(kind)
    if offered is not None and offered.on_create is not None:
        offered.on_create(session, made.id)
    if kind == "response":
        set_questions(session, SYSTEM, made, questions or QUESTIONS)
    session.flush()
    return made


def make_submission(
    session: Session,
    activity: Activity,
    *,
    answers: dict[str, Any] | None = None,
    channel: Channel = Channel.WEB,
    area: str = "Abbey",
    status: Status = Status.SUBMITTED,
    code: str | None = None,
    received_on: date | None = None,
    transcribed_by: Person | None = None,
    import_key: str | None = None,
    is_synthetic: bool = False,
    marks: dict[str, Any] | None = None,
    xss: bool = False,
) -> Submission:
    """Take in an answer as the service does: the row, its counts and its words for search."""
    if answers is None and activity.kind == "response":
        answers = {"position": "support", "reasons": f"It helps to find missing people.{XSS if xss else ''}"}
    envelope = Envelope(
        answers=answers or {},
        idempotency_key=f"test:{tokens.new_secret()}",
        channel=channel,
        area=area,
        questions_version=activity.settings_version,
        code_hash=tokens.digest(code) if code else None,
        received_on=received_on or (clock.today_in_london() if channel in ENTERED else None),
        transcribed_by_id=transcribed_by.id if transcribed_by else None,
        import_key=import_key,
        is_synthetic=is_synthetic,
        marks=marks or {},
    )
    made = open_envelope(session, activity, envelope)
    if status is not Status.SUBMITTED:
        code = "duplicate" if status is Status.EXCLUDED else None
        revise(session, activity, made, Cause.STATUS, status=status, exclusion_code=code)
    return made
