"""An invented case for the demonstration: it stands before the decision, and one view has no answer yet."""

from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.sdk.access import ANONYMOUS, Actor
from consult.sdk.database import clock, database_now, deployment_of
from consult.sdk.references import Reference, reference_to
from consult.sdk.requirements import unmet, viewpoints_about
from plugins.authorisation import cases
from plugins.authorisation.considerations import consider
from plugins.authorisation.lifecycle import State
from plugins.authorisation.models import Case, LinkedDocument, Source
from plugins.authorisation.moves import Words, move_case
from plugins.authorisation.queries import announced
from plugins.authorisation.rules import ASSESSMENT, NEEDED
from plugins.authorisation.sections import APPLICATION, DOCUMENTS, INTELLIGENCE
from plugins.authorisation.views_about import views_to_weigh

APPLICANT = Actor(name="Inspector Noor Reed (invented)")
OPERATION = "Operation Plane Tree (invented)"
AHEAD = (State.INTELLIGENCE, State.ENGAGEMENT, State.ASSESSED, State.SUBMITTED, State.REVIEW)


def make_demo(session: Session, actors: Mapping[str, Actor]) -> None:
    """Open one case, and weigh every view but the last."""
    foundations = _foundations(session)
    if session.scalar(select(Case.id).limit(1)) is not None or len(foundations) < 2:
        return
    case = _written(session)
    cases.rest_on(session, APPLICANT, case, foundations)
    for state in AHEAD:
        move_case(session, APPLICANT, case, state, Words(reason="Invented, for the demonstration."), case.version)
    for view in views_to_weigh(session, case)[:-1]:
        consider(
            session,
            actors["authorising_officer"],
            case,
            view.viewpoint.reference,
            weighed="Invented: what it says of the place and the hours, beside what the police know.",
            outcome="changed",
            reason="Invented: the hours were made shorter.",
            seen=0,
        )


def _foundations(session: Session) -> list[Reference]:
    """Return a consultation about which there are views, and a signed assessment."""
    heard = (reference_to(found) for found in session.scalars(announced()))
    consultation = next((reference for reference in heard if viewpoints_about(session, reference)), None)
    kind = deployment_of(session).registry.references.get(ASSESSMENT)
    rows = session.scalars(kind.visible_to(session, ANONYMOUS)).unique() if kind else ()
    known = (Reference(ASSESSMENT, row.id) for row in rows)
    assessment = next((reference for reference in known if not unmet(session, reference, NEEDED)), None)
    return [reference for reference in (consultation, assessment) if reference is not None]


def _written(session: Session) -> Case:
    now = database_now(session)
    day = clock.london(now).date()
    case = cases.open_case(session, APPLICANT, OPERATION, is_invented=True)
    plan = cases.Plan(
        operation=OPERATION,
        place="Stratford (invented site)",
        use_case="hotspot",
        starts_at=now + timedelta(days=14),
        ends_at=now + timedelta(days=14, hours=6),
    )
    cases.save_plan(session, APPLICANT, case, plan, case.version)
    for section in (INTELLIGENCE, *APPLICATION):
        text = f"Invented, for the demonstration. {section.hint}"
        cases.write_section(session, APPLICANT, case, section, text, 0)
    source = Source(
        summary="Invented: reports of robberies.", reliability="1", assessment="b", from_on=date(2026, 1, 1), to_on=day
    )
    cases.add_source(session, APPLICANT, case, source)
    for kind in DOCUMENTS:
        until = day + timedelta(days=180)
        document = LinkedDocument(kind=kind, label="Invented, 1.0", address="", dated_on=day, review_on=until)
        cases.link_document(session, APPLICANT, case, document)
    return case
