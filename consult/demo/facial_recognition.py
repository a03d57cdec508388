"""The open consultation: live facial recognition in Newham, with the facts of 2022 and made-up responses."""

import io
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.consultations.documents import add_document
from consult.consultations.models import Activity, Consultation
from consult.consultations.moves import open_now
from consult.consultations.services import activity_types, add_activity, create_consultation
from consult.demo.reasons import reasons_to_open
from consult.demo.sources import BACKGROUND, FACES, read_source
from consult.desk.exclusions import exclude
from consult.imports.made_up_responses import seed_responses
from consult.kernel import clock
from consult.kernel.authz import Actor
from consult.kernel.db import Database
from consult.responses.questions import set_questions
from consult.submissions.models import Channel, Status, Submission

SLUG = "live-facial-recognition-in-newham"
NOTICE = (
    "This is a demonstration. All responses to this consultation are made up (synthetic), and so are the people who "
    "work on it. The facts in the background are real."
)
PREPARED, OPENED, STAYS_OPEN = timedelta(days=21), timedelta(days=14), timedelta(days=35)
# How many made-up responses arrived on each day since the opening.
BY_DAY = (62, 41, 28, 19, 17, 9, 6, 33, 27, 21, 18, 15, 13, 11)
QUESTIONS: dict[str, Any] = {
    "introduction": "You must answer the first question. You can skip the others. This is a demonstration: whatever "
    "you send stays on the machine it runs on.",
    "asks_area": True,
    "asks_about_you": True,
    "asks_consent": True,
    "questions": [
        {
            "key": "position",
            "kind": "scale",
            "label": "Do you support or oppose the use of live facial recognition by the police in Newham?",
            "scale": "support",
            "required": True,
        },
        {"key": "reasons", "kind": "long_text", "label": "Why do you think so?"},
        {
            "key": "told_before",
            "kind": "scale",
            "label": "Residents should be told before each use, and where the cameras will be",
            "scale": "agreement",
        },
        {
            "key": "figures",
            "kind": "scale",
            "label": "The police should publish the figures of each use within a month",
            "scale": "agreement",
        },
        {
            "key": "safeguards",
            "kind": "long_text",
            "label": "If the police use it, what safeguards should there be?",
            "hint": "For example about who is on the list, who checks the results, or how to complain.",
        },
    ],
}


def open_consultation(session: Session, actors: Mapping[str, Actor]) -> Consultation:
    """Prepare the consultation and open it, two weeks before today; do nothing when it is there already."""
    known = session.scalar(select(Consultation).where(Consultation.slug == SLUG))
    if known is not None:
        return known
    officer, today = actors["officer"], clock.today_in_london()
    closes_on = today - OPENED + STAYS_OPEN
    with clock.set_clock(_morning(today - PREPARED), step=timedelta(seconds=7)):
        made = create_consultation(
            session,
            officer,
            slug=SLUG,
            title="Live facial recognition in Newham",
            summary="The police measure the faces of everybody who walks past a camera. Should they do that in Newham, "
            "and under which conditions?",
            background=read_source(BACKGROUND).decode(),
            options_open="Whether the council asks again that live facial recognition is not used in the borough.\n\n"
            "Which safeguards it asks the police for, if they use it.\n\n"
            "How residents hear of each use. (These options are invented for the demonstration.)",
            decided_by="Cabinet (invented for the demonstration)",
            decision_on=closes_on + timedelta(days=35),
            results_due_on=closes_on + timedelta(days=42),
            closes_at=clock.from_london(datetime.combine(closes_on, time(23, 59))),
            notice=NOTICE,
        )
        written = add_activity(session, officer, made, kind="response", title="Tell us what you think")
        set_questions(session, officer, written, QUESTIONS)
        if "impact" in activity_types(session):
            title = "Tell us how this affects your community"
            add_activity(session, officer, made, kind="impact", title=title)
        add_document(
            session,
            officer,
            made,
            title="The six uses of live facial recognition in 2022",
            name=FACES,
            content=io.BytesIO(read_source(FACES)),
        )
    with clock.set_clock(_morning(today - OPENED)):
        open_now(session, officer, made, reasons_to_open(session, made))
    return made


def add_responses(database: Database, activity_id: int, areas: tuple[str, ...]) -> None:
    """Let the made-up responses arrive day by day; what arrived in an earlier run is not made again."""
    with database.reading() as session:
        there = session.scalar(
            select(func.count(Submission.id)).where(Submission.activity_id == activity_id, Submission.is_synthetic)
        )
    expected = 0
    for day, (at, count) in enumerate(_arrivals(), start=1):
        expected += count
        if (there or 0) < expected:
            with clock.set_clock(at):
                seed_responses(database, activity_id, count, seed=day, areas=areas)


def leave_one_out(session: Session, officer: Actor, activity: Activity) -> None:
    """Exclude one made-up paper response as a duplicate, so that the summary has something to say about it."""
    excluded = select(Submission.id).where(Submission.activity_id == activity.id, Submission.status == Status.EXCLUDED)
    if session.scalar(excluded.limit(1)) is not None:
        return
    on_paper = select(Submission).where(
        Submission.activity_id == activity.id, Submission.channel == Channel.PAPER, Submission.is_synthetic
    )
    twice = session.scalar(on_paper.order_by(Submission.id.desc()).limit(1))
    if twice is not None:
        note = "The same form was handed in at two libraries. (Invented.)"
        exclude(session, officer, activity, twice, "duplicate", note)


def _arrivals() -> Iterator[tuple[datetime, int]]:
    opened_on = clock.today_in_london() - OPENED
    for day, count in enumerate(BY_DAY):
        yield _morning(opened_on + timedelta(days=day)) + timedelta(hours=3), count


def _morning(day: date) -> datetime:
    return clock.from_london(datetime.combine(day, time(9, 0)))
