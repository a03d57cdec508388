"""An invented case for the demonstration: it stands before the decision, and one view has no answer yet."""

from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.sdk.access import ANONYMOUS, Actor
from consult.sdk.activities import announced
from consult.sdk.database import clock, database_now, deployment_of
from consult.sdk.references import Reference, WrongLines, read_references, reference_to
from consult.sdk.requirements import unmet, viewpoints_about
from plugins.authorisation import cases, conditions
from plugins.authorisation.condition_models import ConditionList, Status, Topic
from plugins.authorisation.considerations import consider
from plugins.authorisation.lifecycle import State
from plugins.authorisation.models import Case, LinkedDocument, Source
from plugins.authorisation.moves import Words, move_case
from plugins.authorisation.rules import ASSESSMENT, NEEDED
from plugins.authorisation.sections import APPLICATION, DOCUMENTS, INTELLIGENCE
from plugins.authorisation.views_about import views_to_weigh

APPLICANT = Actor(name="Inspector Noor Reed (invented)")
OPERATION = "Operation Plane Tree (invented)"
RESOLUTION, ASKED_ON = "R2023-001", date(2023, 1, 16)
SAFEGUARDS = (
    (Topic.BIOMETRICS, "Regulation of biometrics is in place.", Status.NOT_MET),
    (Topic.DISCRIMINATION, "Safeguards against discrimination are in place.", Status.PARTLY),
)
"""What the motion asked for, as it was reported."""
AHEAD = (State.INTELLIGENCE, State.ENGAGEMENT, State.ASSESSED, State.SUBMITTED, State.REVIEW)


def make_demo(session: Session, actors: Mapping[str, Actor]) -> None:
    """Enter the conditions of January 2023, then open one case, and weigh every view but the last."""
    if "officer" in actors:
        enter_safeguards(session, actors["officer"])
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


def enter_safeguards(session: Session, officer: Actor) -> None:
    """Enter what the council asked for in January 2023, with findings that are invented; a second call adds nothing."""
    if session.scalar(select(ConditionList.id).limit(1)) is not None:
        return
    resolution = _resolution(session)
    asked = conditions.Asked(
        title="Safeguards before live facial recognition is used in Newham",
        asked_by="Newham Council",
        asked_on=ASKED_ON,
        source="Computer Weekly, January 2023",
        cited=resolution,
        asks_suspension=True,
        is_reported=True,
    )
    found = conditions.enter_list(session, officer, asked)
    for seen, (topic, text, status) in enumerate(SAFEGUARDS):
        condition = conditions.add_condition(session, officer, found, topic=topic, text=text, seen=seen)
        noted = conditions.Found(
            status=status,
            reason="Invented, for the demonstration: no council has recorded this finding.",
            found_on=ASKED_ON,
        )
        conditions.note_finding(session, officer, condition, noted, 0)


def _resolution(session: Session) -> Reference | None:
    """Return the resolution in which the conditions were asked for, where motions are kept on this site."""
    try:
        return read_references(session, ANONYMOUS, RESOLUTION)[0]
    except WrongLines:
        return None


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
        ward="Stratford",
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
